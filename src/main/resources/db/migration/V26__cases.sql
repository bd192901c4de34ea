-- Cases: what a customer asks, complains of, reports or requests, until it is solved. Names after TMF621.

create table care_case (
  customer_id    bigint not null references customer,
  case_no        integer not null check (case_no > 0),
  kind           text not null check (kind in ('QUESTION', 'COMPLAINT', 'FAULT', 'REQUEST')),
  priority       text not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  state          text not null check (state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD', 'RESOLVED', 'CLOSED',
                                                'CANCELLED', 'REJECTED')),
  subject        text not null,
  description    text,                              -- the customer's words
  came_by        text not null check (came_by in ('PHONE', 'WEB', 'EMAIL', 'POST', 'COUNTER', 'API')),
  about          text,                              -- the number of an account, bill, purchase or contract
  owner          text,                              -- an employee's user name; null: nobody
  opened_at      timestamptz not null,
  opened_by      text not null,
  counts_from    timestamptz not null,              -- since when the time to solve it counts: opened, or opened again
  waited_seconds bigint not null default 0,         -- how long it waited for the customer since
  waits_since    timestamptz,                       -- since when it waits for the customer
  asked_at       timestamptz,                       -- since when the customer waits for an answer; null: does not
  answer_by      timestamptz,                       -- until when; null: the customer waits for none
  answered_at    timestamptz,                       -- when there was a first answer
  resolve_by     timestamptz not null,
  resolution     text,
  resolved_at    timestamptz,
  ended_at       timestamptz,
  due_at         timestamptz not null,              -- the deadline that counts now; infinity: none
  escalation     smallint not null default 0 check (escalation between 0 and 2),
  escalated_at   timestamptz,
  escalate_at    timestamptz,                       -- when it is escalated next; null: it isn't
  last_at        timestamptz not null,
  last_no        integer not null,                  -- of its newest entry
  version        integer not null default 0,
  primary key (customer_id, case_no),
  check ((asked_at is null) = (answer_by is null)),
  check ((state = 'PENDING') = (waits_since is not null)),
  check ((state in ('CLOSED', 'CANCELLED', 'REJECTED')) = (ended_at is not null)),
  check (state not in ('RESOLVED', 'CLOSED') or resolved_at is not null)
);
-- The work list: open ones by their deadline, of everybody, of one owner and of nobody; all by when they came and moved last.
create index care_case_due on care_case (due_at, customer_id, case_no)
  where state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD');
create index care_case_of_owner on care_case (owner, due_at, customer_id, case_no)
  where state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD');
create index care_case_newest on care_case (opened_at desc, customer_id desc, case_no desc);
create index care_case_last on care_case (last_at desc, customer_id desc, case_no desc);
create index care_case_state on care_case (state, opened_at desc, customer_id desc, case_no desc);
create index care_case_owned on care_case (owner, opened_at desc, customer_id desc, case_no desc);
create index care_case_escalated on care_case (escalation, due_at) where escalation > 0;
create index care_case_escalate on care_case (escalate_at) where escalate_at is not null;
create index care_case_solved on care_case (resolved_at) where state = 'RESOLVED';
create index care_case_subject on care_case using gin (to_tsvector('simple', subject));

-- All that happened to a case. Append-only
create table care_case_entry (
  customer_id  bigint not null,
  case_no      integer not null,
  entry_no     integer not null check (entry_no > 0),
  kind         text not null check (kind in ('OPENED', 'SAID', 'REPLIED', 'NOTED', 'STATE', 'ASSIGNED', 'ESCALATED', 'CHANGED')),
  for_customer boolean not null,                    -- whether the customer may see it
  text         text,
  state        text not null,                       -- of the case after it
  speaker      text,                                -- who was speaking, where it was not the customer
  at           timestamptz not null,
  actor_kind   text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id     text not null,
  actor_name   text not null,
  channel      text not null,
  primary key (customer_id, case_no, entry_no),
  foreign key (customer_id, case_no) references care_case
);

-- Within how many hours a case is answered and solved, how urgent a kind usually is, and who looks after what is
-- late nevertheless. Append-only; the last row holds
create table care_rules (
  rules_id         bigint generated always as identity primary key,
  low_answer       integer not null check (low_answer between 1 and 8760),
  low_resolve      integer not null check (low_resolve between low_answer and 8760),
  normal_answer    integer not null check (normal_answer between 1 and 8760),
  normal_resolve   integer not null check (normal_resolve between normal_answer and 8760),
  high_answer      integer not null check (high_answer between 1 and 8760),
  high_resolve     integer not null check (high_resolve between high_answer and 8760),
  critical_answer  integer not null check (critical_answer between 1 and 8760),
  critical_resolve integer not null check (critical_resolve between critical_answer and 8760),
  question         text not null check (question in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  complaint        text not null check (complaint in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  fault            text not null check (fault in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  request          text not null check (request in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  executive        text,                            -- an employee's user name; null: nobody is named
  set_by           text not null,
  set_at           timestamptz not null,
  reason           text not null
);
insert into care_rules (low_answer, low_resolve, normal_answer, normal_resolve, high_answer, high_resolve, critical_answer,
  critical_resolve, question, complaint, fault, request, set_by, set_at, reason)
values (48, 240, 24, 120, 8, 48, 2, 12, 'NORMAL', 'HIGH', 'HIGH', 'NORMAL', 'Accord', now(), 'Default');

grant select, insert, update on care_case to accord_app;
grant select, insert on care_case_entry, care_rules to accord_app;
grant usage on all sequences in schema public to accord_app;

-- ---------------------------------------------------------------- what of it is personal
insert into personal_table (table_name, section, heading, shown) values
  ('care_case', 'HISTORY', 'What you asked, complained of, reported or requested',
    'case_no=Case, opened_at=When, kind=What, subject=Subject, description=What you said, state=State, resolution=What was done'),
  ('care_case_entry', 'HISTORY', 'What happened to it', 'case_no=Case, at=When, kind=What, actor_name=By, text=Words, state=State after it');
insert into personal_column (table_name, column_name, erasing, given, because) values
  ('care_case', 'priority', 'KEPT', 'AS_IT_IS', 'A code of ours'),
  ('care_case', 'subject', 'BLANKED', 'AS_IT_IS', null),
  ('care_case', 'description', 'BLANKED', 'AS_IT_IS', null),
  ('care_case', 'came_by', 'KEPT', 'AS_IT_IS', 'A code of ours'),
  ('care_case', 'about', 'KEPT', 'AS_IT_IS', 'A number of ours'),
  ('care_case', 'owner', 'KEPT', 'NOT_OUR_NAMES', 'An employee’s user name'),
  ('care_case', 'resolution', 'BLANKED', 'AS_IT_IS', null),
  -- "Ana Ruiz, for Rosa Ruiz": whoever acted for the person stays.
  ('care_case', 'opened_by', 'WORDS', 'NOT_OUR_NAMES', null),
  ('care_case_entry', 'actor_name', 'WORDS', 'NOT_OUR_NAMES', null),
  ('care_case_entry', 'text', 'BLANKED', 'AS_IT_IS', null),
  ('care_case_entry', 'speaker', 'BLANKED', 'AS_IT_IS', null);
