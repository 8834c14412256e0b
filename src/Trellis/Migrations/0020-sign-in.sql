-- Signing in: second factors, wrong tries, devices, sessions, and forms kept for somebody whose session ended.

-- stamp: changes whenever every session is to end. code_seed is encrypted by the program; the database cannot read it.
alter table agencies.staff
  add stamp uuid not null default uuidv7(),
  add wrong_at timestamptz[] not null default '{}',
  add locked_until timestamptz,
  add code_seed bytea,
  add code_step bigint not null default 0;

create table agencies.recovery_code (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  hash bytea not null,
  used_at timestamptz,
  replaced_at timestamptz
);
create index on agencies.recovery_code (staff_id);

create table agencies.passkey (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  name text not null check (length(name) between 1 and 60),
  credential bytea not null unique,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  user_verified boolean not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  attestation bytea not null,
  client_data bytea not null,
  added_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz
);
create index on agencies.passkey (staff_id);

-- A browser somebody signed in with, known again by a cookie whose hash is here.
create table agencies.device (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  key_hash bytea not null,
  browser text not null,
  system text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  unique (staff_id, key_hash)
);
create index on agencies.device (key_hash);

-- post_was: the post as it stood at sign-in. When it reads otherwise now, the session is over. follows: the session whose place
-- this one took, when its holder changed post or what lets them in.
create table agencies.session (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  post_id uuid not null references agencies.post,
  post_was text not null,
  stamp uuid not null,
  device_id uuid not null references agencies.device,
  how text not null,
  follows uuid references agencies.session,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index on agencies.session (staff_id, started_at);

-- Somebody tried an account that is not there. What was typed is not kept.
create table agencies.stranger (id uuid primary key, at timestamptz not null);

-- What was typed when a session ended, encrypted by the program for one person in one post.
create table agencies.held_form (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  post_id uuid not null references agencies.post,
  body bytea not null,
  held_at timestamptz not null
);
create index on agencies.held_form (held_at);

do $$
declare name text;
begin
  foreach name in array array['recovery_code', 'passkey', 'device', 'session', 'stranger'] loop
    execute format('create constraint trigger needs_an_act after insert or update or delete on agencies.%I
      deferrable initially deferred for each row execute function record.needs_an_act()', name);
  end loop;
end $$;

grant select, insert, update on agencies.device, agencies.session, agencies.recovery_code, agencies.passkey to trellis_app;
grant select, insert on agencies.stranger to trellis_app;
grant select, insert, delete on agencies.held_form to trellis_app;
