-- Payments by card through a gateway: what was tried, what was captured, paid back and disputed; what the gateway
-- reported; and the sandbox, a gateway of our own with books of its own.

alter table payment_attempt
  add column attempt_no         integer,
  add column way                text not null default 'SAVED_CARD' check (way in ('HOSTED_PAGE', 'SAVED_CARD', 'TERMINAL', 'FOUND')),
  add column gateway            text not null default 'sandbox',
  add column page_reference     text,                -- the gateway's reference of its hosted page
  add column page_url           text,
  add column expires_at         timestamptz,         -- until when the customer may act
  add column save_card          boolean not null default false,
  add column card_token         text,
  add column card_brand         text,
  add column card_last_four     text,
  add column card_expires       date,                -- the last day of the month that is printed on it
  add column decline_code       text,
  add column sent_at            timestamptz,
  add column asks               integer not null default 0,
  add column next_ask_at        timestamptz,         -- when the gateway is asked again; null: not by itself
  add column for_person_since   timestamptz,         -- the program has asked for the last time
  add column resolved_by        text,
  add column resolved_why       text;

update payment_attempt p set attempt_no = n.no
from (select customer_id, attempt_id, row_number() over (partition by customer_id order by created_at, attempt_id) as no
      from payment_attempt) n
where n.customer_id = p.customer_id and n.attempt_id = p.attempt_id;
insert into customer_series (customer_id, series, last_no)
select customer_id, 'ATTEMPT', max(attempt_no) from payment_attempt group by customer_id;
alter table payment_attempt alter column attempt_no set not null;
alter table payment_attempt add unique (customer_id, attempt_no);
create index payment_attempt_newest on payment_attempt (customer_id, account_no, created_at desc);
create index payment_attempt_by_id on payment_attempt (attempt_id);
create index payment_attempt_open on payment_attempt (state_since)
  where state in ('CREATED', 'SENT', 'REQUIRES_ACTION', 'UNKNOWN');

-- Each capture at the gateway that we know of, once, with the receipt it became.
create table card_capture (
  customer_id   bigint not null references customer,
  gateway_reference text not null,
  gateway       text not null,
  attempt_id    uuid not null,
  account_no    integer not null,
  payment_no    integer not null,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  captured_at   timestamptz not null,
  noted_at      timestamptz not null,
  surplus       text,                                -- why it was given back by itself; null: it was wanted
  primary key (customer_id, gateway_reference),
  unique (customer_id, payment_no),
  foreign key (customer_id, attempt_id) references payment_attempt,
  foreign key (customer_id, payment_no) references payment
);
create index card_capture_reference on card_capture (gateway_reference);

create table card_refund (
  customer_id   bigint not null references customer,
  refund_id     uuid not null,
  capture_reference text not null,
  account_no    integer not null,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  state         text not null check (state in ('CREATED', 'SENT', 'UNKNOWN', 'SUCCEEDED', 'FAILED')),
  origin        text not null check (origin in ('ASKED_FOR', 'SURPLUS', 'AT_GATEWAY')),
  reason        text not null,
  gateway_reference text,
  entry_seq     bigint not null,                     -- the REFUND entry
  reversal_seq  bigint,                              -- what undid it, when the gateway refused
  failure       text,
  actor_kind    text not null,
  actor_id      text not null,
  actor_name    text not null,
  channel       text not null,
  created_at    timestamptz not null,
  state_since   timestamptz not null,
  asks          integer not null default 0,
  next_ask_at   timestamptz,
  for_person_since timestamptz,
  primary key (customer_id, refund_id),
  foreign key (customer_id, capture_reference) references card_capture,
  unique (customer_id, gateway_reference)
);
create index card_refund_open on card_refund (state_since) where state in ('CREATED', 'SENT', 'UNKNOWN');

create table card_dispute (
  customer_id   bigint not null references customer,
  dispute_reference text not null,
  capture_reference text not null,
  account_no    integer not null,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  state         text not null check (state in ('OPEN', 'WON', 'LOST')),
  reason        text,
  entry_seq     bigint not null,                     -- the CHARGEBACK entry
  reversal_seq  bigint,
  opened_at     timestamptz not null,
  state_since   timestamptz not null,
  primary key (customer_id, dispute_reference),
  foreign key (customer_id, capture_reference) references card_capture
);

