-- Cards that customers leave with the gateway, automatic payments, pay links, and money that names the bills it pays.

-- A card as a token of the gateway's. Its number never reaches us.
create table saved_card (
  customer_id   bigint not null references customer,
  card_id       uuid not null,
  gateway       text not null,
  token         text not null,
  brand         text,
  last_four     text,
  expires       date,                                -- the last day on which it can be used, by what is printed on it
  saved_at      timestamptz not null,
  saved_by      text not null,
  channel       text not null,
  preferred_since timestamptz,                       -- the one preferred last is the default
  refused_at    timestamptz,                         -- the bank will never take it again
  refused_code  text,
  removed_at    timestamptz,
  removed_by    text,
  removed_why   text,
  version       integer not null default 0,
  primary key (customer_id, card_id),
  unique (customer_id, gateway, token)
);
create index saved_card_expiring on saved_card (expires) where removed_at is null;

-- A page of the gateway's on which a customer leaves a card without paying.
create table card_saving (
  customer_id   bigint not null references customer,
  saving_id     uuid not null,
  account_no    integer not null,
  state         text not null check (state in ('CREATED', 'OPEN', 'SAVED', 'LEFT')),
  page_reference text,
  page_url      text,
  for_autopay   boolean not null,
  card_id       uuid,
  back_to       text not null,                       -- where the customer goes on, a path of ours
  actor_kind    text not null,
  actor_id      text not null,
  actor_name    text not null,
  channel       text not null,
  created_at    timestamptz not null,
  state_since   timestamptz not null,
  primary key (customer_id, saving_id),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, card_id) references saved_card
);
create index card_saving_open on card_saving (created_at) where state = 'OPEN';

-- Append-only: an account's newest row holds. It belongs to the account, not to a contract, address or card.
create table autopay_mandate (
  customer_id   bigint not null,
  account_no    integer not null,
  mandate_no    integer not null check (mandate_no > 0),
  active        boolean not null,
  card_id       uuid,                                -- null: whichever is the customer's default
  consent       text not null,                       -- what the customer agreed to or asked for, and how
  set_at        timestamptz not null,
  actor_kind    text not null,
  actor_id      text not null,
  actor_name    text not null,
  channel       text not null,
  primary key (customer_id, account_no, mandate_no),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, card_id) references saved_card
);

-- What is going to be charged for a bill by itself, and what became of it.
create table autopay_plan (
  customer_id   bigint not null,
  invoice_no    integer not null,
  account_no    integer not null,
  state         text not null check (state in ('PLANNED', 'CHARGING', 'CHECKING', 'PAID', 'NOT_NEEDED', 'FAILED', 'STOPPED')),
  due_on        date not null,
  first_on      date not null,
  next_on       date not null,                       -- when it is tried next, while planned
  tries         integer not null default 0,
  begun         integer not null default 0,          -- names each try's idempotency key
  attempt_no    integer,                             -- the last attempt
  card_id       uuid,
  code          text,                                -- why not, of the last try
  payment_no    integer,
  created_at    timestamptz not null,
  state_since   timestamptz not null,
  version       integer not null default 0,
  primary key (customer_id, invoice_no),
  foreign key (customer_id, invoice_no) references invoice,
  foreign key (customer_id, account_no) references billing_account
);
create index autopay_plan_due on autopay_plan (next_on) where state = 'PLANNED';
create index autopay_plan_under_way on autopay_plan (state_since) where state in ('CHARGING', 'CHECKING');

create table pay_link (
  customer_id   bigint not null,
  account_no    integer not null,
  link_no       integer not null,
  purpose       text not null,                       -- what it was made for, once
  token_hash    char(64) not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  opened_at     timestamptz,                         -- when it was first looked at
  actor_kind    text not null,
  actor_id      text not null,
  actor_name    text not null,
  channel       text not null,
  primary key (customer_id, account_no, link_no),
  unique (customer_id, account_no, purpose),
  foreign key (customer_id, account_no) references billing_account
);

-- Where no key comes from the environment: the one that signs pay links.
create table pay_link_key (
  one_row       boolean primary key default true check (one_row),
  signing_key   text not null,
  created_at    timestamptz not null
);

-- What of money that came in was meant for which bill. The rest of it pays what was due first.
create table allocation (
  customer_id   bigint not null,
  account_no    integer not null,
  entry_seq     bigint not null,                     -- the entry of the money
  invoice_no    integer not null,
  amount_minor  bigint not null check (amount_minor > 0),
  primary key (customer_id, account_no, entry_seq, invoice_no),
  foreign key (customer_id, account_no, entry_seq) references ledger_entry,
  foreign key (customer_id, invoice_no) references invoice
);
create index allocation_of_bill on allocation (customer_id, invoice_no);

grant select, insert, update on saved_card, card_saving, autopay_plan, pay_link to accord_app;
grant select, insert on autopay_mandate, allocation, pay_link_key to accord_app;
