-- What is to be billed, at which tax, in which cycle, and the runs that bill it.

-- ---------------------------------------------------------------- catalog (reference): usage and tax classes
alter table product drop constraint product_unit_check;
alter table product add constraint product_unit_check check (unit in ('MONTH', 'EACH', 'MINUTE', 'GIGABYTE', 'MESSAGE'));
alter table product add column tax_class text not null default 'STANDARD' check (tax_class ~ '^[A-Z][A-Z_]{0,29}$');
-- How many units the price is for: 100 where a minute costs $0.085 and the price is $8.50.
alter table product add column priced_per integer not null default 1 check (priced_per > 0);

-- Tax by place and product class. A place is a code such as US-NY-NYC; what has no rate of its own takes that of US-NY, then US.
create table tax_rate (
  tax_rate_id bigint generated always as identity primary key,
  place       text not null check (place ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' and length(place) <= 30),
  tax_class   text not null check (tax_class ~ '^[A-Z][A-Z_]{0,29}$'),
  name        text not null,                        -- what the bill calls it: Sales tax
  percent     numeric(6, 3) not null check (percent >= 0 and percent < 100),
  starts_on   date not null,
  ends_on     date,                                 -- first day on which it no longer holds
  set_by      text not null,
  set_at      timestamptz not null,
  reason      text,
  check (ends_on is null or ends_on >= starts_on),
  constraint tax_rate_one_at_a_time exclude using gist (place with =, tax_class with =, daterange(starts_on, ends_on) with &&)
);

-- ---------------------------------------------------------------- subscription: what a contract cost on each day, and whether it was charged
alter table contract add column billing_timing text not null default 'ADVANCE' check (billing_timing in ('ADVANCE', 'ARREARS'));

-- A later phase holds from its day on, whatever earlier phases said about those days.
create table contract_phase (
  customer_id   bigint not null,
  contract_no   integer not null,
  phase_no      integer not null check (phase_no > 0),
  kind          text not null check (kind in ('START', 'CHANGE', 'PAUSE', 'RESUME', 'END', 'PROLONG')),
  from_day      date not null,
  product_code  text not null,
  monthly_minor bigint not null check (monthly_minor >= 0),
  charged       boolean not null,
  by_book       boolean not null default false,     -- the price is the price book's, so that promotions are taken off it
  recorded_at   timestamptz not null,
  actor_name    text not null,
  reason        text,
  primary key (customer_id, contract_no, phase_no),
  foreign key (customer_id, contract_no) references contract
);
create index contract_phase_change on contract_phase (from_day) where kind = 'CHANGE';

insert into contract_phase (customer_id, contract_no, phase_no, kind, from_day, product_code, monthly_minor, charged, recorded_at, actor_name)
select customer_id, contract_no, 1, 'START', started_on, product_code, monthly_minor, true, now(), 'Migration' from contract;
insert into contract_phase (customer_id, contract_no, phase_no, kind, from_day, product_code, monthly_minor, charged, recorded_at, actor_name)
select customer_id, contract_no, 2,
  case when status = 'SUSPENDED' then 'PAUSE' else 'END' end,
  case when status = 'SUSPENDED' then current_date when status in ('CANCELLED', 'ABORTED') then started_on else ended_on + 1 end,
  product_code, monthly_minor, false, now(), 'Migration'
from contract where status in ('SUSPENDED', 'CANCELLED', 'ABORTED') or ended_on is not null;

-- ---------------------------------------------------------------- billing: cycles
alter table billing_account
  add column bill_cycle_day smallint not null default 1 check (bill_cycle_day between 1 and 31),
  add column payment_terms_days smallint not null default 14 check (payment_terms_days between 0 and 180),
  add column bill_medium text not null default 'EMAIL' check (bill_medium in ('EMAIL', 'POST', 'PORTAL')),
  add column tax_place text not null default 'US',
  add column rated_from date,                       -- first day that is charged here; earlier days were billed elsewhere
  add column billed_through date,                   -- last day of the last period that is over and billed
  add column next_bill_on date,                     -- null: no bill is planned
  add column final_bill_on date;                    -- when the last bill of all was made; null: there is more to come
-- Accounts that were there before begin with the first of next month.
update billing_account set rated_from = (date_trunc('month', now()) + interval '1 month')::date,
  next_bill_on = (date_trunc('month', now()) + interval '1 month')::date;
create index billing_account_due on billing_account (next_bill_on) where next_bill_on is not null;

-- The periods of an account, without gaps. One row for each, so that nothing is billed for a period twice.
create table billing_period (
  customer_id  bigint not null,
  account_no   integer not null,
  starts_on    date not null,
  ends_on      date not null,                       -- last day, included
  basis_days   smallint not null check (basis_days > 0), -- days of the whole period of which this is all or a part
  phases_seen  integer not null,                    -- how many contract phases the bill that opened it knew
  invoice_no   integer,                             -- the bill that opened it; null: there was nothing to bill
  bill_run_id  bigint,
  recorded_at  timestamptz not null,
  primary key (customer_id, account_no, starts_on),
  foreign key (customer_id, account_no) references billing_account,
  check (ends_on >= starts_on)
);

alter table invoice
  add column donation_minor bigint not null default 0,
  add column is_final boolean not null default false;
alter table invoice drop constraint invoice_check;
alter table invoice add constraint invoice_adds_up check (net_minor + tax_minor + donation_minor = total_minor);

alter table invoice_line
  add column kind text not null default 'OTHER' check (kind in
    ('RECURRING', 'ONE_OFF', 'USAGE', 'DISCOUNT', 'CREDIT_KEPT', 'DONATION', 'OTHER')),
  add column takes_back boolean not null default false, -- gives back days that an earlier bill charged
  add column contract_no integer,
  add column period_start date,
  add column period_end date,
  add column monthly_minor bigint,                  -- what a month costs, or is taken off a month
  add column tax_class text,
  add column reference text,                        -- promotion code, non-profit's code
  add column working text;                          -- how the amount was found
create index invoice_line_contract on invoice_line (customer_id, contract_no, period_start) where contract_no is not null;

-- ---------------------------------------------------------------- usage and one-off charges, to be billed with the next bill
create sequence usage_seq;

create table usage_record (
  customer_id  bigint not null,
  usage_id     bigint not null,
  account_no   integer not null,
  product_code text not null,
  quantity     numeric(18, 6) not null check (quantity > 0),
  at           timestamptz not null,
  external_id  text not null check (length(external_id) between 1 and 100),
  recorded_at  timestamptz not null,
  invoice_no   integer,                             -- the bill it is on
  primary key (customer_id, usage_id),
  unique (customer_id, external_id),
  foreign key (customer_id, account_no) references billing_account
);
create index usage_record_unbilled on usage_record (customer_id, account_no) where invoice_no is null;

create table one_off_charge (
  customer_id  bigint not null,
  charge_id    bigint not null,
  account_no   integer not null,
  product_code text,
  description  text not null,
  amount_minor bigint not null check (amount_minor > 0),
  tax_class    text not null,
  on_day       date not null,
  recorded_at  timestamptz not null,
  actor_name   text not null,
  invoice_no   integer,
  primary key (customer_id, charge_id),
  foreign key (customer_id, account_no) references billing_account
);
create index one_off_charge_unbilled on one_off_charge (customer_id, account_no) where invoice_no is null;

-- ---------------------------------------------------------------- bill runs (coordinator) and what they did for each account (customer-owned)
create table bill_run (
  bill_run_id  bigint generated always as identity primary key,
  bill_date    date not null,
  state        text not null check (state in ('PREVIEWING', 'PREVIEWED', 'RUNNING', 'DONE', 'CANCELLED')),
  automatic    boolean not null,                    -- approves itself; what is held waits for a person all the same
  started_by   text not null,
  started_at   timestamptz not null,
  previewed_at timestamptz,
  approved_by  text,
  approved_at  timestamptz,
  ended_at     timestamptz,
  progress     integer not null default 0           -- grows with each chunk: open screens look again
);
create unique index bill_run_one_at_a_time on bill_run ((true)) where state in ('PREVIEWING', 'PREVIEWED', 'RUNNING');

create table bill_run_chunk (
  bill_run_id    bigint not null references bill_run,
  chunk_no       integer not null,
  first_customer bigint not null,
  last_customer  bigint not null,
  accounts       integer not null,
  preview_state  text not null default 'NEW' check (preview_state in ('NEW', 'TAKEN', 'DONE')),
  bill_state     text not null default 'NEW' check (bill_state in ('NEW', 'TAKEN', 'DONE')),
  taken_by       text,
  taken_at       timestamptz,
  primary key (bill_run_id, chunk_no)
);

create table bill_run_account (
  customer_id  bigint not null,
  account_no   integer not null,
  bill_run_id  bigint not null,
  state        text not null check (state in ('PREVIEWED', 'EMPTY', 'HELD', 'RELEASED', 'BILLED', 'SKIPPED', 'FAILED')),
  currency     char(3) not null,
  total_minor  bigint not null,                     -- as previewed
  last_minor   bigint,                              -- the bill before; null: there was none
  billed_minor bigint,                              -- as issued
  invoice_no   integer,
  rule         text,                                -- which rule held it
  reason       text,                                -- why it was held, skipped or failed, in a sentence
  decided_by   text,
  decided_at   timestamptz,
  primary key (customer_id, account_no, bill_run_id),
  foreign key (customer_id, account_no) references billing_account
);
create index bill_run_account_state on bill_run_account (bill_run_id, state, customer_id, account_no);
create index bill_run_account_held on bill_run_account (customer_id, account_no) where state = 'HELD';

-- ---------------------------------------------------------------- who may do what
grant select, insert, update, delete on tax_rate, bill_run, bill_run_chunk, bill_run_account, usage_record, one_off_charge to accord_app;
grant select, insert on contract_phase, billing_period to accord_app;
grant usage on all sequences in schema public to accord_app;
