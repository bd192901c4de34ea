-- What a refused row of a file said, so that it can be corrected and loaded again.
alter table load_run add column header text;
alter table load_remark add column row_text text;
