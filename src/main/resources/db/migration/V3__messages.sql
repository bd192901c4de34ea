-- Messages to customers: decided in the transaction of what they tell of, written and sent after it.

create sequence message_seq;

create table message (
  customer_id      bigint not null references customer,
  message_id       bigint not null,
  account_no       integer,
  kind             text not null check (kind ~ '^[a-z][a-z0-9-]{0,59}$'),
  wanted_medium    text check (wanted_medium in ('EMAIL', 'SMS', 'POST')),       -- null: the best that reaches them
  parameters       text not null,                   -- JSON, for whoever writes this kind
  dedupe_key       text not null check (length(dedupe_key) between 1 and 255),
  mail_id          text not null,                   -- the same for every try: the Message-ID of a mail
  state            text not null check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'WITHHELD', 'TO_PRINT')),
  state_since      timestamptz not null,
  decided_at       timestamptz not null,
  not_before       timestamptz not null,
  next_try_at      timestamptz not null,            -- while SENDING: when another node may take it over
  tries            integer not null default 0,
  may_have_left    boolean not null default false,  -- a try ended so that nobody knows whether it arrived
  problem          text,                            -- why the last try failed, or why it was withheld
  -- as sent, or as tried last
  medium           text check (medium in ('EMAIL', 'SMS', 'POST')),
  contact_point_id integer,
  sent_to          text,
  language         text,
  subject          text,
  text_body        text,
  html_body        text,
  attachments      text,                            -- one a line: name, type, bytes, SHA-256
  stated_account_no integer,
  stated_minor     bigint,
  stated_as_of     bigint,
  transport        text,                            -- SMTP, HTTP, KEPT, PRINTED
  sent_at          timestamptz,
  handled_by       text,                            -- the employee who printed, withdrew or sent it again
  version          integer not null default 0,
  primary key (customer_id, message_id),
  unique (customer_id, dedupe_key),
  check (state <> 'SENT' or (sent_at is not null and medium is not null and subject is not null)),
  check (state <> 'WITHHELD' or problem is not null),
  check ((stated_minor is null) = (stated_as_of is null))
);
create index message_due on message (next_try_at) where state in ('QUEUED', 'SENDING');
create index message_newest on message (customer_id, decided_at desc, message_id desc);
create index message_trouble on message (state, state_since desc) where state in ('FAILED', 'TO_PRINT', 'WITHHELD');
create index message_sent on message (sent_at) where state = 'SENT';

grant select, insert, update on message to accord_app;
grant usage on sequence message_seq to accord_app;
