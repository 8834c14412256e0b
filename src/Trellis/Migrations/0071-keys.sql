-- Keys, locked with a key that is not in the database: docs/decisions/0121-keys-outside-the-database.md.
create schema keys;
grant usage on schema keys to trellis_app;

-- The site's own keys: cookies, forms, one-time-code seeds. outer_id: which key outside locks it.
create table keys.protection (
  name text primary key,
  outer_id text not null,
  body bytea not null,
  made_at timestamptz not null
);

-- With these the answers that a form keeps to a role are locked. The newest version of an area locks what is written now.
create table keys.area_key (
  area text not null,
  version integer not null check (version > 0),
  outer_id text not null,
  body bytea not null,
  made_at timestamptz not null,
  primary key (area, version)
);
grant select, insert on keys.protection, keys.area_key to trellis_app;