-- What the gateway reported, each event once. Tells only which object to ask about.
create table gateway_event (
  event_id      text primary key,
  gateway       text not null,
  type          text not null,
  subject       text,
  received_at   timestamptz not null,
  tries         integer not null default 0,
  handled_at    timestamptz,
  result        text
);
create index gateway_event_waiting on gateway_event (received_at) where handled_at is null;

create table reconciliation (
  reconciliation_id bigint generated always as identity primary key,
  gateway       text not null,
  since         timestamptz not null,
  until         timestamptz not null,
  ran_at        timestamptz not null,
  captures      integer not null,
  refunds       integer not null,
  disputes      integer not null,
  mended        integer not null,
  left_open     integer not null
);

create table reconciliation_finding (
  reconciliation_id bigint not null references reconciliation,
  finding_no    integer not null,
  kind          text not null,
  reference     text not null,
  subject       text,                                -- the number of account or attempt
  amount_minor  bigint,
  currency      char(3),
  mended        boolean not null,
  told          text not null,
  primary key (reconciliation_id, finding_no)
);

grant select, insert, update on card_refund, card_dispute, gateway_event to accord_app;
grant select, insert on card_capture, reconciliation, reconciliation_finding to accord_app;
grant usage on all sequences in schema public to accord_app;

-- ---------------------------------------------------------------- the sandbox's own books

create schema sandbox;

create table sandbox.card (
  token         text primary key,
  number_tail   text not null,                       -- the test card it stands for
  customer      text,
  created_at    timestamptz not null
);

create table sandbox.intent (
  intent_id     uuid primary key,                    -- the id its user gave it: asked for twice, it is one
  reference     text not null unique,
  kind          text not null check (kind in ('PAGE', 'CHARGE', 'SAVING')),
  state         text not null check (state in ('OPEN', 'CHALLENGE', 'SUCCEEDED', 'DECLINED', 'CANCELED', 'EXPIRED')),
  amount_minor  bigint not null check (amount_minor >= 0),
  currency      char(3) not null,
  description   text,
  account       text,
  customer      text,
  return_url    text,
  save_card     boolean not null default false,
  page_key      text unique,
  expires_at    timestamptz,
  decline_code  text,
  declines      integer not null default 0,          -- cards that were tried on the page and declined
  card_tail     text,
  card_token    text,
  mute_asks     integer not null default 0,          -- how many more times asking goes unanswered
  content_hash  text not null,
  created_at    timestamptz not null,
  changed_at    timestamptz not null
);

create table sandbox.capture (
  reference     text primary key,
  intent_id     uuid not null references sandbox.intent,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  at            timestamptz not null
);
create index capture_intent on sandbox.capture (intent_id);
create index capture_at on sandbox.capture (at);

create table sandbox.refund (
  reference     text primary key,
  asked_as      text unique,                         -- its user's id; null: made at the sandbox itself
  capture       text not null references sandbox.capture,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  state         text not null check (state in ('SUCCEEDED', 'FAILED')),
  at            timestamptz not null
);
create index refund_at on sandbox.refund (at);

create table sandbox.dispute (
  reference     text primary key,
  capture       text not null references sandbox.capture,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  reason        text not null,
  state         text not null check (state in ('OPEN', 'WON', 'LOST')),
  at            timestamptz not null,
  changed_at    timestamptz not null
);
create index dispute_at on sandbox.dispute (changed_at);

create table sandbox.event (
  event_id      text primary key,
  type          text not null,
  subject       text not null,
  at            timestamptz not null,
  tries         integer not null default 0,
  next_try_at   timestamptz,                         -- null: delivered, or given up
  delivered_at  timestamptz
);
create index event_waiting on sandbox.event (next_try_at) where next_try_at is not null;

grant usage on schema sandbox to accord_app;
grant select, insert, update on all tables in schema sandbox to accord_app;
