-- ---------------------------------------------------------------- who collects a bill of another system
-- No card is charged by itself for a bill that was taken over, unless somebody said so when it was, or gave it a new due
-- date here.
alter table taken_over_bill add column auto_pay boolean not null default false;

-- ---------------------------------------------------------------- erased people by other names
-- Takes out of what is left of erased people what else they are called there: nicknames and names with a slip, as they
-- were found in those texts. Capitals count: "Bill" may be a person, "bill" is none.
--   people   all records of one customer, erased already
--   called   words that are taken out wherever they stand
--   doubted  words that are other words as well: taken out within a sentence only, and beside another name that was
create function erase_other_names(people bigint[], called text[], doubted text[]) returns void language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  words text;
  names text;
  one   record;
begin
  if exists (select from unnest(people) as id where not exists (select from customer_erased e where e.customer_id = id)) then
    raise exception 'It must stand in customer_erased who approved it.';
  end if;
  select coalesce(string_agg('(?<![[:alnum:]])' || quoted || '(?![[:alnum:]])', '|'), '(?!)') into words
  from (select regexp_replace(word, '([][\\.^$*+?(){}|-])', '\\\1', 'g') as quoted from unnest(called) as word) as c;
  select coalesce(string_agg('(?<=[[:lower:],;:] )' || quoted || '(?![[:alnum:]]| [[:upper:][:digit:]])|(?<![[:alnum:]])' || quoted
    || '(?= \[erased\])', '|'), '(?!)') into names
  from (select regexp_replace(word, '([][\\.^$*+?(){}|-])', '\\\1', 'g') as quoted from unnest(doubted) as word) as d;
  for one in
    select t.table_name, string_agg(format(
        '%1$I = regexp_replace(regexp_replace(%1$I, $2, ''[erased]'', ''g''), $3, ''[erased]'', ''g'')', a.attname), ', ') as changes,
      string_agg(format('%1$I ~ $2 or %1$I ~ $3', a.attname), ' or ') as found
    from personal_table t
    join pg_attribute a on a.attrelid = ('public.' || quote_ident(t.table_name))::regclass and a.attnum > 0 and not a.attisdropped
    join lateral (select * from personal_column p where p.column_name = a.attname and p.table_name in (t.table_name, '*')
      order by p.table_name = '*' limit 1) c on true
    where not t.rows_go and c.erasing = 'WORDS'
    group by t.table_name order by t.table_name
  loop
    execute format('update %I set %s where customer_id = any ($1) and (%s)', one.table_name, one.changes, one.found)
      using people, words, names;
  end loop;
  update customer_relationship set reason = regexp_replace(regexp_replace(reason, words, '[erased]', 'g'), names, '[erased]', 'g'),
    proof = regexp_replace(regexp_replace(proof, words, '[erased]', 'g'), names, '[erased]', 'g') where other_id = any (people);
end $$;
revoke all on function erase_other_names(bigint[], text[], text[]) from public;
grant execute on function erase_other_names(bigint[], text[], text[]) to accord_app;
