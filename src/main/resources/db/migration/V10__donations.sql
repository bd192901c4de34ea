-- Round-ups of bills for non-profits: what customers chose, and what was paid out. What is owed is read from the ledger.

-- ---------------------------------------------------------------- non-profits (reference)
create table non_profit (
  code         text primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  name         text not null check (length(trim(name)) between 1 and 100),
  description  text not null check (length(description) <= 500),
  bank_account text,                                -- where payouts go; null: none is known, so nothing is paid out
  active       boolean not null,                    -- customers may choose it, and bills give to it
  version      integer not null default 0
);

-- Who changed what about them. Append-only
create table non_profit_change (
  change_id   bigint generated always as identity primary key,
  code        text not null references non_profit,
  at          timestamptz not null,
  actor_id    text not null,
  actor_name  text not null,
  change      text not null                         -- a sentence
);
create index non_profit_change_of on non_profit_change (code, change_id desc);

-- ---------------------------------------------------------------- what customers chose, for each billing account. Append-only: the last choice holds
create table donation_choice (
  customer_id bigint not null,
  account_no  integer not null,
  choice_no   integer not null check (choice_no > 0), -- 1, 2, 3 … in the account
  rounding    text not null check (rounding in ('NEXT_UNIT', 'NEXT_FIVE', 'FIXED', 'NONE')),
  fixed_minor bigint check (fixed_minor > 0),       -- in the account's currency
  at          timestamptz not null,
  actor_kind  text not null,
  actor_id    text not null,
  actor_name  text not null,
  channel     text not null,
  primary key (customer_id, account_no, choice_no),
  foreign key (customer_id, account_no) references billing_account,
  check ((rounding = 'FIXED') = (fixed_minor is not null))
);

create table donation_share (
  customer_id bigint not null,
  account_no  integer not null,
  choice_no   integer not null,
  place       smallint not null check (place > 0),  -- the order in which the customer chose
  non_profit  text not null,
  percent     smallint not null check (percent between 1 and 100),
  primary key (customer_id, account_no, choice_no, non_profit),
  unique (customer_id, account_no, choice_no, place),
  foreign key (customer_id, account_no, choice_no) references donation_choice
);

-- ---------------------------------------------------------------- payouts (coordinator), and which donations each covers (customer-owned). Append-only
-- Proposed by one person; the approval of that number says who decided, and how.
create sequence donation_payout_seq;

create table donation_payout (
  payout_no    bigint primary key,
  currency     char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  proposed_at  timestamptz not null,
  proposed_by  text not null,
  approval_no  bigint not null unique
);

create table donation_payout_line (
  payout_no    bigint not null references donation_payout,
  non_profit   text not null references non_profit,
  name         text not null,                       -- as it was then
  bank_account text not null,
  amount_minor bigint not null check (amount_minor > 0),
  donations    integer not null check (donations > 0),
  primary key (payout_no, non_profit)
);

create table donation_payout_done (
  payout_no   bigint primary key references donation_payout,
  paid_at     timestamptz not null,
  approved_by text not null
);

-- A donation, or one that was taken back after it had been paid out: its amount is below zero.
create table donation_payout_item (
  customer_id  bigint not null,
  account_no   integer not null,
  entry_seq    bigint not null,
  payout_no    bigint not null,
  non_profit   text not null,
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (customer_id, account_no, entry_seq, payout_no),
  foreign key (customer_id, account_no, entry_seq) references ledger_entry
);
create index donation_payout_item_of on donation_payout_item (payout_no);

-- Paid out, and so never again.
create table donation_paid_out (
  customer_id bigint not null,
  account_no  integer not null,
  entry_seq   bigint not null,
  payout_no   bigint not null,
  primary key (customer_id, account_no, entry_seq),
  foreign key (customer_id, account_no, entry_seq, payout_no) references donation_payout_item
);
create index donation_paid_out_of on donation_paid_out (payout_no);

grant select, insert, update on non_profit to accord_app;
grant select, insert on non_profit_change, donation_choice, donation_share, donation_payout, donation_payout_line,
  donation_payout_done, donation_payout_item, donation_paid_out to accord_app;
grant usage on all sequences in schema public to accord_app;
