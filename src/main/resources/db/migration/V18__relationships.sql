-- What two customers are to each other, who may speak for whom, and who is asked to pay for whom. Each is written twice in one
-- transaction, once with each side under the same number, so that both read it by their own customer_id. Only added to.

create table customer_relationship (
  customer_id     bigint not null references customer,
  relationship_id bigint not null,                   -- by interaction_seq, as the timeline: what was noted since has greater numbers
  other_id        bigint not null,
  role            text not null check (role in ('HOUSEHOLD_MEMBER', 'SPOUSE', 'FORMER_SPOUSE', 'PARENT', 'CHILD', 'RELATIVE',
                    'CARER', 'CARED_FOR', 'GUARDIAN', 'WARD', 'ATTORNEY', 'PRINCIPAL', 'EXECUTOR', 'ESTATE',
                    'AUTHORISED_PERSON', 'AUTHORISED_BY', 'EMPLOYEE', 'EMPLOYER', 'BILLING_CONTACT', 'BILLING_CONTACT_OF',
                    'TECHNICAL_CONTACT', 'TECHNICAL_CONTACT_OF', 'DECISION_MAKER', 'DECISION_MAKER_OF', 'SUBSIDIARY',
                    'PARENT_COMPANY', 'REPRESENTATIVE', 'REPRESENTED', 'PAYER', 'PAID_FOR')),   -- what the other is to this one
  called          text check (length(called) between 1 and 60),   -- what the other is in their own words: daughter
  valid_from      date not null,
  valid_until     date,                              -- the last day; null: until it is ended
  scopes          text[] check (scopes <@ array['BILLS', 'PAY', 'ORDERS', 'DATA'] and cardinality(scopes) > 0),
  proof           text,
  proof_seen_on   date,
  account_no      integer,                           -- of the one who is paid for
  at              timestamptz not null,
  actor_kind      text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id        text not null,
  actor_name      text not null,
  channel         text not null,
  reason          text not null,
  primary key (customer_id, relationship_id),
  check (customer_id <> other_id),
  check (valid_until >= valid_from),
  check ((role in ('REPRESENTATIVE', 'REPRESENTED')) = (scopes is not null)),
  check ((scopes is null) = (proof is null) and (proof is null) = (proof_seen_on is null)),
  check ((role in ('PAYER', 'PAID_FOR')) = (account_no is not null))
);

create table customer_relationship_end (
  customer_id     bigint not null,
  relationship_id bigint not null,
  at              timestamptz not null,
  actor_kind      text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id        text not null,
  actor_name      text not null,
  channel         text not null,
  reason          text not null,
  primary key (customer_id, relationship_id),
  foreign key (customer_id, relationship_id) references customer_relationship
);

-- Who was speaking, where it was not the customer: the name, and what that person is to the customer.
alter table interaction add column speaker text;

grant select, insert on customer_relationship, customer_relationship_end to accord_app;
