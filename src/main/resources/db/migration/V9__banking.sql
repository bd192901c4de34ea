-- Bank statements: files, their lines, and what became of each line.

-- ---------------------------------------------------------------- how the CSV files of a source are read (reference)
create table bank_format (
  bank_format_id bigint generated always as identity primary key,
  name       text not null,
  header     text not null unique,                  -- the folded names of its columns: by them the next file is known
  mapping    text not null,                         -- JSON
  changed_by text not null,
  changed_at timestamptz not null
);

-- ---------------------------------------------------------------- files (coordinator)
create table bank_file (
  bank_file_id  bigint generated always as identity primary key,
  sha256        char(64) not null unique,           -- the same file again is the same row
  name          text not null,
  format        text not null check (format in ('CAMT053', 'CSV')),
  mapping       text,                               -- JSON, for CSV
  content       bytea not null,
  loaded_by     text not null,
  channel       text not null,
  loaded_at     timestamptz not null,
  state         text not null check (state in ('MAPPING', 'READING', 'MATCHING', 'DONE', 'FAILED')),
  heartbeat_at  timestamptz,                        -- null: nobody works on it
  done_at       timestamptz,
  failure       text,
  records_total integer,                            -- null until counted
  records_read  integer not null default 0,
  version       integer not null default 0
);
create index bank_file_undone on bank_file (heartbeat_at) where state in ('READING', 'MATCHING');

create table bank_file_remark (
  bank_file_id bigint not null references bank_file,
  row_no       integer not null,                    -- line of a CSV file, entry of a statement
  remark       text not null,
  row_text     text,
  primary key (bank_file_id, row_no)
);

-- ---------------------------------------------------------------- lines (coordinator)
create table bank_line (
  bank_line_id   bigint generated always as identity primary key,
  bank_file_id   bigint not null references bank_file,
  identity       char(64) not null unique,          -- what makes it one line, whichever file it comes in
  row_no         integer not null,
  our_account    text,
  statement_id   text,
  entry_reference text,                             -- the bank's
  booked_on      date not null,
  value_on       date,
  currency       char(3) not null,
  amount_minor   bigint not null check (amount_minor <> 0), -- above zero: money in
  payer_name     text,
  payer_account  text,                              -- IBAN or other number, folded
  text           text,
  creditor_reference text,
  end_to_end_id  text,
  returned_id    text,                              -- the reference of what it returns
  return_code    text,                              -- ISO 20022 external return reason
  return_text    text,
  state          text not null check (state in ('NEW', 'WAITING', 'POSTED', 'RETURNED', 'IGNORED')),
  best_account   text,                              -- the first suggestion's number when it was matched
  confidence     integer not null default 0,        -- of the first suggestion, per 100,000
  why            text,
  decided_at     timestamptz,
  decided_by     text,
  version        integer not null default 0
);
create index bank_line_open on bank_line (state, booked_on, bank_line_id) where state in ('NEW', 'WAITING');
create index bank_line_newest on bank_line (booked_on desc, bank_line_id desc);
create index bank_line_by_file on bank_line (bank_file_id, state);
create index bank_line_end_to_end on bank_line (end_to_end_id) where end_to_end_id is not null;
create index bank_line_entry_reference on bank_line (entry_reference) where entry_reference is not null;
create index bank_line_payer on bank_line (payer_account, amount_minor) where payer_account is not null;
create index bank_line_amount on bank_line (amount_minor, currency);

-- ---------------------------------------------------------------- what of a line was posted to whom (customer-owned, append-only)
create table bank_allocation (
  customer_id   bigint not null,
  bank_line_id  bigint not null,
  allocation_no integer not null,                   -- 1, 2, 3 … within the line
  account_no    integer not null,
  kind          text not null check (kind in ('PAYMENT', 'UNDONE', 'RETURN')),
  amount_minor  bigint not null check (amount_minor > 0),
  payment_no    integer,
  entry_seq     bigint not null,                    -- the entry it made
  undoes_no     integer,                            -- the allocation that an UNDONE takes back
  returns_line_id bigint,                           -- for a RETURN: the line whose money went back
  at            timestamptz not null,
  actor_name    text not null,
  reason        text,
  primary key (customer_id, bank_line_id, allocation_no),
  foreign key (customer_id, account_no, entry_seq) references ledger_entry,
  check ((kind = 'UNDONE') = (undoes_no is not null))
);
create index bank_allocation_by_line on bank_allocation (bank_line_id);

-- From which bank account an account was paid before: +1 for each time, -1 when that was taken back. Append-only.
create table bank_payer (
  customer_id   bigint not null,
  account_no    integer not null,
  payer_account text not null,
  bank_line_id  bigint not null,
  allocation_no integer not null,
  sign          smallint not null check (sign in (1, -1)),
  at            timestamptz not null,
  primary key (customer_id, account_no, payer_account, bank_line_id, allocation_no),
  foreign key (customer_id, account_no) references billing_account
);
create index bank_payer_by_account on bank_payer (payer_account);

-- Bills by amount: the way from a payment's amount to those who owe just that.
create index invoice_amount on invoice (total_minor, issued_on);

grant select, insert, update, delete on bank_format, bank_file, bank_file_remark, bank_line to accord_app;
grant select, insert on bank_allocation, bank_payer to accord_app;
grant usage on all sequences in schema public to accord_app;
