-- How comparing customers goes, and people who sign up for the portal themselves.

-- ---------------------------------------------------------------- comparisons of customers (coordinator)
create table duplicate_comparison (
  comparison_id bigint generated always as identity primary key,
  everybody    boolean not null,                    -- false: only who has changed since
  phase        text not null check (phase in ('READING', 'COMPARING', 'KEEPING', 'DONE', 'FAILED')),
  done         integer not null default 0,          -- customers
  total        integer not null default 0,
  pairs        integer not null default 0,          -- that were found
  failure      text,
  started_by   text not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  ended_at     timestamptz,
  check ((ended_at is null) = (phase in ('READING', 'COMPARING', 'KEEPING')))
);
create unique index duplicate_comparison_one on duplicate_comparison ((true)) where ended_at is null;
create index duplicate_comparison_ended on duplicate_comparison (ended_at desc);

alter table suspected_duplicate add since timestamptz;                 -- when it was found first; found_at: last
update suspected_duplicate set since = found_at;
alter table suspected_duplicate alter since set not null;
create index suspected_duplicate_newest on suspected_duplicate (since desc, customer_id, other_id) where decided_by is null;
create index suspected_duplicate_decided on suspected_duplicate (decided_at desc) where decided_by is not null;

-- ---------------------------------------------------------------- who signs up (coordinator: nobody's yet)
create table sign_up (
  sign_up_id    bigint generated always as identity primary key,
  email         text not null,                      -- canonical
  given_name    text,
  family_name   text not null,
  phone         text,
  password_hash text,                               -- forgotten when it is over
  address       text not null,                      -- network address it came from
  asked_at      timestamptz not null,
  state         text not null check (state in ('ASKED', 'SENT', 'KNOWN', 'CONFIRMED', 'FAILED')),
  tries         integer not null default 0,
  next_try_at   timestamptz not null,
  token_hash    char(64) unique,                    -- of the latest mail
  expires_at    timestamptz
);
create index sign_up_due on sign_up (next_try_at) where state = 'ASKED';
create index sign_up_email on sign_up (email, asked_at);
create index sign_up_address on sign_up (address, asked_at);

-- ---------------------------------------------------------------- links by which a customer sets a password (customer-owned)
create table password_link (
  customer_id bigint not null references customer,
  token_hash  char(64) not null,
  email       text not null,                        -- where it was sent
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  primary key (customer_id, token_hash)
);

grant select, insert, update, delete on duplicate_comparison, sign_up, password_link to accord_app;
grant usage on all sequences in schema public to accord_app;

-- ---------------------------------------------------------------- what of it is personal
insert into personal_table (table_name, section, heading, shown, rows_go) values
  ('password_link', 'REACH', 'Links by which you could set a password', 'email=Sent to, created_at=When, expires_at=Until, used_at=Used', true);
insert into personal_column (table_name, column_name, erasing, given, because) values
  ('password_link', 'token_hash', 'KEPT', 'LEFT_OUT', 'Proof of a link');
insert into personal_elsewhere (table_name, column_name) values ('sign_up', 'email'), ('sign_up', 'phone');
