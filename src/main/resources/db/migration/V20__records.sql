-- Imports of more than customers: products, purchases, bills, payments, interactions, consent; and what it takes to take them back.

-- ---------------------------------------------------------------- what an import took in (customer-owned)
create table import_record (
  customer_id bigint not null references customer,
  import_id   bigint not null,
  row_no      integer not null,                     -- its first row
  kind        text not null,
  source      text not null,                        -- as in front of ids in the directory
  record_key  text not null,                        -- its number there, or # and the fingerprint
  fingerprint text not null,                        -- of what it said: the same again is nothing new
  account_no  integer,
  made_no     integer,                              -- number of the order or bill it became
  made_seqs   bigint[] not null,                    -- ledger entries, entries of the history, contact points
  undone_at   timestamptz,
  kept_because text,                                -- why it could not be taken back
  primary key (customer_id, import_id, row_no)
);
create unique index import_record_known on import_record (customer_id, kind, source, record_key) where undone_at is null;
create index import_record_by_import on import_record (import_id, row_no);
grant select, insert, update on import_record to accord_app;

-- ---------------------------------------------------------------- the same for products (coordinator)
create table import_product (
  import_id    bigint not null references data_import,
  row_no       integer not null,
  product_code text not null,
  added        boolean not null,                    -- else its price was changed
  currency     char(3) not null,
  new_minor    bigint not null,                     -- what it costs by the row
  old_minor    bigint,                              -- what it cost before, or null
  undone_at    timestamptz,
  kept_because text,
  primary key (import_id, row_no)
);
grant select, insert, update on import_product to accord_app;

-- ---------------------------------------------------------------- bills of another system (customer-owned, append-only)
-- They make the opening position: what was due before they were taken over is not chased, unless it gets a new due date.
create table taken_over_bill (
  customer_id   bigint not null,
  invoice_no    integer not null,
  external_no   text not null,                      -- its number there
  source        text not null,                      -- what people call where it comes from
  taken_over_on date not null,
  primary key (customer_id, invoice_no),
  foreign key (customer_id, invoice_no) references invoice
);
grant select, insert on taken_over_bill to accord_app;

-- ---------------------------------------------------------------- what was written into histories by mistake (customer-owned, append-only)
create table interaction_withdrawn (
  customer_id    bigint not null,
  interaction_id bigint not null,
  at             timestamptz not null,
  actor_name     text not null,
  reason         text not null,
  primary key (customer_id, interaction_id),
  foreign key (customer_id, interaction_id) references interaction
);
grant select, insert on interaction_withdrawn to accord_app;

create table order_withdrawn (
  customer_id bigint not null,
  order_no    integer not null,
  at          timestamptz not null,
  actor_name  text not null,
  reason      text not null,
  primary key (customer_id, order_no),
  foreign key (customer_id, order_no) references orders
);
grant select, insert on order_withdrawn to accord_app;

-- ---------------------------------------------------------------- what customers agreed to and refused (customer-owned, append-only)
create table consent (
  customer_id bigint not null references customer,
  consent_id  bigint not null,                      -- of interaction_seq
  purpose     text not null check (purpose in ('OFFERS', 'SURVEYS', 'PARTNERS')),
  channel     text not null check (channel in ('EMAIL', 'PHONE', 'SMS', 'POST')),
  answer      text not null check (answer in ('GIVEN', 'REFUSED', 'UNKNOWN')),
  said_at     timestamptz not null,
  origin      text not null,                        -- where and how the customer said so
  restores    bigint,                               -- the answer that this one takes back
  recorded_at timestamptz not null,
  actor_kind  text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id    text not null,
  actor_name  text not null,
  from_channel text not null,                       -- where it was recorded
  primary key (customer_id, consent_id),
  foreign key (customer_id, restores) references consent,
  unique (customer_id, restores)
);
grant select, insert on consent to accord_app;

-- ---------------------------------------------------------------- what of it is personal
insert into personal_table (table_name, section, heading, shown) values
  ('import_record', 'ORIGIN', 'What came of you with imports', 'kind=What, source=From, record_key=Its number there'),
  ('taken_over_bill', 'MONEY', 'Bills of the company that billed you before', 'invoice_no=Bill, external_no=Its number there, source=From, taken_over_on=Taken over'),
  ('interaction_withdrawn', 'HISTORY', 'What was written into your history by mistake', 'at=When, reason=Why'),
  ('order_withdrawn', 'ORDERS', 'Purchases that were noted by mistake', 'order_no=Purchase, at=When, reason=Why'),
  ('consent', 'CONSENT', 'What you agreed to and refused', 'said_at=When, purpose=What for, channel=By, answer=Your answer, origin=How you said so');
insert into personal_column (table_name, column_name, erasing, because) values
  ('import_record', 'source', 'KEPT', 'The name of a system'),
  ('import_record', 'record_key', 'KEPT', 'The number of a bill, purchase or payment there'),
  ('import_record', 'fingerprint', 'KEPT', 'Tells nothing but whether a row says the same again'),
  ('import_record', 'kept_because', 'WORDS', null),
  ('taken_over_bill', 'external_no', 'KEPT', 'The bill’s number: the books'),
  ('taken_over_bill', 'source', 'KEPT', 'The name of a system'),
  ('consent', 'purpose', 'KEPT', 'A code of ours'),
  ('consent', 'answer', 'KEPT', 'A code of ours'),
  ('consent', 'origin', 'BLANKED', null),
  ('consent', 'from_channel', 'KEPT', 'A code of ours');
