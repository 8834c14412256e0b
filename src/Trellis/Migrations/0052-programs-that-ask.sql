-- Programs of agencies that ask over the API. docs/decisions/0102-programs-that-ask.md says why it looks like this.

-- scopes: act words, as with roles. sees_area: it sees every record of its areas, as a role that "sees: area" does; without it what its
-- agency is involved in. used_at: when it last got a token.
create table agencies.client (
  id uuid primary key,
  agency text not null references agencies.agency (code),
  name text not null check (length(name) between 1 and 60),
  scopes text[] not null,
  areas text[] not null,
  sees_area boolean not null,
  until_on date not null,
  made_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz
);
create index on agencies.client (agency);

-- 256 random bits, so a plain hash is enough to keep. Two may work at once, so that one can take the other's place.
create table agencies.client_secret (
  id uuid primary key,
  client_id uuid not null references agencies.client,
  hash bytea not null,
  made_at timestamptz not null,
  ended_at timestamptz
);
create index on agencies.client_secret (client_id);

create table agencies.client_token (
  id uuid primary key,
  client_id uuid not null references agencies.client,
  secret_id uuid not null references agencies.client_secret,
  hash bytea not null unique,
  made_at timestamptz not null,
  until_at timestamptz not null
);
create index on agencies.client_token (client_id, until_at);

do $$
declare name text;
begin
  foreach name in array array['client', 'client_secret', 'client_token'] loop
    execute format('create constraint trigger needs_an_act after insert or update or delete on agencies.%I
      deferrable initially deferred for each row execute function record.needs_an_act()', name);
  end loop;
end $$;
grant select, insert, update on agencies.client, agencies.client_secret to trellis_app;
grant select, insert, delete on agencies.client_token to trellis_app;
