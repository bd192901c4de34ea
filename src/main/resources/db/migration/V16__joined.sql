-- Records of customers that are joined: links between records, never moved rows. What was linked, by whom and when is
-- only added to; linked_customer says how it stands, one row for each record that is or was in a set.
-- Links, choices and changes of fields are numbered by interaction_seq, as the timeline is: what happened since has greater numbers.

create table customer_link (
  customer_id bigint not null references customer,   -- the record that was put under another
  link_id     bigint not null,
  under_id    bigint not null,
  at          timestamptz not null,
  actor_kind  text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id    text not null,
  actor_name  text not null,
  channel     text not null,
  reason      text not null,
  primary key (customer_id, link_id),
  check (customer_id <> under_id)
);

create table customer_link_end (
  customer_id bigint not null,
  link_id     bigint not null,
  at          timestamptz not null,
  actor_kind  text not null check (actor_kind in ('STAFF', 'CUSTOMER', 'PROGRAM', 'SYSTEM')),
  actor_id    text not null,
  actor_name  text not null,
  channel     text not null,
  reason      text not null,
  primary key (customer_id, link_id),
  foreign key (customer_id, link_id) references customer_link
);

-- Whose value is shown of a field: that of the side which leads, or of the side which was joined. The newest counts.
create table customer_choice (
  customer_id bigint not null,
  link_id     bigint not null,
  choice_id   bigint not null,
  field       text not null check (field in ('NAME', 'LANGUAGE', 'TIER', 'CUSTOMER_SINCE', 'PHONE', 'EMAIL', 'POSTAL')),
  shows       text not null check (shows in ('LEADING', 'JOINED')),
  at          timestamptz not null,
  actor_kind  text not null,
  actor_id    text not null,
  actor_name  text not null,
  channel     text not null,
  primary key (customer_id, link_id, choice_id),
  foreign key (customer_id, link_id) references customer_link
);

create table linked_customer (
  customer_id bigint primary key references customer,
  leading_id  bigint not null,
  members     bigint[] not null,                     -- the leading record first, then by number
  under_id    bigint,                                -- null: it leads
  link_id     bigint,
  name_of     bigint not null,                       -- whose value is shown
  language_of bigint not null,
  tier_of     bigint not null,
  since_of    bigint not null,
  phone_of    bigint not null,
  email_of    bigint not null,
  postal_of   bigint not null,
  as_of_base  integer not null,                      -- so that what is told as of a version never goes back
  check ((under_id is null) = (link_id is null)),
  check ((under_id is null) = (leading_id = customer_id)),
  check (customer_id = any (members) and leading_id = members[1])
);

-- Who changed which field of a customer's record, from what to what.
create table customer_field_change (
  customer_id      bigint not null references customer,
  change_id        bigint not null,
  together         bigint not null,                  -- the first of those that were made at once
  at               timestamptz not null,
  field            text not null,
  contact_point_id integer,
  old_value        text,
  new_value        text,
  own_value        text,                             -- what this record had before; old_value is what was shown
  actor_kind       text not null,
  actor_id         text not null,
  actor_name       text not null,
  channel          text not null,
  reason           text,
  primary key (customer_id, change_id)
);

grant select, insert on customer_link, customer_link_end, customer_choice, customer_field_change to accord_app;
grant select, insert, update on linked_customer to accord_app;

-- A record with the values that are shown of the customer it belongs to: for statements on many customers. The joins
-- that a statement doesn't need are left out by the planner.
create view shown_customer as
select c.customer_id, coalesce(l.leading_id, c.customer_id) as leading_id,
  coalesce(n.name, c.name) as name, coalesce(g.language, c.language) as language,
  coalesce(t.tier, c.tier) as tier, coalesce(t.tier_since, c.tier_since) as tier_since,
  coalesce(s.customer_since, c.customer_since) as customer_since
from customer c
left join linked_customer l on l.customer_id = c.customer_id
left join customer n on n.customer_id = l.name_of
left join customer g on g.customer_id = l.language_of
left join customer t on t.customer_id = l.tier_of
left join customer s on s.customer_id = l.since_of;
grant select on shown_customer to accord_app;
