-- Personal data: what of a customer's rows a person is given, what erasing the person does with them, and erasing.
-- Each table of a customer's and each of its text columns is named here; a test fails for one that is not.

-- ---------------------------------------------------------------- the register (reference; changed by migrations alone)
create table personal_table (
  table_name text primary key,
  section    text check (section in ('WHO', 'REACH', 'CONSENT', 'MONEY', 'PAYMENTS', 'ORDERS', 'HISTORY', 'CHANGES', 'MESSAGES', 'ORIGIN')),
  heading    text not null,                         -- what its rows are, in words for the person
  shown      text not null default '',              -- the columns of the readable page: column=Heading, column=Heading
  rows_go    boolean not null default false,        -- erasing deletes the rows
  because    text,                                  -- why the person isn't given it
  check ((section is null) = (because is not null))
);

-- A column of one table, or of every table that doesn't say otherwise ('*').
create table personal_column (
  table_name  text not null,
  column_name text not null,
  erasing     text not null check (erasing in (
    'KEPT',                                         -- says nothing of the person, or must be kept: because
    'BLANKED',                                      -- '[erased]' where something stood
    'EMPTIED',                                      -- null
    'EMPTY_JSON',
    'WORDS',                                        -- the person's names, numbers and addresses are taken out of it
    'NAMED',                                        -- the name of who acted: taken out if it is the person's
    'PSEUDONYM',
    'HASHED')),
  given       text not null default 'AS_IT_IS' check (given in ('AS_IT_IS', 'LEFT_OUT', 'NOT_OUR_NAMES')),
  because     text,
  primary key (table_name, column_name),
  check (erasing <> 'KEPT' or because is not null),
  check (given <> 'LEFT_OUT' or because is not null)
);

