-- Imports: files of other systems, how each source is read, what became of each row, and what is needed to take an import back.

-- ---------------------------------------------------------------- how the files of a source are read (reference)
create table import_source (
  import_source_id bigint generated always as identity primary key,
  name       text not null,
  signature  text not null unique,                  -- the folded names of its columns: by them the next file is known
  plan       text not null,                         -- JSON
  changed_by text not null,
  changed_at timestamptz not null
);

-- ---------------------------------------------------------------- imports (coordinator)
create table data_import (
  import_id     bigint generated always as identity primary key,
  file_name     text not null,
  file_bytes    bigint not null,
  sha256        char(64) not null,
  format        text not null check (format in ('CSV', 'VCARD')),
  header        text not null,                      -- JSON: the names of its columns
  signature     text not null,
  plan          text not null,                      -- JSON: how it is read
  by_itself     boolean not null default false,     -- runs once it is checked, without a person
  state         text not null check (state in ('PLANNING', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'UNDOING', 'UNDONE',
                                               'FAILED', 'DISCARDED')),
  failure       text,
  started_by    text not null,
  started_by_id text not null,
  channel       text not null,
  received_at   timestamptz not null,
  heartbeat_at  timestamptz,                        -- null: nobody works on it
  ended_at      timestamptz,
  rows_total    integer,                            -- null until it was checked
  rows_done     integer not null default 0,         -- of the phase it is in
  rows_new      integer not null default 0,
  rows_same     integer not null default 0,
  rows_maybe    integer not null default 0,
  rows_changed  integer not null default 0,
  rows_refused  integer not null default 0,
  forecast      text,                               -- JSON: the same counts as the check saw them
  undo_total    integer not null default 0,
  undo_done     integer not null default 0,
  undo_kept     integer not null default 0,
  version       integer not null default 0
);
create index data_import_undone on data_import (heartbeat_at) where state in ('CHECKING', 'RUNNING', 'UNDOING');

create table data_import_part (
  import_id bigint not null references data_import,
  part_no   integer not null,
  content   bytea not null,
  primary key (import_id, part_no)
);

create table data_import_remark (
  import_id bigint not null references data_import,
  phase     text not null check (phase in ('CHECK', 'RUN')),
  row_no    integer not null,                       -- 1, 2, 3 …, the header not counted
  line_no   integer not null,                       -- line of the file on which it begins
  verdict   text not null check (verdict in ('NEW', 'SAME', 'MAYBE', 'CHANGED', 'REFUSED')),
  remark    text not null,
  suspect   text,                                   -- number of the customer whom it may be or whom it changed
  row_text  text,                                   -- the row as CSV, to be corrected and loaded again
  primary key (import_id, phase, row_no)
);
create index data_import_remark_verdict on data_import_remark (import_id, phase, verdict, row_no);

-- ---------------------------------------------------------------- what an import made, changed, knows (customer-owned)
create table import_made (
  customer_id bigint not null references customer,
  import_id   bigint not null,
  row_no      integer not null,
  undone_at   timestamptz,
  kept_because text,                                -- why it could not be taken back
  primary key (customer_id, import_id)
);
create index import_made_by_import on import_made (import_id, row_no);

create table import_change (
  customer_id bigint not null references customer,
  import_id   bigint not null,
  change_no   bigint not null,                      -- 1000 × row + place: in order within the import
  field       text not null check (field in ('NAME', 'LANGUAGE', 'POINT_ADDED', 'POINT_CHANGED', 'EXTERNAL_ID', 'LINK')),
  point_id    integer,
  old_value   text,
  new_value   text,
  undone_at   timestamptz,
  kept_because text,
  primary key (customer_id, import_id, change_no)
);
create index import_change_by_import on import_change (import_id, change_no);

-- What a source said last of a customer: what it says again is nothing new, whatever was corrected here meanwhile.
create table import_link (
  customer_id bigint not null references customer,
  source      text not null,
  external_id text not null,
  fields      text not null,                        -- JSON
  import_id   bigint not null,
  primary key (customer_id, source, external_id)
);

-- Customers that were taken on by mistake and taken back: nothing finds them, their history stays.
create table customer_withdrawn (
  customer_id bigint primary key references customer,
  at          timestamptz not null,
  actor_name  text not null,
  reason      text not null
);

grant select, insert, update, delete on import_source, data_import, data_import_part, data_import_remark, import_link to accord_app;
grant select, insert, update on import_made, import_change to accord_app;
grant select, insert on customer_withdrawn to accord_app;
grant usage on all sequences in schema public to accord_app;

-- ---------------------------------------------------------------- how complete customers' records were on each day (coordinator)
create table data_quality_day (
  day       date not null,
  measure   text not null,
  customers integer not null,
  of_all    integer not null,
  primary key (day, measure)
);
grant select, insert, update on data_quality_day to accord_app;
