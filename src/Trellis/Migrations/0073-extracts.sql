-- The sealed offline extract, for when the site is down: who has one, and which were made. docs/decisions/0124-when-it-is-down.md
create schema extracts;
grant usage on schema extracts to trellis_app;

-- body: a key made from a passphrase that only its holder knows, and locked with the outer key. ended_at: they have none any more.
create table extracts.holding (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  post_id uuid not null references agencies.post,
  salt bytea not null check (length(salt) = 16),
  outer_id text not null,
  body bytea not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  made_at timestamptz,
  made_of integer not null default 0
);
create unique index one_each on extracts.holding (staff_id) where ended_at is null;
create constraint trigger needs_an_act after insert or update or delete on extracts.holding
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on extracts.holding to trellis_app;
