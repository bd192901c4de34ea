-- Reminders: who is asked for overdue money, when, and what follows if it doesn't come.

-- ---------------------------------------------------------------- policies (reference)
create table reminder_policy (
  policy_code  text primary key check (policy_code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
  name         text not null,
  currency     char(3) not null,                    -- of the accounts it is for, and of its amounts
  customer_kind text check (customer_kind in ('PERSON', 'ORGANIZATION')),        -- null: both
  tier         text check (tier in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM')),  -- null: all
  crossing_days integer not null default 1 check (crossing_days between 0 and 14),
  fee_due_days integer not null default 14 check (fee_due_days between 1 and 60),
  ended_at     timestamptz,
  set_by       text not null,
  set_at       timestamptz not null,
  version      integer not null default 0
);
-- Of those that fit a customer the one that says most about whom it is for holds; never two alike.
create unique index reminder_policy_one on reminder_policy (currency, coalesce(customer_kind, ''), coalesce(tier, '')) where ended_at is null;

create table reminder_step (
  policy_code   text not null references reminder_policy,
  step_no       integer not null check (step_no between 1 and 12),
  action        text not null check (action in ('REMINDER', 'LATE_FEE', 'RESTRICTION', 'END')),
  days_overdue  integer not null check (days_overdue between 1 and 720),
  minimum_minor bigint not null check (minimum_minor >= 0),
  fee_minor     bigint check (fee_minor > 0),
  primary key (policy_code, step_no),
  check ((fee_minor is not null) = (action = 'LATE_FEE'))
);

insert into reminder_policy (policy_code, name, currency, tier, set_by, set_at)
select p.code || '-' || c.currency, p.name, c.currency, p.tier, 'Accord', '2026-01-01T00:00:00Z'
from (values ('STANDARD', 'Standard', null), ('GOLD', 'Gold customers', 'GOLD'), ('PLATINUM', 'Platinum customers', 'PLATINUM')) as p (code, name, tier),
     (values ('USD'), ('EUR'), ('GBP'), ('CAD')) as c (currency);
insert into reminder_step (policy_code, step_no, action, days_overdue, minimum_minor, fee_minor)
select p.policy_code, s.step_no, s.action, s.days, s.minimum, s.fee
from reminder_policy p
join (values ('STANDARD', 1, 'REMINDER', 5, 100, null), ('STANDARD', 2, 'REMINDER', 14, 500, null),
             ('STANDARD', 3, 'LATE_FEE', 21, 1000, 500), ('STANDARD', 4, 'RESTRICTION', 35, 2000, null), ('STANDARD', 5, 'END', 75, 2000, null),
             ('GOLD', 1, 'REMINDER', 10, 500, null), ('GOLD', 2, 'REMINDER', 24, 500, null), ('GOLD', 3, 'RESTRICTION', 50, 2000, null), ('GOLD', 4, 'END', 100, 2000, null),
             ('PLATINUM', 1, 'REMINDER', 14, 1000, null), ('PLATINUM', 2, 'REMINDER', 30, 1000, null))
     as s (code, step_no, action, days, minimum, fee) on p.policy_code like s.code || '-%';

-- ---------------------------------------------------------------- customers
create sequence reminder_seq;

-- What holds for one customer: kept as rows, the newest of a kind holds. Append-only.
create table reminder_switch (
  customer_id bigint not null references customer,
  switch_id   bigint not null,
  kind        text not null check (kind in ('NO_REMINDERS', 'NO_LATE_FEE', 'NO_RESTRICTION', 'POLICY')),
  active      boolean not null,
  policy_code text,
  until_day   date,                                 -- the last day it holds; null: until it is taken away
  reason      text not null,
  set_by      text not null,
  channel     text not null,
  set_at      timestamptz not null,
  primary key (customer_id, switch_id),
  check (not active or (kind = 'POLICY') = (policy_code is not null))
);
create index reminder_switch_newest on reminder_switch (customer_id, kind, switch_id desc);

-- Where an account stands on the ladder.
create table reminder_ladder (
  customer_id bigint not null,
  account_no  integer not null,
  state       text not null check (state in ('CLEAR', 'REMINDED', 'FEE_CHARGED', 'RESTRICTED', 'END_ASKED', 'ENDED')),
  state_since timestamptz not null,
  round_no    integer not null default 1,           -- counts how often it began anew
  seen_seq    bigint not null,                      -- the ledger entry up to which it was looked at
  version     integer not null default 0,
  primary key (customer_id, account_no),
  foreign key (customer_id, account_no) references billing_account
);
create index reminder_ladder_open on reminder_ladder (customer_id, account_no) where state <> 'CLEAR';

-- Each notice that was decided.
create table reminder_notice (
  customer_id  bigint not null,
  notice_id    bigint not null,
  account_no   integer not null,
  round_no     integer not null,
  step_no      integer not null,
  action       text not null check (action in ('REMINDER', 'LATE_FEE', 'RESTRICTION', 'END')),
  policy_code  text not null,
  state        text not null check (state in ('TO_APPROVE', 'DECIDED', 'SENT', 'WITHHELD', 'TAKEN_BACK', 'SKIPPED')),
  state_since  timestamptz not null,
  reason       text,                                -- why withheld, skipped or taken back
  decided_on   date not null,
  decided_at   timestamptz not null,
  overdue_since date not null,                      -- the due date it counts from
  currency     char(3) not null,
  asked_minor  bigint not null,                     -- what was to be paid when it was decided
  as_of        bigint not null,                     -- the ledger entry that included last
  fee_minor    bigint,
  fee_seq      bigint,                              -- the fee's ledger entry
  message_id   bigint,
  sent_at      timestamptz,
  sent_as_of   bigint,                              -- the ledger entry that it stated
  followed_up_at timestamptz,                       -- when what follows from sending it was done
  decided_by   text,                                -- who approved an END
  version      integer not null default 0,
  primary key (customer_id, notice_id),
  foreign key (customer_id, account_no) references reminder_ladder,
  unique (customer_id, account_no, decided_on, step_no)
);
create index reminder_notice_newest on reminder_notice (customer_id, account_no, notice_id desc);
create index reminder_notice_day on reminder_notice (decided_on);
create index reminder_notice_follow on reminder_notice (sent_at) where state = 'SENT' and followed_up_at is null;
create index reminder_notice_approve on reminder_notice (decided_at) where state = 'TO_APPROVE';

-- What a day's run made of an account for which something was due.
create table reminder_check (
  customer_id bigint not null,
  on_day      date not null,
  account_no  integer not null,
  outcome     text not null check (outcome in ('DECIDED', 'HELD', 'TO_APPROVE', 'SKIPPED', 'CLEARED')),
  action      text,
  reason      text,
  currency    char(3) not null,
  asked_minor bigint not null,
  as_of       bigint not null,
  at          timestamptz not null,
  primary key (customer_id, on_day, account_no),
  foreign key (customer_id, account_no) references billing_account
);
create index reminder_check_day on reminder_check (on_day, outcome);

-- The services that the ladder paused, to be resumed by itself.
create table reminder_pause (
  customer_id bigint not null,
  contract_no integer not null,
  account_no  integer not null,
  notice_id   bigint not null,
  paused_at   timestamptz not null,
  resumed_at  timestamptz,
  primary key (customer_id, contract_no, notice_id),
  foreign key (customer_id, notice_id) references reminder_notice
);

create table reminder_run (
  on_day      date primary key,
  started_at  timestamptz not null,
  ended_at    timestamptz,
  looked_at   integer not null default 0
);

grant select, insert, update, delete on reminder_policy, reminder_step, reminder_run to accord_app;
grant select, insert, update on reminder_ladder, reminder_notice, reminder_check, reminder_pause to accord_app;
grant select, insert on reminder_switch to accord_app;
grant usage on sequence reminder_seq to accord_app;
