-- Suspected pairs are read in this order: those that are nearly certain first, then the likeliest.
create index suspected_duplicate_likeliest on suspected_duplicate (sure desc, weight desc, customer_id, other_id) where decided_by is null;
drop index suspected_duplicate_open;
