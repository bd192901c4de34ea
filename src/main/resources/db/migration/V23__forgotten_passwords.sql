-- Who asks for a link to set a password. Nobody's yet: whose it is, is found out when the mail is written, so that asking
-- does the same whoever is asked for.

create table password_request (
  password_request_id bigint generated always as identity primary key,
  asked_for   text not null,                        -- lower case: an e-mail address, a user name or a customer number
  email       text,                                 -- where an employee has it sent; null: an address that is proved to be the customer's
  address     text,                                 -- network address it came from; null: an employee's
  asked_at    timestamptz not null,
  state       text not null check (state in ('ASKED', 'SENT', 'NOBODY', 'OFTEN', 'FAILED')),
  tries       integer not null default 0,
  next_try_at timestamptz not null
);
create index password_request_due on password_request (next_try_at) where state = 'ASKED';
create index password_request_asked_for on password_request (asked_for, asked_at);
create index password_request_address on password_request (address, asked_at);

grant select, insert, update, delete on password_request to accord_app;
grant usage on all sequences in schema public to accord_app;

insert into personal_elsewhere (table_name, column_name) values
  ('password_request', 'asked_for'), ('password_request', 'email');
