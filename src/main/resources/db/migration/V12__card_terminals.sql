-- Cards at a shop's terminal: at which one an attempt is made, and what was rung up for it. Goods that come back.

alter table payment_attempt add column terminal text;   -- the gateway's id of the card terminal

-- What was rung up and is sold once its card is charged, at the prices that the customer saw.
create table card_sale (
  customer_id   bigint not null references customer,
  attempt_id    uuid not null,
  account_no    integer not null,
  sale          jsonb not null,
  order_no      integer,                                -- the purchase, once the card was charged
  primary key (customer_id, attempt_id),
  foreign key (customer_id, attempt_id) references payment_attempt,
  foreign key (customer_id, order_no) references orders
);

-- How many of a purchase's lines came back with which return.
create table sale_return (
  customer_id   bigint not null references customer,
  return_no     integer not null,
  sale_no       integer not null,
  line_no       integer not null,
  quantity      integer not null check (quantity > 0),
  primary key (customer_id, return_no, line_no),
  foreign key (customer_id, return_no) references orders,
  foreign key (customer_id, sale_no) references orders
);
create index sale_return_sale on sale_return (customer_id, sale_no);

grant select, insert, update on card_sale to accord_app;
grant select, insert on sale_return to accord_app;

-- ---------------------------------------------------------------- the sandbox's terminals

create table sandbox.terminal (
  terminal_id   text primary key,
  name          text not null,
  online        boolean not null default true
);
insert into sandbox.terminal (terminal_id, name) values ('tm_front', 'Front counter'), ('tm_back', 'Back counter');

alter table sandbox.intent add column terminal text references sandbox.terminal;
alter table sandbox.intent drop constraint intent_kind_check;
alter table sandbox.intent add constraint intent_kind_check check (kind in ('PAGE', 'CHARGE', 'SAVING', 'TERMINAL'));
create index intent_terminal on sandbox.intent (terminal, created_at desc) where terminal is not null;

grant select, insert, update on sandbox.terminal to accord_app;
