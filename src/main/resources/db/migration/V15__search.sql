-- What customers are found by. The program makes it from its own rules (rules counts their changes) and renews by a job
-- what older ones made; until then the folded document still finds it.
alter table customer_search
  add names text not null default '',
  add words tsvector not null default '',
  add keys  integer[] not null default '{}',
  add rules integer not null default 0;

-- A short list of what is not yet in the index: each search reads all of it.
create index customer_search_words on customer_search using gin (words) with (gin_pending_list_limit = 256);
create index customer_search_keys on customer_search using gin (keys) with (gin_pending_list_limit = 256);
alter index customer_search_document set (gin_pending_list_limit = 256);
create index customer_search_rules on customer_search (rules);

-- Whom an employee opened, and when last: these are found first.
create table customer_seen (
  customer_id bigint not null references customer,
  username    text not null,
  opened_at   timestamptz not null,
  primary key (customer_id, username)
);
create index customer_seen_last on customer_seen (username, opened_at desc);

grant select, insert, update, delete on customer_seen to accord_app;
