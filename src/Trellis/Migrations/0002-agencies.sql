-- Agencies, their teams, the people who work in them and the posts they hold.

create schema agencies;
grant usage on schema agencies to trellis_app;

create table agencies.agency (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9-]+$'),
  title text not null,
  kind text not null,
  area text
);

create table agencies.staff (
  id uuid primary key,
  name text not null,
  email text not null,
  password_hash text,
  active boolean not null default true
);
create unique index on agencies.staff (lower(email));

create table agencies.post (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  agency text not null references agencies.agency (code),
  team text,
  role text not null,
  title text not null,
  areas text[] not null,
  qualification text,
  starts_on date not null,
  ends_on date
);
create index on agencies.post (staff_id);

create constraint trigger needs_an_act after insert or update or delete on agencies.agency
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on agencies.staff
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on agencies.post
  deferrable initially deferred for each row execute function record.needs_an_act();

grant select, insert, update on agencies.agency, agencies.staff, agencies.post to trellis_app;