insert into personal_column (table_name, column_name, erasing, given, because) values
  ('*', 'actor_id', 'KEPT', 'NOT_OUR_NAMES', 'The customer’s number, an employee’s user name or a program’s name'),
  ('*', 'requested_by', 'KEPT', 'NOT_OUR_NAMES', 'An employee’s user name'),
  ('*', 'username', 'KEPT', 'NOT_OUR_NAMES', 'An employee’s user name'),
  ('*', 'actor_name', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'saved_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'removed_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'decided_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'decided_name', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'requested_name', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'opened_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'asked_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'set_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'handled_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'resolved_by', 'NAMED', 'NOT_OUR_NAMES', null),
  ('*', 'reason', 'BLANKED', 'AS_IT_IS', null),
  ('*', 'description', 'WORDS', 'AS_IT_IS', null);
insert into personal_column (table_name, column_name, erasing, because)
select '*', name, 'KEPT', 'A code of ours' from unnest(array['kind', 'state', 'status', 'channel', 'direction', 'action', 'field',
  'actor_kind', 'opened_by_kind', 'asked_by_kind', 'currency', 'series', 'topic', 'medium', 'language', 'tier', 'reachable',
  'product_code', 'promotion_code', 'tax_class', 'tax_place', 'bill_medium', 'billing_timing', 'sold_through', 'debit', 'credit',
  'gateway', 'way', 'decline_code', 'refused_code', 'code', 'policy_code', 'outcome', 'origin', 'rounding', 'shows', 'rule',
  'non_profit', 'transport', 'wanted_medium', 'terminal']) as name;

insert into personal_table (table_name, section, heading, shown) values
  ('customer', 'WHO', 'You, as we know you', 'name=Name, kind=Kind, language=Language, tier=Tier, customer_since=Customer since'),
  ('customer_link', 'WHO', 'Records of yours that were joined', 'at=When, reason=Why'),
  ('customer_link_end', 'WHO', 'Joined records that were taken apart', 'at=When, reason=Why'),
  ('customer_choice', 'WHO', 'Which of the joined records’ values are shown', 'at=When, field=What, shows=Which'),
  ('customer_withdrawn', 'WHO', 'A record of yours that was taken back', 'at=When, reason=Why'),
  ('contract', 'ORDERS', 'Contracts', 'contract_no=Contract, product_code=Service, status=State, place=Where, monthly_minor=A month, started_on=Since, ended_on=Until'),
  ('contract_phase', 'ORDERS', 'What a contract cost and when', 'contract_no=Contract, kind=What, from_day=From, product_code=Service, monthly_minor=A month, reason=Why'),
  ('orders', 'ORDERS', 'Purchases', 'order_no=Purchase, kind=What, status=State, placed_at=When, place=Where, total_minor=Total'),
  ('order_line', 'ORDERS', 'What was bought', 'order_no=Purchase, description=What, quantity=How many, line_minor=Price'),
  ('customer_relationship', 'WHO', 'Who others are to you, and who may speak for you', 'role=What they are to you, called=Called, valid_from=Since, valid_until=Until, reason=Why'),
  ('customer_relationship_end', 'WHO', 'What has ended of that', 'at=When, reason=Why'),
  ('sale_return', 'ORDERS', 'What came back', 'sale_no=Purchase, line_no=Line, quantity=How many'),
  ('card_sale', 'ORDERS', 'Rung up to be paid by card', 'order_no=Purchase'),
  ('billing_account', 'MONEY', 'Accounts', 'account_no=Account, name=Name, opened_at=Since, balance_minor=Balance'),
  ('invoice', 'MONEY', 'Bills', 'invoice_no=Bill, issued_on=Of, due_on=Due, total_minor=Total'),
  ('invoice_line', 'MONEY', 'What stands on the bills', 'invoice_no=Bill, description=What, quantity=How many, net_minor=Without tax, tax_minor=Tax'),
  ('billing_period', 'MONEY', 'Periods that were billed', 'account_no=Account, starts_on=From, ends_on=To, invoice_no=Bill'),
  ('bill_run_account', 'MONEY', 'How your bills came about', 'account_no=Account, state=State, total_minor=Foreseen, billed_minor=Billed, reason=Why'),
  ('ledger_entry', 'MONEY', 'Everything that moved your balance', 'at=When, account_no=Account, description=What, amount_minor=Amount, balance_after_minor=Balance after it'),
  ('usage_record', 'MONEY', 'What you used', 'at=When, product_code=What, quantity=How much, invoice_no=Bill'),
  ('one_off_charge', 'MONEY', 'Charged once', 'on_day=Day, description=What, amount_minor=Amount, invoice_no=Bill'),
  ('credit_note', 'MONEY', 'Credit notes', 'credit_note_no=Credit note, invoice_no=Bill, issued_on=Of, reason=Why, total_minor=Total'),
  ('credit_note_line', 'MONEY', 'What was taken back', 'credit_note_no=Credit note, description=What, net_minor=Without tax, tax_minor=Tax'),
  ('dispute', 'MONEY', 'Bills you disputed', 'dispute_no=Dispute, invoice_no=Bill, amount_minor=Amount, reason=What you said, state=State, answer=What we answered'),
  ('due_date_move', 'MONEY', 'Due dates that were moved', 'invoice_no=Bill, from_day=From, to_day=To, reason=Why'),
  ('late_fee', 'MONEY', 'Late fees', 'charged_on=Day, account_no=Account'),
  ('late_fee_item', 'MONEY', 'What a late fee was charged for', 'invoice_no=Bill, due_on=Due, overdue_minor=Overdue'),
  ('payment_arrangement', 'MONEY', 'Instalments and later payment', 'arrangement_no=Arrangement, state=State, total_minor=Amount, reason=Why, answer=What we answered'),
  ('arrangement_instalment', 'MONEY', 'The instalments', 'arrangement_no=Arrangement, due_on=Due, amount_minor=Amount'),
  ('reminder_switch', 'MONEY', 'Whether you are reminded', 'set_at=When, kind=What, active=Holds, until_day=Until, reason=Why'),
  ('reminder_ladder', 'MONEY', 'Where an account stands with reminders', 'account_no=Account, state=State, state_since=Since'),
  ('reminder_notice', 'MONEY', 'Reminders', 'decided_on=Day, account_no=Account, action=What, state=State, asked_minor=Asked for, reason=Why'),
  ('reminder_check', 'MONEY', 'Days on which a reminder was due', 'on_day=Day, account_no=Account, outcome=What came of it, asked_minor=Overdue, reason=Why'),
  ('reminder_pause', 'MONEY', 'Services that were paused', 'contract_no=Contract, paused_at=From, resumed_at=To'),
  ('payment', 'PAYMENTS', 'Payments', 'payment_no=Receipt, received_at=When, amount_minor=Amount, method=How'),
  ('payment_attempt', 'PAYMENTS', 'Attempts to pay by card', 'attempt_no=Payment, created_at=When, amount_minor=Amount, state=State, method_label=With, decline_reason=Why not'),
  ('allocation', 'PAYMENTS', 'Which bills a payment was meant for', 'invoice_no=Bill, amount_minor=Amount'),
  ('card_capture', 'PAYMENTS', 'Taken from a card', 'captured_at=When, amount_minor=Amount, payment_no=Receipt'),
  ('card_refund', 'PAYMENTS', 'Paid back to a card', 'created_at=When, amount_minor=Amount, state=State, reason=Why'),
  ('card_dispute', 'PAYMENTS', 'Taken back by your bank', 'opened_at=When, amount_minor=Amount, state=State, reason=Why'),
  ('saved_card', 'PAYMENTS', 'Saved cards', 'brand=Card, last_four=Ends in, expires=Valid until, saved_at=Saved, removed_at=Removed'),
  ('card_saving', 'PAYMENTS', 'Times when you saved a card', 'created_at=When, state=State'),
  ('autopay_plan', 'PAYMENTS', 'Automatic payments', 'invoice_no=Bill, due_on=Due, state=State'),
  ('pay_link', 'PAYMENTS', 'Links to pay by', 'created_at=Made, account_no=Account, purpose=For, expires_at=Until, opened_at=First opened'),
  ('bank_allocation', 'PAYMENTS', 'Bank transfers', 'at=When, account_no=Account, kind=What, amount_minor=Amount'),
  ('donation_payout_item', 'PAYMENTS', 'Your donations that were handed on', 'non_profit=To, amount_minor=Amount'),
  ('donation_paid_out', 'PAYMENTS', 'Donations that are settled', 'account_no=Account, entry_seq=Entry'),
  ('autopay_mandate', 'CONSENT', 'Automatic payment that you agreed to or ended', 'set_at=When, account_no=Account, active=Agreed, consent=To what'),
  ('donation_choice', 'CONSENT', 'Whether your bills are rounded up', 'at=When, account_no=Account, rounding=How'),
  ('donation_share', 'CONSENT', 'Who gets what your bills are rounded up by', 'non_profit=To, percent=Percent'),
  ('interaction', 'HISTORY', 'Every contact, and every change you could notice', 'at=When, kind=What, channel=Where, actor_name=By, summary=In a line, body=In full, reason=Why'),
  ('customer_field_change', 'CHANGES', 'Changes to your record', 'at=When, field=What, old_value=Before, new_value=After, actor_name=By'),
  ('approval', 'CHANGES', 'What a second employee had to approve', 'requested_at=When, summary=What, reason=Why, state=State'),
  ('message', 'MESSAGES', 'Messages', 'decided_at=When, medium=By, sent_to=To, subject=Subject, state=State'),
  ('import_made', 'ORIGIN', 'Your record came with an import', 'import_id=Import, row_no=Row'),
  ('import_change', 'ORIGIN', 'What an import changed', 'import_id=Import, field=What, old_value=Before, new_value=After'),
  ('suspected_duplicate', 'ORIGIN', 'That another record may be yours as well', 'found_at=Found, decided_at=Decided');
insert into personal_table (table_name, section, heading, shown, rows_go) values
  ('contact_point', 'REACH', 'Telephone numbers, e-mail and postal addresses', 'kind=What, label=Called, typed=As you gave it, reachable=Reaches you, ended_at=Used until', true),
  ('portal_credential', 'REACH', 'Your access to the customer pages', 'username=User name, created_at=Since', true),
  ('directory', 'REACH', 'What you are known by', 'kind=What, value=Value', true),
  ('customer_seen', 'CHANGES', 'Employees who opened your record, and when last', 'opened_at=When, username=Who', true),
  ('bank_payer', 'PAYMENTS', 'Bank accounts that you paid from', 'payer_account=Bank account, at=When', true),
  ('import_link', 'ORIGIN', 'What another system told us of you', 'source=System, external_id=Known there as, fields=What it said', true);
insert into personal_table (table_name, heading, rows_go, because) values
  ('customer_search', 'What you are found by', true, 'Made of names and addresses that are given already, again with each change'),
  ('duplicate_check', 'When you were compared with others', true, 'The number of a version, no more'),
  ('customer_series', 'The last numbers given', false, 'Counters'),
  ('linked_customer', 'How joined records stand', false, 'Follows from the links, which are given'),
  ('customer_change', 'Screens to be told', false, 'Is told and forgotten; what changed is given elsewhere'),
  ('idempotency_key', 'Requests that may come twice', false, 'Repeats what was answered, which is given where it was written');

-- A table's own columns, where they differ.
insert into personal_column (table_name, column_name, erasing, given, because) values
  ('customer', 'name', 'PSEUDONYM', 'AS_IT_IS', null),
  ('customer', 'given_name', 'EMPTIED', 'AS_IT_IS', null),
  ('customer', 'family_name', 'EMPTIED', 'AS_IT_IS', null),
  ('portal_credential', 'username', 'BLANKED', 'AS_IT_IS', null),
  ('portal_credential', 'password_hash', 'BLANKED', 'LEFT_OUT', 'Proof of a password'),
  ('interaction', 'summary', 'WORDS', 'AS_IT_IS', null),
  ('interaction', 'body', 'BLANKED', 'AS_IT_IS', null),
  ('interaction', 'speaker', 'BLANKED', 'AS_IT_IS', null),
  ('customer_relationship', 'other_id', 'KEPT', 'LEFT_OUT', 'Another customer’s'),
  ('customer_relationship', 'role', 'KEPT', 'AS_IT_IS', 'A code of ours'),
  ('customer_relationship', 'called', 'BLANKED', 'AS_IT_IS', null),
  ('customer_relationship', 'scopes', 'KEPT', 'AS_IT_IS', 'Codes of ours'),
  ('customer_relationship', 'proof', 'BLANKED', 'AS_IT_IS', null),
  ('contract', 'place', 'BLANKED', 'AS_IT_IS', null),
  ('contract', 'term', 'WORDS', 'AS_IT_IS', null),
  ('orders', 'place', 'WORDS', 'AS_IT_IS', null),
  ('orders', 'external_id', 'KEPT', 'AS_IT_IS', 'The purchase’s number in the system that it came from'),
  ('billing_account', 'name', 'WORDS', 'AS_IT_IS', null),
  ('ledger_entry', 'reference', 'WORDS', 'AS_IT_IS', null),
  ('ledger_entry', 'reason', 'WORDS', 'AS_IT_IS', null),
  ('invoice_line', 'reference', 'KEPT', 'AS_IT_IS', 'A promotion’s or non-profit’s code'),
  ('invoice_line', 'working', 'WORDS', 'AS_IT_IS', null),
  ('payment_attempt', 'method_label', 'BLANKED', 'AS_IT_IS', null),
  ('payment_attempt', 'gateway_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('payment_attempt', 'decline_reason', 'WORDS', 'AS_IT_IS', null),
  ('payment_attempt', 'page_reference', 'EMPTIED', 'LEFT_OUT', 'The gateway’s own name of its page'),
  ('payment_attempt', 'page_url', 'EMPTIED', 'LEFT_OUT', 'Who has it may pay'),
  ('payment_attempt', 'card_token', 'EMPTIED', 'LEFT_OUT', 'Who has it may charge the card'),
  ('payment_attempt', 'card_brand', 'EMPTIED', 'AS_IT_IS', null),
  ('payment_attempt', 'card_last_four', 'EMPTIED', 'AS_IT_IS', null),
  ('payment_attempt', 'card_expires', 'EMPTIED', 'AS_IT_IS', null),
  ('payment_attempt', 'resolved_why', 'BLANKED', 'AS_IT_IS', null),
  ('payment', 'method', 'WORDS', 'AS_IT_IS', null),
  ('payment', 'reference', 'WORDS', 'AS_IT_IS', null),
  ('idempotency_key', 'key', 'KEPT', 'AS_IT_IS', 'Chosen by a form or program, so that nothing is done twice'),
  ('idempotency_key', 'request_hash', 'KEPT', 'AS_IT_IS', 'Tells nothing but whether a request is the same'),
  ('idempotency_key', 'answer', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'parameters', 'EMPTY_JSON', 'AS_IT_IS', null),
  ('message', 'dedupe_key', 'KEPT', 'AS_IT_IS', 'Names what happened by its number'),
  ('message', 'mail_id', 'KEPT', 'AS_IT_IS', 'Drawn by lot'),
  ('message', 'problem', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'sent_to', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'subject', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'text_body', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'html_body', 'BLANKED', 'AS_IT_IS', null),
  ('message', 'attachments', 'WORDS', 'AS_IT_IS', null),
  ('usage_record', 'external_id', 'HASHED', 'AS_IT_IS', null),
  ('bill_run_account', 'reason', 'WORDS', 'AS_IT_IS', null),
  ('credit_note', 'reason', 'WORDS', 'AS_IT_IS', null),
  ('dispute', 'answer', 'BLANKED', 'AS_IT_IS', null),
  ('payment_arrangement', 'answer', 'BLANKED', 'AS_IT_IS', null),
  ('card_capture', 'gateway_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('card_capture', 'surplus', 'WORDS', 'AS_IT_IS', null),
  ('card_refund', 'capture_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('card_refund', 'gateway_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('card_refund', 'failure', 'WORDS', 'AS_IT_IS', null),
  ('card_dispute', 'dispute_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('card_dispute', 'capture_reference', 'KEPT', 'AS_IT_IS', 'By it the money is found in the gateway’s books'),
  ('card_dispute', 'reason', 'KEPT', 'AS_IT_IS', 'A code of the card scheme'),
  ('approval', 'summary', 'WORDS', 'AS_IT_IS', null),
  ('approval', 'details', 'EMPTY_JSON', 'AS_IT_IS', null),
  ('approval', 'request_key', 'KEPT', 'AS_IT_IS', 'Chosen by a form, so that nothing is asked twice'),
  ('approval', 'decided_by', 'KEPT', 'NOT_OUR_NAMES', 'An employee’s user name'),
  ('approval', 'decision_reason', 'BLANKED', 'AS_IT_IS', null),
  ('saved_card', 'token', 'HASHED', 'LEFT_OUT', 'Who has it may charge the card'),
  ('saved_card', 'brand', 'EMPTIED', 'AS_IT_IS', null),
  ('saved_card', 'last_four', 'EMPTIED', 'AS_IT_IS', null),
  ('saved_card', 'expires', 'EMPTIED', 'AS_IT_IS', null),
  ('saved_card', 'removed_why', 'BLANKED', 'AS_IT_IS', null),
  ('card_saving', 'page_reference', 'EMPTIED', 'LEFT_OUT', 'The gateway’s own name of its page'),
  ('card_saving', 'page_url', 'EMPTIED', 'LEFT_OUT', 'Who has it may leave a card'),
  ('card_saving', 'back_to', 'KEPT', 'AS_IT_IS', 'A page of ours'),
  ('autopay_mandate', 'consent', 'BLANKED', 'AS_IT_IS', null),
  ('pay_link', 'purpose', 'KEPT', 'AS_IT_IS', 'Names what it was made for by its number'),
  ('pay_link', 'token_hash', 'KEPT', 'LEFT_OUT', 'Proof of a link'),
  ('card_sale', 'sale', 'EMPTY_JSON', 'AS_IT_IS', null),
  ('reminder_notice', 'reason', 'WORDS', 'AS_IT_IS', null),
  ('reminder_check', 'reason', 'WORDS', 'AS_IT_IS', null),
  ('suspected_duplicate', 'other_id', 'KEPT', 'LEFT_OUT', 'Another customer’s'),
  ('suspected_duplicate', 'reasons', 'BLANKED', 'LEFT_OUT', 'Tells what another customer’s record says'),
  ('customer_field_change', 'old_value', 'EMPTIED', 'AS_IT_IS', null),
  ('customer_field_change', 'new_value', 'EMPTIED', 'AS_IT_IS', null),
  ('customer_field_change', 'own_value', 'EMPTIED', 'AS_IT_IS', null),
  ('import_made', 'kept_because', 'WORDS', 'AS_IT_IS', null),
  ('import_change', 'old_value', 'EMPTIED', 'AS_IT_IS', null),
  ('import_change', 'new_value', 'EMPTIED', 'AS_IT_IS', null),
  ('import_change', 'kept_because', 'WORDS', 'AS_IT_IS', null),
  ('customer_withdrawn', 'reason', 'WORDS', 'AS_IT_IS', null);

-- Tables that aren't a customer's, but may hold somebody's name, address or number: a row goes that has one of the person's.
create table personal_elsewhere (
  table_name  text not null,
  column_name text not null,
  primary key (table_name, column_name)
);

-- ---------------------------------------------------------------- erasing
-- Who was erased: only ever added to.
create table customer_erased (
  customer_id bigint primary key references customer,
  at          timestamptz not null,
  approval_no bigint not null,
  actor_kind  text not null,
  actor_id    text not null,
  actor_name  text not null,                        -- the second person
  channel     text not null
);

-- What the law wants on bills: name and address, until the day on which the books need not be kept any longer.
create table kept_for_books (
  customer_id bigint primary key references customer,
  name        text not null,
  address     text,
  until_day   date not null                         -- the last day
);
create index kept_for_books_until on kept_for_books (until_day);

-- Somebody asked to be erased, or for their data; an employee answers within a month.
create table erasure_wish (
  customer_id bigint not null references customer,
  wish_no     bigint not null,
  at          timestamptz not null,
  answered_at timestamptz,
  answer      text,
  actor_kind  text not null,
  actor_id    text not null,
  actor_name  text not null,
  channel     text not null,
  primary key (customer_id, wish_no)
);
create index erasure_wish_open on erasure_wish (at) where answered_at is null;

-- Cards that the gateway is still to be told to forget.
create table card_to_forget (
  customer_id bigint not null references customer,
  card_id     uuid not null,
  gateway     text not null,
  token       text not null,
  tries       integer not null default 0,
  next_try_at timestamptz not null,
  primary key (customer_id, card_id)
);
create index card_to_forget_due on card_to_forget (next_try_at);

-- E-mail addresses and telephone numbers that no bought list brings back: keyed fingerprints, which tell nothing to who
-- hasn't the key, and nothing of whose they were (coordinator).
create table suppressed_contact (
  kind        text not null check (kind in ('PHONE', 'EMAIL')),
  fingerprint char(64) not null,
  since       date not null,
  primary key (kind, fingerprint)
);
create table fingerprint_key (
  one_row    boolean primary key default true check (one_row),
  secret     text not null,
  created_at timestamptz not null
);
insert into fingerprint_key (secret, created_at)
values (encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'base64'), now());

insert into personal_table (table_name, section, heading, shown) values
  ('customer_erased', 'CHANGES', 'That you were erased', 'at=When'),
  ('erasure_wish', 'CONSENT', 'That you asked to be erased', 'at=When, answered_at=Answered, answer=Answer');
insert into personal_table (table_name, heading, because) values
  ('kept_for_books', 'Name and address kept for the books of somebody who was erased', 'Kept apart, for billers and administrators only'),
  ('card_to_forget', 'Cards that the gateway is told to forget', 'Tokens: who has one may charge the card');
insert into personal_column (table_name, column_name, erasing, because) values
  ('kept_for_books', 'name', 'KEPT', 'The law wants it with the bills; deleted after its day'),
  ('kept_for_books', 'address', 'KEPT', 'The law wants it with the bills; deleted after its day'),
  ('card_to_forget', 'token', 'KEPT', 'Deleted as soon as the gateway has forgotten the card'),
  ('erasure_wish', 'answer', 'BLANKED', null);

grant select on personal_table, personal_column, personal_elsewhere, fingerprint_key to accord_app;
grant select, insert on customer_erased, suppressed_contact to accord_app;
grant select, insert, delete on kept_for_books to accord_app;
grant select, insert, update on erasure_wish to accord_app;
grant select, insert, update, delete on card_to_forget to accord_app;

-- Text that finds these words as a whole, however they are written in capitals, and telephone numbers however they are
-- grouped. Null where there is nothing to find.
create function personal_pattern(said text[], phones text[]) returns text language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select string_agg('(?<![[:alnum:]])' || pattern || '(?![[:alnum:]])', '|' order by length(pattern) desc, pattern) from (
    select distinct regexp_replace(regexp_replace(btrim(word), '([][\\.^$*+?(){}|-])', '\\\1', 'g'), '\s+', '\\s+', 'g') as pattern
    from unnest(said) as word
    where length(btrim(word)) >= 3
    and lower(btrim(word)) not in ('bill', 'may', 'mark', 'will', 'tax', 'cash', 'card', 'late', 'fee', 'pay', 'the', 'and', 'for', 'main', 'sale')
    union
    select '[+(]*' || regexp_replace(substr(digits, skipped + 1), '(\d)(?=\d)', '\1[^[:alnum:]]{0,3}', 'g')
    from (select regexp_replace(phone, '\D', '', 'g') as digits from unnest(phones) as phone) as p, generate_series(0, 3) as skipped
    where length(digits) - skipped >= 7) as patterns
$$;

-- Erases people: what is told of them in their own rows, by the register above, and in the imports that they came with.
-- It takes no amount, number or date from the books, and refuses whoever owes, is owed or is still served.
--   people      all records of one customer
--   pseudonyms  what each is called from then on, in the same order
--   said        in which further words they may be told of: addresses and numbers as they are shown
--   formerly    records that were joined with theirs and aren't any more: their histories may name them
create function erase_person(people bigint[], pseudonyms text[], said text[], formerly bigint[], moment timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  words   text;
  names   text[];
  phones  text[];
  imports bigint[];
  one     record;
begin
  if exists (select from billing_account where customer_id = any (people) and balance_minor <> 0)
    or exists (select from contract where customer_id = any (people)
      and status not in ('TERMINATED', 'CANCELLED', 'ABORTED')) then
    raise exception 'Something is not settled: nobody was erased.';
  end if;
  if exists (select from unnest(people) as id where not exists (select from customer_erased e where e.customer_id = id)) then
    raise exception 'It must stand in customer_erased who approved it.';
  end if;
  perform from customer where customer_id = any (people) order by customer_id for update;

  -- Who they are, in all words that we have.
  select array_agg(distinct word), array_agg(distinct word) filter (where phone) into names, phones from (
    select unnest(array[name, given_name, family_name, concat_ws(' ', given_name, family_name),
      concat_ws(' ', family_name, given_name), concat_ws(', ', family_name, given_name)]) as word, false as phone
    from customer where customer_id = any (people)
    union all select unnest(array[typed, canonical]), kind = 'PHONE' from contact_point where customer_id = any (people)
    union all select line, false from contact_point, regexp_split_to_table(typed, '[\n,;]') as line
    where customer_id = any (people) and kind = 'POSTAL' and line ~ '\d' and line ~ '[[:alpha:]]{3}'
    union all select place, false from contract where customer_id = any (people)
    union all select username, false from portal_credential where customer_id = any (people)
    union all select value, kind = 'PHONE' from directory where customer_id = any (people) and kind in ('PHONE', 'EMAIL', 'LOGIN')
    union all select unnest(array[old_value, new_value, own_value]), field = 'PHONE' from customer_field_change
    where customer_id = any (people) and field in ('NAME', 'GIVEN_NAME', 'FAMILY_NAME', 'PHONE', 'EMAIL', 'POSTAL')
    union all select sent_to, medium = 'SMS' from message where customer_id = any (people)
    union all select payer_account, false from bank_payer where customer_id = any (people)
    union all select unnest(said), false) as known
  where length(btrim(word)) >= 3 and word <> '[erased]' and word !~ '^Erased person';
  words := coalesce(personal_pattern(names, phones), '(?!)');
  select array_agg(lower(btrim(name))) into names from unnest(names) as name;

  -- What was said, and what the person's own data was, goes whole.
  update interaction set summary = '[erased]' where customer_id = any (people)
    and kind in ('CALL', 'NOTE', 'MESSAGE', 'VISIT', 'DATA');
  update interaction set summary = regexp_replace(summary, words, '[erased]', 'gi'),
    body = regexp_replace(body, words, '[erased]', 'gi'), reason = regexp_replace(reason, words, '[erased]', 'gi')
  where (customer_id = any (formerly)
      or customer_id in (select other_id from customer_relationship where customer_id = any (people)))
    and concat_ws(' ', summary, body, reason) ~* words;
  insert into customer_relationship_end (customer_id, relationship_id, at, actor_kind, actor_id, actor_name, channel, reason)
  select customer_id, relationship_id, moment, 'SYSTEM', 'erasing', 'Erasing', 'SYSTEM', '[erased]' from customer_relationship
  where customer_id = any (people) or other_id = any (people) on conflict do nothing;
  update customer_relationship set called = '[erased]' where other_id = any (people) and called is not null;
  update customer_relationship set reason = regexp_replace(reason, words, '[erased]', 'gi'),
    proof = regexp_replace(proof, words, '[erased]', 'gi') where other_id = any (people);

  -- Nothing is done for them by itself any more.
  update message set state = 'WITHHELD', state_since = moment, problem = '[erased]', version = version + 1
  where customer_id = any (people) and state in ('QUEUED', 'TO_PRINT', 'FAILED');
  update pay_link set revoked_at = moment where customer_id = any (people) and revoked_at is null;
  update billing_account set next_bill_on = null where customer_id = any (people);
  insert into card_to_forget (customer_id, card_id, gateway, token, next_try_at)
  select customer_id, card_id, gateway, token, moment from saved_card
  where customer_id = any (people) and token not like 'erased:%' on conflict do nothing;
  update saved_card set removed_at = moment, removed_by = 'Accord', preferred_since = null, version = version + 1
  where customer_id = any (people) and removed_at is null;
  insert into autopay_mandate (customer_id, account_no, mandate_no, active, consent, set_at, actor_kind, actor_id, actor_name, channel)
  select customer_id, account_no, mandate_no + 1, false, '[erased]', moment, 'SYSTEM', 'erasing', 'Erasing', 'SYSTEM'
  from (select distinct on (customer_id, account_no) * from autopay_mandate where customer_id = any (people)
    order by customer_id, account_no, mandate_no desc) as newest where active;

  -- Imports can't bring them back, and keep no copy of what they said.
  select array_agg(distinct import_id) into imports from (
    select import_id from import_made where customer_id = any (people)
    union select import_id from import_change where customer_id = any (people)
    union select import_id from import_link where customer_id = any (people)
    union select import_id from data_import_remark where row_text ~* words or remark ~* words) as came;
  update import_made set kept_because = 'Erased.' where customer_id = any (people) and undone_at is null and kept_because is null;
  update import_change set kept_because = 'Erased.' where customer_id = any (people) and undone_at is null and kept_because is null;
  update import_record set kept_because = 'Erased.' where customer_id = any (people) and undone_at is null and kept_because is null;
  delete from data_import_part where import_id = any (imports)
    and import_id in (select import_id from data_import where state not in ('PLANNING', 'CHECKING', 'CHECKED', 'RUNNING'));
  update data_import_remark set row_text = null, remark = regexp_replace(remark, words, '[erased]', 'gi')
  where import_id = any (imports) and (row_text ~* words or remark ~* words);
  update load_remark set row_text = null, remark = regexp_replace(remark, words, '[erased]', 'gi')
  where row_text ~* words or remark ~* words;
  update bank_line set why = regexp_replace(why, words, '[erased]', 'gi') where why ~* words
    and bank_line_id in (select bank_line_id from bank_allocation where customer_id = any (people));
  delete from suspected_duplicate where customer_id = any (people) or other_id = any (people);
  delete from spring_session where principal_name in (select 'customer:' || id from unnest(people) as id);

  for one in select table_name, column_name from personal_elsewhere loop
    execute format('delete from %I where lower(btrim(%I)) = any ($1)', one.table_name, one.column_name) using names;
  end loop;

  -- Everything else by the register.
  for one in
    select t.table_name, t.rows_go, string_agg(case c.erasing
        when 'BLANKED' then format(case when a.atttypid = 'text[]'::regtype then '%1$I = ''{}'''
          else '%1$I = case when %1$I is not null then ''[erased]'' end' end, a.attname)
        when 'EMPTIED' then format('%I = null', a.attname)
        when 'EMPTY_JSON' then format('%I = ''{}''', a.attname)
        when 'WORDS' then format('%1$I = regexp_replace(%1$I, $2, ''[erased]'', ''gi'')', a.attname)
        when 'NAMED' then format('%1$I = case when lower(btrim(%1$I)) = any ($3) then ''Erased person'' else %1$I end', a.attname)
        when 'PSEUDONYM' then format('%I = ($4)[array_position($1, customer_id)]', a.attname)
        when 'HASHED' then format('%1$I = case when %1$I like ''erased:%%'' then %1$I else ''erased:'' || encode(sha256(convert_to(%1$I, ''UTF8'')), ''hex'') end', a.attname)
      end, ', ') as changes
    from personal_table t
    join pg_attribute a on a.attrelid = ('public.' || quote_ident(t.table_name))::regclass and a.attnum > 0 and not a.attisdropped
    left join lateral (select * from personal_column p where p.column_name = a.attname and p.table_name in (t.table_name, '*')
      order by p.table_name = '*' limit 1) c on true
    where t.rows_go or c.erasing <> 'KEPT'
    group by t.table_name, t.rows_go order by t.table_name
  loop
    if one.rows_go then
      execute format('delete from %I where customer_id = any ($1)', one.table_name) using people;
    elsif one.changes is not null then
      execute format('update %I set %s where customer_id = any ($1)', one.table_name, one.changes)
        using people, words, names, pseudonyms;
    end if;
  end loop;
  update customer set version = version + 1 where customer_id = any (people);
end $$;
revoke all on function erase_person(bigint[], text[], text[], bigint[], timestamptz) from public;
grant execute on function erase_person(bigint[], text[], text[], bigint[], timestamptz) to accord_app;

-- ---------------------------------------------------------------- who may ask for it and approve it
alter table authority_limit drop constraint authority_limit_action_check;
alter table authority_limit add constraint authority_limit_action_check check (action ~ '^[A-Z][A-Z_]*$');
insert into authority_limit (role, action, currency, limit_minor, set_by, set_at, reason)
select d.role, 'ERASURE', c.currency, d.most, 'Accord', now(), 'Default'
from (values ('AGENT', 0), ('CLERK', 0), ('BILLER', 0), ('MARKETER', 0), ('SUPERVISOR', null), ('ADMIN', null)) d (role, most),
  (select distinct currency from authority_limit) c;
