-- Who may be the same customer: found, decided, remembered.

-- Two customers that may be one, kept with the one that was there first.
create table suspected_duplicate (
  customer_id bigint not null references customer,
  other_id    bigint not null,
  weight      integer not null,                       -- odds in hundredths of a bit: 1000 is a thousand to one
  sure        boolean not null,
  reasons     text[] not null,
  found_at    timestamptz not null,
  decided_by  text,                                   -- who said that they are not the same
  decided_at  timestamptz,
  primary key (customer_id, other_id),
  check (customer_id < other_id),
  check ((decided_by is null) = (decided_at is null))
);
create index suspected_duplicate_open on suspected_duplicate (weight desc, customer_id, other_id) where decided_by is null;
create index suspected_duplicate_other on suspected_duplicate (other_id);

-- In which version each customer was compared last.
create table duplicate_check (
  customer_id bigint primary key references customer,
  version     integer not null
);

-- What the model learned from the whole base, and which values many have.
create table matching_model (
  kind       text primary key check (kind in ('PERSON', 'ORGANISATION')),
  model      text not null,
  records    integer not null,
  learned_at timestamptz not null
);

create table matching_frequency (
  shelf   text not null,
  value   text not null,
  records integer not null,
  primary key (shelf, value)
);

grant select, insert, update, delete on suspected_duplicate, duplicate_check, matching_model, matching_frequency to accord_app;
