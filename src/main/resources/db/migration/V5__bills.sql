-- What happens to a bill after it was issued: credit notes, disputes, later due dates, late fees, arrangements.
-- All rows are a customer's. What is only ever added to has no privilege to be changed.

-- ---------------------------------------------------------------- credit notes. Append-only
create table credit_note (
  customer_id    bigint not null,
  credit_note_no integer not null,                  -- 1, 2, 3 … without gaps in a customer
  account_no     integer not null,
  invoice_no     integer not null,                  -- the bill that it takes back, or part of it
  issued_at      timestamptz not null,
  issued_on      date not null,
  reason         text not null,
  net_minor      bigint not null,
  tax_minor      bigint not null,
  total_minor    bigint not null check (total_minor > 0),
  posting_seq    bigint not null,
  actor_kind     text not null,
  actor_name     text not null,
  channel        text not null,
  primary key (customer_id, credit_note_no),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, invoice_no) references invoice,
  foreign key (customer_id, account_no, posting_seq) references ledger_entry,
  check (net_minor >= 0 and tax_minor >= 0 and net_minor + tax_minor = total_minor)
);
create index credit_note_of_bill on credit_note (customer_id, invoice_no);
create index credit_note_of_account on credit_note (customer_id, account_no, credit_note_no);

create table credit_note_line (
  customer_id    bigint not null,
  credit_note_no integer not null,
  line_no        integer not null,
  invoice_no     integer not null,
  invoice_line_no integer not null,
  description    text not null,
  net_minor      bigint not null,                   -- below zero where the bill's line was a discount
  tax_percent    numeric(6, 3) not null,
  tax_minor      bigint not null,
  primary key (customer_id, credit_note_no, line_no),
  foreign key (customer_id, credit_note_no) references credit_note,
  foreign key (customer_id, invoice_no, invoice_line_no) references invoice_line
);
create index credit_note_line_of_bill on credit_note_line (customer_id, invoice_no);

-- Credits that name a bill lower that bill; all other money pays what was due first.
create index ledger_entry_credit_of_bill on ledger_entry (customer_id, account_no, invoice_no)
  where credit = 'RECEIVABLE' and invoice_no is not null;

-- ---------------------------------------------------------------- disputes
create table dispute (
  customer_id    bigint not null,
  dispute_no     integer not null,
  account_no     integer not null,
  invoice_no     integer not null,
  amount_minor   bigint not null check (amount_minor > 0),
  reason         text not null,
  state          text not null check (state in ('OPEN', 'UPHELD', 'REJECTED', 'WITHDRAWN')),
  opened_at      timestamptz not null,
  opened_by_kind text not null,
  opened_by      text not null,
  channel        text not null,
  decided_at     timestamptz,
  decided_by     text,
  answer         text,                              -- what the customer is told
  credit_note_no integer,
  version        integer not null default 0,
  primary key (customer_id, dispute_no),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, invoice_no) references invoice,
  foreign key (customer_id, credit_note_no) references credit_note,
  check ((state = 'OPEN') = (decided_at is null)),
  check ((state = 'UPHELD') = (credit_note_no is not null))
);
create index dispute_of_account on dispute (customer_id, account_no);
create index dispute_open on dispute (opened_at) where state = 'OPEN';

-- ---------------------------------------------------------------- due dates moved. Append-only; the last row of a bill holds
create table due_date_move (
  customer_id bigint not null,
  invoice_no  integer not null,
  move_no     integer not null,                     -- 1, 2, 3 … of that bill
  account_no  integer not null,
  from_day    date not null,
  to_day      date not null check (to_day <> from_day),
  at          timestamptz not null,
  actor_kind  text not null,
  actor_name  text not null,
  channel     text not null,
  reason      text not null,
  primary key (customer_id, invoice_no, move_no),
  foreign key (customer_id, account_no) references billing_account,
  foreign key (customer_id, invoice_no) references invoice
);
create index due_date_move_of_account on due_date_move (customer_id, account_no);

-- ---------------------------------------------------------------- what a late fee was charged for. Append-only
create table late_fee (
  customer_id bigint not null,
  account_no  integer not null,
  entry_seq   bigint not null,                      -- the fee's entry
  charged_on  date not null,
  minimum_minor bigint not null default 0,          -- the policy charges nobody who owes less than that
  primary key (customer_id, account_no, entry_seq),
  foreign key (customer_id, account_no, entry_seq) references ledger_entry
);

create table late_fee_item (
  customer_id bigint not null,
  account_no  integer not null,
  entry_seq   bigint not null,
  item_seq    bigint not null,                      -- the debit that was overdue
  invoice_no  integer,
  due_on      date not null,
  overdue_minor bigint not null check (overdue_minor > 0),
  primary key (customer_id, account_no, entry_seq, item_seq),
  foreign key (customer_id, account_no, entry_seq) references late_fee,
  foreign key (customer_id, account_no, item_seq) references ledger_entry
);

-- ---------------------------------------------------------------- payment arrangements: instalments, or one promise to pay
create table payment_arrangement (
  customer_id    bigint not null,
  arrangement_no integer not null,
  account_no     integer not null,
  state          text not null check (state in ('REQUESTED', 'DECLINED', 'KEPT', 'BROKEN', 'DONE', 'CANCELLED')),
  total_minor    bigint not null check (total_minor > 0),
  besides_minor  bigint not null check (besides_minor >= 0), -- owed then, but not part of it
  as_of          bigint not null,                   -- the ledger entry up to which it covers what is owed
  reason         text not null,
  asked_at       timestamptz not null,
  asked_by_kind  text not null,
  asked_by       text not null,
  channel        text not null,
  decided_at     timestamptz,
  decided_by     text,
  answer         text,
  ended_at       timestamptz,
  version        integer not null default 0,
  primary key (customer_id, arrangement_no),
  foreign key (customer_id, account_no) references billing_account,
  check ((state = 'REQUESTED') = (decided_at is null)),
  check ((state in ('REQUESTED', 'KEPT')) = (ended_at is null))
);
create unique index arrangement_one_at_a_time on payment_arrangement (customer_id, account_no)
  where state in ('REQUESTED', 'KEPT');
create index arrangement_kept on payment_arrangement (customer_id, arrangement_no) where state = 'KEPT';

create table arrangement_instalment (
  customer_id    bigint not null,
  arrangement_no integer not null,
  instalment_no  integer not null,
  due_on         date not null,
  amount_minor   bigint not null check (amount_minor > 0),
  primary key (customer_id, arrangement_no, instalment_no),
  foreign key (customer_id, arrangement_no) references payment_arrangement
);

grant select, insert on credit_note, credit_note_line, due_date_move, late_fee, late_fee_item, arrangement_instalment
  to accord_app;
grant select, insert, update on dispute, payment_arrangement to accord_app;
