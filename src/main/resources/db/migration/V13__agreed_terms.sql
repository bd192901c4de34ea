-- How many of a service a contract provides, the discount that was agreed for it, and the key that signs pay links.

-- monthly_minor stays what all of them come to in a month, before the discount.
alter table contract_phase
  add column quantity         integer not null default 1 check (quantity between 1 and 10000),
  add column discount_percent numeric(5, 2) check (discount_percent > 0 and discount_percent <= 100),
  add column discount_minor   bigint check (discount_minor > 0),        -- off a month of all of them
  add column discount_until   date,                                     -- last day; null: until it is changed
  add constraint contract_phase_whole_pieces check (monthly_minor % quantity = 0),
  add constraint contract_phase_one_discount check (discount_percent is null or discount_minor is null),
  add constraint contract_phase_discount_ends check (discount_until is null or discount_percent is not null or discount_minor is not null);

-- How far an employee may go alone in lowering what a month of a contract comes to.
alter table authority_limit drop constraint authority_limit_action_check;
alter table authority_limit add constraint authority_limit_action_check
  check (action in ('CREDIT', 'CHARGE', 'CREDIT_NOTE', 'REFUND', 'WRITE_OFF', 'MANUAL_PAYMENT', 'REVERSAL',
                    'DISPUTE_DECISION', 'ARRANGEMENT', 'DONATION_PAYOUT', 'DISCOUNT'));
insert into authority_limit (role, action, currency, limit_minor, set_by, set_at, reason)
select d.role, 'DISCOUNT', c.currency, case when d.role = 'ADMIN' then null else d.units * 100 * c.factor end,
       'Accord', now(), 'Default'
from (values ('AGENT', 10), ('CLERK', 0), ('BILLER', 100), ('SUPERVISOR', 100), ('ADMIN', 0)) d (role, units),
  -- What a dollar is about, in hundreds of the currency's smallest unit.
  (values ('USD', 1), ('EUR', 1), ('GBP', 1), ('CAD', 1), ('AUD', 1), ('CHF', 1), ('JPY', 1), ('KWD', 3), ('BHD', 3),
          ('TND', 30), ('SEK', 10), ('NOK', 10), ('DKK', 7), ('PLN', 4), ('CZK', 20)) c (currency, factor);

-- The key is there from the beginning, so that reading a bill, which carries a link, writes nothing.
insert into pay_link_key (signing_key, created_at)
values (encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'base64'), now())
on conflict (one_row) do nothing;
