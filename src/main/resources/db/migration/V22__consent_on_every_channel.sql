-- What customers agreed to: said on every channel, with how it was said and which words were shown.

alter table consent
  add column said_through text check (said_through in ('PORTAL', 'COUNTER', 'PHONE', 'EMAIL', 'POST', 'SMS', 'SHOP', 'WEB')),
  add column wording      text,                     -- the words that were shown to the customer; null: not known
  add column together     bigint[],                 -- records that were one customer when it was said; null: this one alone
  add column reason       text;                     -- why an answer was taken back
alter table consent drop constraint consent_answer_check;
alter table consent add constraint consent_answer_check check (answer in ('GIVEN', 'REFUSED', 'WITHDRAWN', 'UNKNOWN'));

-- What was ticked in the sign-up form; it is written down when the e-mail address is confirmed.
alter table sign_up add column agreed text[] not null default '{}';        -- what e-mails may be sent for: OFFERS …

-- ---------------------------------------------------------------- what of it is personal
update personal_table set shown = 'said_at=When, purpose=What for, channel=By, answer=Your answer, origin=How you said so, wording=In these words'
where table_name = 'consent';
insert into personal_column (table_name, column_name, erasing, given, because) values
  ('consent', 'said_through', 'KEPT', 'AS_IT_IS', 'A code of ours'),
  ('consent', 'wording', 'KEPT', 'AS_IT_IS', 'Our own words, the same for everybody'),
  ('consent', 'together', 'KEPT', 'LEFT_OUT', 'Which records of the person were joined then');
