-- The foundation. Three kinds of table, and the rules that hold for each:
--   customer-owned: customer_id (bigint) first in the primary key, every unique key and every foreign key; no triggers;
--                   no foreign key to a table of another kind. Every statement on them names customer_id.
--   reference:      changes rarely, the same for all customers (product, price, promotion, staff_member).
--   coordinator:    directory, sessions, tokens, load runs.
-- Money is bigint minor units of the currency named in the same row or in the row's billing account. Instants are timestamptz.
-- The program runs as the role accord_app, which may only select and insert on append-only tables.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- ---------------------------------------------------------------- customer

create sequence customer_seq start 10001;

create table customer (
  customer_id    bigint primary key,
  kind           text not null check (kind in ('PERSON', 'ORGANIZATION')),
  name           text not null check (length(trim(name)) between 1 and 200),
  given_name     text,
  family_name    text,
  language       text not null default 'en',
  tier           text not null default 'STANDARD' check (tier in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM')),
  tier_since     timestamptz not null,
  customer_since date not null,
  created_at     timestamptz not null,
  version        integer not null default 0
);

create table contact_point (
  customer_id      bigint not null references customer,
  contact_point_id integer not null,
  kind             text not null check (kind in ('PHONE', 'EMAIL', 'POSTAL')),
  label            text,
  typed            text not null,                 -- as somebody typed it
  canonical        text,                          -- E.164, lower-case address, or null where it could not be read
  preferred        boolean not null default false,
  reachable        text not null default 'UNKNOWN' check (reachable in ('YES', 'NO', 'UNKNOWN')),
  reachable_reason text,
  created_at       timestamptz not null,
  ended_at         timestamptz,
  version          integer not null default 0,
  primary key (customer_id, contact_point_id),
  check (reachable <> 'NO' or reachable_reason is not null)
);

-- The last number given in each of a customer's series: contact point, account, invoice, payment, order, contract.
create table customer_series (
  customer_id bigint not null references customer,
  series      text not null,
  last_no     integer not null check (last_no > 0),
  primary key (customer_id, series)
);

create table portal_credential (
  customer_id   bigint primary key references customer,
  username      text not null,
  password_hash text not null,
  disabled_at   timestamptz,
  created_at    timestamptz not null
);

-- What names a customer without containing the number: the one way from a value to a customer_id.
create table directory (
  kind        text not null check (kind in ('PHONE', 'EMAIL', 'LOGIN', 'EXTERNAL')),
  value       text not null,
  customer_id bigint not null,
  primary key (kind, value, customer_id)
);
create unique index directory_one_customer on directory (kind, value) where kind in ('LOGIN', 'EXTERNAL');
create index directory_by_customer on directory (customer_id);

-- Names, numbers and addresses folded to lower case without accents, for search by fragment.
create table customer_search (
  customer_id bigint primary key references customer,
  document    text not null
);
create index customer_search_document on customer_search using gin (document gin_trgm_ops);

-- ---------------------------------------------------------------- catalog (reference)

create table product (
  product_code text primary key check (product_code ~ '^[A-Z0-9][A-Z0-9._-]{0,39}$'),
  name         text not null,
  kind         text not null check (kind in ('SERVICE', 'GOODS')),
  unit         text not null check (unit in ('MONTH', 'EACH')),
  description  text,
  created_at   timestamptz not null,
  retired_at   timestamptz
);
create index product_name on product using gin (lower(name) gin_trgm_ops);

create sequence price_book_seq;

create table price (
  price_id     bigint primary key default nextval('price_book_seq'),
  product_code text not null references product,
  currency     char(3) not null,
  amount_minor bigint not null check (amount_minor >= 0),
  starts_at    timestamptz not null,
  ends_at      timestamptz,
  set_by       text not null,
  set_at       timestamptz not null,
  reason       text,
  check (ends_at is null or ends_at >= starts_at),
  constraint price_one_at_a_time exclude using gist
    (product_code with =, currency with =, tstzrange(starts_at, ends_at) with &&)
);
create index price_starts on price (starts_at);
create index price_ends on price (ends_at);

create table promotion (
  promotion_code text primary key check (promotion_code ~ '^[A-Z0-9][A-Z0-9._-]{0,39}$'),
  name           text not null,
  product_code   text references product,          -- null: any product
  percent_off    numeric(5, 2) check (percent_off > 0 and percent_off <= 100),
  amount_off_minor bigint check (amount_off_minor > 0),
  currency       char(3),
  needs_code     boolean not null,                  -- false: given to everybody who meets the conditions
  minimum_tier   text check (minimum_tier in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM')),
  minimum_years  integer check (minimum_years > 0), -- years as a customer
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  set_by         text not null,
  set_at         timestamptz not null,
  check (ends_at > starts_at),
  check ((percent_off is null) <> (amount_off_minor is null)),
  check ((amount_off_minor is null) = (currency is null))
);
create index promotion_starts on promotion (starts_at);
create index promotion_ends on promotion (ends_at);

-- ---------------------------------------------------------------- interaction

create sequence interaction_seq;

create table interaction (
  customer_id    bigint not null references customer,
  interaction_id bigint not null,
  at             timestamptz not null,
  kind           text not null,
  direction      text not null check (direction in ('IN', 'OUT', 'NONE')),
  channel        text not null,
  actor_kind     text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id       text not null,
  actor_name     text not null,
  summary        text not null,
  body           text,
  reason         text,
  internal       boolean not null default false,    -- seen by staff only
  account_no     integer,
  entry_seq      bigint,                            -- the ledger entry it is about
  stated_minor   bigint,                            -- an amount that the customer was told, in the account's currency
  stated_as_of   bigint,                            -- the ledger position that amount was read at
  primary key (customer_id, interaction_id),
  check (entry_seq is null or account_no is not null),
  check (stated_minor is null or account_no is not null)
);
create index interaction_newest on interaction (customer_id, at desc, interaction_id desc);

-- ---------------------------------------------------------------- subscription and order

create table contract (
  customer_id  bigint not null references customer,
  contract_no  integer not null,
  account_no   integer not null,
  product_code text not null,
  status       text not null check (status in ('CREATED', 'PENDING_ACTIVE', 'ACTIVE', 'SUSPENDED', 'PENDING_TERMINATE',
                                               'TERMINATED', 'CANCELLED', 'ABORTED')),
  place        text,                                -- address or telephone number it is provided at
  term         text,
  currency     char(3) not null,
  monthly_minor bigint not null check (monthly_minor >= 0),
  started_on   date not null,
  ended_on     date,
  version      integer not null default 0,
  primary key (customer_id, contract_no)
);

create table orders (
  customer_id  bigint not null references customer,
  order_no     integer not null,
  account_no   integer,
  kind         text not null check (kind in ('SALE', 'RETURN')),
  status       text not null check (status in ('ACKNOWLEDGED', 'REJECTED', 'PENDING', 'HELD', 'IN_PROGRESS', 'CANCELLED',
                                               'COMPLETED', 'FAILED', 'PARTIAL', 'ASSESSING_CANCELLATION', 'PENDING_CANCELLATION')),
  placed_at    timestamptz not null,
  sold_through text not null check (sold_through in ('SHOP', 'WEB', 'PHONE')),
  place        text,
  currency     char(3) not null,
  total_minor  bigint not null,                     -- negative for a return
  external_id  text,                                -- its number in the system it came from
  actor_name   text not null,
  version      integer not null default 0,
  primary key (customer_id, order_no),
  unique (customer_id, external_id)
);
create index orders_newest on orders (customer_id, placed_at desc);

create table order_line (
  customer_id  bigint not null,
  order_no     integer not null,
  line_no      integer not null,
  product_code text,
  description  text not null,
  quantity     integer not null check (quantity <> 0),
  unit_minor   bigint not null check (unit_minor >= 0),
  line_minor   bigint not null,
  promotion_code text,
  primary key (customer_id, order_no, line_no),
  foreign key (customer_id, order_no) references orders
);

-- ---------------------------------------------------------------- billing

create table billing_account (
  customer_id   bigint not null references customer,
  account_no    integer not null,
  name          text not null,
  currency      char(3) not null,
  opened_at     timestamptz not null,
  balance_minor bigint not null default 0,          -- what the customer owes; negative: the customer's credit
  last_seq      bigint not null default 0,
  primary key (customer_id, account_no)
);

create table ledger_entry (
  customer_id   bigint not null,
  account_no    integer not null,
  seq           bigint not null check (seq > 0),    -- 1, 2, 3 … without gaps in an account
  posting_seq   bigint not null,                    -- seq of the last entry that was posted together with this one
  kind          text not null check (kind in ('CHARGE', 'INVOICE', 'TAX', 'PAYMENT', 'CREDIT', 'REFUND', 'CORRECTION', 'REVERSAL')),
  debit         text not null,                      -- ledger account that receives the amount
  credit        text not null,                      -- ledger account that gives it
  amount_minor  bigint not null check (amount_minor > 0),
  balance_after_minor bigint not null,
  at            timestamptz not null,
  due_on        date,                               -- when a debit to RECEIVABLE is to be paid
  description   text not null,
  reference     text,
  invoice_no    integer,
  reverses_seq  bigint,
  actor_kind    text not null,
  actor_name    text not null,
  channel       text not null,
  reason        text,
  primary key (customer_id, account_no, seq),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, account_no, reverses_seq) references ledger_entry,
  unique (customer_id, account_no, reverses_seq),
  check (debit <> credit),
  check ((debit = 'RECEIVABLE') <> (credit = 'RECEIVABLE')),
  check (posting_seq >= seq),
  check (credit = 'RECEIVABLE' or due_on is not null),
  check ((kind = 'REVERSAL') = (reverses_seq is not null))
);
create index ledger_entry_due on ledger_entry (customer_id, account_no, due_on desc, seq desc) where debit = 'RECEIVABLE';

create table invoice (
  customer_id  bigint not null,
  invoice_no   integer not null,
  account_no   integer not null,
  issued_at    timestamptz not null,
  issued_on    date not null,
  due_on       date not null,
  period_start date,
  period_end   date,                                -- last day included
  net_minor    bigint not null,
  tax_minor    bigint not null,
  total_minor  bigint not null,
  posting_seq  bigint not null,
  primary key (customer_id, invoice_no),
  foreign key (customer_id, account_no) references billing_account,
  check (net_minor + tax_minor = total_minor)
);
create index invoice_newest on invoice (customer_id, account_no, issued_at desc);

create table invoice_line (
  customer_id  bigint not null,
  invoice_no   integer not null,
  line_no      integer not null,
  product_code text,
  description  text not null,
  quantity     integer not null,
  net_minor    bigint not null,
  tax_percent  numeric(6, 3) not null,
  tax_minor    bigint not null,
  primary key (customer_id, invoice_no, line_no),
  foreign key (customer_id, invoice_no) references invoice
);

create table payment_attempt (
  customer_id   bigint not null references customer,
  attempt_id    uuid not null,
  account_no    integer not null,
  amount_minor  bigint not null check (amount_minor > 0),
  currency      char(3) not null,
  state         text not null check (state in ('CREATED', 'SENT', 'SUCCEEDED', 'DECLINED', 'REQUIRES_ACTION', 'UNKNOWN')),
  method_label  text not null,
  gateway_reference text,
  decline_reason text,
  actor_kind    text not null,
  actor_id      text not null,
  actor_name    text not null,
  channel       text not null,
  created_at    timestamptz not null,
  state_since   timestamptz not null,
  payment_no    integer,
  version       integer not null default 0,
  primary key (customer_id, attempt_id),
  foreign key (customer_id, account_no) references billing_account
);

create table payment (
  customer_id  bigint not null,
  payment_no   integer not null,
  account_no   integer not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency     char(3) not null,
  method       text not null,
  reference    text,
  received_at  timestamptz not null,
  entry_seq    bigint not null,
  actor_name   text not null,
  channel      text not null,
  primary key (customer_id, payment_no),
  foreign key (customer_id, account_no, entry_seq) references ledger_entry,
  unique (customer_id, account_no, entry_seq)
);

-- One row for each write that carried a key; the answer is given again to a repeat.
create table idempotency_key (
  customer_id  bigint not null references customer,
  key          text not null check (length(key) between 1 and 255),
  request_hash text not null,
  answer       text not null,
  at           timestamptz not null,
  primary key (customer_id, key)
);

-- ---------------------------------------------------------------- live: rows wait here until open screens have been told

create sequence customer_change_seq;

create table customer_change (
  customer_id bigint not null,
  change_id   bigint not null,
  topic       text not null,
  at          timestamptz not null,
  primary key (customer_id, change_id)
);

-- ---------------------------------------------------------------- staff and access (reference, coordinator)

create table staff_member (
  username      text primary key check (username ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
  display_name  text not null,
  role          text not null check (role in ('AGENT', 'SUPERVISOR', 'CLERK', 'BILLER', 'MARKETER', 'ADMIN')),
  password_hash text not null,
  created_at    timestamptz not null,
  disabled_at   timestamptz
);

create table api_token (
  token_hash char(64) primary key,                  -- SHA-256 of a random token, hex
  name       text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table setup_link (
  token_hash char(64) primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table load_run (
  load_run_id   bigint generated always as identity primary key,
  kind          text not null check (kind in ('TELCO', 'RETAIL')),
  file_name     text not null,
  started_by    text not null,
  started_at    timestamptz not null,
  heartbeat_at  timestamptz not null,
  ended_at      timestamptz,
  failure       text,
  header        text,                               -- the file's first line
  rows_total    integer not null,
  rows_read     integer not null default 0,
  rows_loaded   integer not null default 0,
  rows_unchanged integer not null default 0,
  rows_refused  integer not null default 0,
  rows_reported integer not null default 0          -- loaded, with a remark
);

create table load_remark (
  load_run_id bigint not null references load_run,
  row_no      integer not null,                     -- line of the file, the header is line 1
  refused     boolean not null,
  remark      text not null,
  row_text    text,                                 -- what a refused row said, to be corrected and loaded again
  primary key (load_run_id, row_no)
);

create table spring_session (
  primary_id            char(36) primary key,
  session_id            char(36) not null unique,
  creation_time         bigint not null,
  last_access_time      bigint not null,
  max_inactive_interval integer not null,
  expiry_time           bigint not null,
  principal_name        varchar(100)
);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- ---------------------------------------------------------------- who may do what

do $$
begin
  if not exists (select from pg_roles where rolname = 'accord_app') then
    create role accord_app nologin;
  end if;
  -- From PostgreSQL 16 on, who makes a role is a member of it that may not yet act as it.
  if not (case when current_setting('server_version_num')::integer >= 160000
              then pg_has_role(current_user, 'accord_app', 'SET')
              else pg_has_role(current_user, 'accord_app', 'MEMBER') end) then
    execute format('grant accord_app to %I', current_user);
  end if;
end $$;

grant usage on schema public to accord_app;
grant usage on all sequences in schema public to accord_app;
grant select, insert, update, delete on
  customer, contact_point, customer_series, portal_credential, directory, customer_search,
  product, price, promotion, contract, orders, billing_account, payment_attempt, customer_change,
  staff_member, api_token, setup_link, load_run, load_remark, spring_session, spring_session_attributes
  to accord_app;
-- append-only: no update, no delete, no truncate
grant select, insert on
  ledger_entry, invoice, invoice_line, payment, interaction, idempotency_key, order_line
  to accord_app;
