-- How far an employee may go alone, and what a second person has to approve.

-- Append-only: the newest row of a role, action and currency holds; the older ones are its history.
create table authority_limit (
  authority_limit_id bigint generated always as identity primary key,
  role        text not null check (role in ('AGENT', 'SUPERVISOR', 'CLERK', 'BILLER', 'MARKETER', 'ADMIN')),
  action      text not null check (action in ('CREDIT', 'CHARGE', 'CREDIT_NOTE', 'REFUND', 'WRITE_OFF', 'MANUAL_PAYMENT',
                                              'REVERSAL', 'DISPUTE_DECISION', 'ARRANGEMENT', 'DONATION_PAYOUT')),
  currency    char(3) not null,
  limit_minor bigint check (limit_minor >= 0),      -- 0: always needs approval; null: without limit
  set_by      text not null,
  set_at      timestamptz not null,
  reason      text
);
create index authority_limit_newest on authority_limit (role, action, currency, authority_limit_id desc);

insert into authority_limit (role, action, currency, limit_minor, set_by, set_at, reason)
select d.role, d.action, c.currency, case when d.role = 'ADMIN' then null else d.units * 100 * c.factor end,
       'Accord', now(), 'Default'
from (values
  ('AGENT', 'CREDIT', 50), ('AGENT', 'CHARGE', 100), ('AGENT', 'CREDIT_NOTE', 50), ('AGENT', 'REFUND', 100),
  ('AGENT', 'WRITE_OFF', 0), ('AGENT', 'MANUAL_PAYMENT', 500), ('AGENT', 'REVERSAL', 100),
  ('AGENT', 'DISPUTE_DECISION', 25), ('AGENT', 'ARRANGEMENT', 500), ('AGENT', 'DONATION_PAYOUT', 0),
  ('CLERK', 'CREDIT', 20), ('CLERK', 'CHARGE', 50), ('CLERK', 'CREDIT_NOTE', 0), ('CLERK', 'REFUND', 50),
  ('CLERK', 'WRITE_OFF', 0), ('CLERK', 'MANUAL_PAYMENT', 200), ('CLERK', 'REVERSAL', 50),
  ('CLERK', 'DISPUTE_DECISION', 0), ('CLERK', 'ARRANGEMENT', 0), ('CLERK', 'DONATION_PAYOUT', 0),
  ('BILLER', 'CREDIT', 500), ('BILLER', 'CHARGE', 2000), ('BILLER', 'CREDIT_NOTE', 1000), ('BILLER', 'REFUND', 500),
  ('BILLER', 'WRITE_OFF', 200), ('BILLER', 'MANUAL_PAYMENT', 10000), ('BILLER', 'REVERSAL', 5000),
  ('BILLER', 'DISPUTE_DECISION', 1000), ('BILLER', 'ARRANGEMENT', 5000), ('BILLER', 'DONATION_PAYOUT', 5000),
  ('SUPERVISOR', 'CREDIT', 500), ('SUPERVISOR', 'CHARGE', 2000), ('SUPERVISOR', 'CREDIT_NOTE', 1000),
  ('SUPERVISOR', 'REFUND', 1000), ('SUPERVISOR', 'WRITE_OFF', 500), ('SUPERVISOR', 'MANUAL_PAYMENT', 10000),
  ('SUPERVISOR', 'REVERSAL', 5000), ('SUPERVISOR', 'DISPUTE_DECISION', 1000), ('SUPERVISOR', 'ARRANGEMENT', 5000),
  ('SUPERVISOR', 'DONATION_PAYOUT', 1000),
  ('ADMIN', 'CREDIT', 0), ('ADMIN', 'CHARGE', 0), ('ADMIN', 'CREDIT_NOTE', 0), ('ADMIN', 'REFUND', 0),
  ('ADMIN', 'WRITE_OFF', 0), ('ADMIN', 'MANUAL_PAYMENT', 0), ('ADMIN', 'REVERSAL', 0), ('ADMIN', 'DISPUTE_DECISION', 0),
  ('ADMIN', 'ARRANGEMENT', 0), ('ADMIN', 'DONATION_PAYOUT', 0)) d (role, action, units),
  -- What a dollar is about, in hundreds of the currency's smallest unit.
  (values ('USD', 1), ('EUR', 1), ('GBP', 1), ('CAD', 1), ('AUD', 1), ('CHF', 1), ('JPY', 1), ('KWD', 3), ('BHD', 3),
          ('TND', 30), ('SEK', 10), ('NOK', 10), ('DKK', 7), ('PLN', 4), ('CZK', 20)) c (currency, factor);

create sequence approval_seq;

-- What somebody asked for that goes beyond their limit. customer_id 0: it concerns no customer.
create table approval (
  customer_id     bigint not null,
  approval_no     bigint not null,
  account_no      integer,
  action          text not null,
  kind            text not null,                    -- which part of the program carries it out
  amount_minor    bigint not null check (amount_minor >= 0),
  currency        char(3) not null,
  summary         text not null,
  reason          text not null,
  details         text not null,                    -- what carrying it out needs, as JSON
  state           text not null check (state in ('PENDING', 'CARRIED_OUT', 'REFUSED', 'LAPSED', 'WITHDRAWN')),
  request_key     text,
  requested_by    text not null,
  requested_name  text not null,
  channel         text not null,
  requested_at    timestamptz not null,
  decided_by      text,
  decided_name    text,
  decided_at      timestamptz,
  decision_reason text,
  primary key (customer_id, approval_no),
  unique (customer_id, request_key),
  check ((state = 'PENDING') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  -- Nobody is the second person to oneself.
  check (state not in ('CARRIED_OUT', 'REFUSED') or decided_by <> requested_by)
);
create index approval_pending on approval (requested_at) where state = 'PENDING';
create index approval_newest on approval (requested_at desc);

grant usage on sequence approval_seq to accord_app;
grant select, insert on authority_limit to accord_app;
grant select, insert, update on approval to accord_app;
-- Who worked here is never forgotten, so that a name in a history is always somebody's.
revoke delete on staff_member from accord_app;
