-- Jobs, further kinds of ledger entries, and the journal of what concerns the company alone.

-- ---------------------------------------------------------------- jobs (coordinator): the scheduler's own table, and how each went
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

create table job_state (
  job_name    text primary key,
  started_at  timestamptz not null,
  ended_at    timestamptz,                          -- null while it runs, or when the program died in it
  failure     text,                                 -- why the last run failed; null if it did not
  failures    integer not null default 0,           -- in a row
  started_by  text not null
);

-- ---------------------------------------------------------------- ledger: further kinds
alter table ledger_entry drop constraint ledger_entry_kind_check;
alter table ledger_entry add constraint ledger_entry_kind_check
  check (kind in ('CHARGE', 'INVOICE', 'TAX', 'PAYMENT', 'CREDIT', 'REFUND', 'CORRECTION', 'REVERSAL',
                  'CREDIT_NOTE', 'LATE_FEE', 'WRITE_OFF', 'DONATION', 'CHARGEBACK'));
-- What is owed to a non-profit: reference is its code.
create index ledger_entry_donation on ledger_entry (reference, at) where kind = 'DONATION';

-- ---------------------------------------------------------------- company journal: moves that concern no customer. Append-only
create table company_entry (
  company_entry_id bigint generated always as identity primary key,
  at            timestamptz not null,
  debit         text not null,
  credit        text not null,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  description   text not null,
  reference     text,                               -- a statement line, a payout, a non-profit's code
  business_key  text not null unique,               -- what happened, once: the same key again is the same entry
  actor_kind    text not null,
  actor_name    text not null,
  channel       text not null,
  check (debit <> credit),
  check (debit <> 'RECEIVABLE' and credit <> 'RECEIVABLE')
);
create index company_entry_reference on company_entry (reference);

grant select, insert, update, delete on scheduled_tasks, job_state to accord_app;
grant select, insert on company_entry to accord_app;
grant usage on all sequences in schema public to accord_app;
