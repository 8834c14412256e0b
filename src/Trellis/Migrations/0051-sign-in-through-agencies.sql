-- Agencies' own sign-in (OpenID Connect). docs/decisions/0101-sign-in-through-agencies.md says why it looks like this.

-- secret is encrypted by the program; the database cannot read it. second_factor: which words of the provider (amr, acr) show that
-- somebody signed in there with more than a password; none: that does not count here.
create table agencies.provider (
  id uuid primary key,
  agency text not null references agencies.agency (code),
  issuer text not null check (issuer ~ '^https://' and length(issuer) <= 400),
  client_id text not null check (length(client_id) between 1 and 200),
  secret bytea not null,
  second_factor text[] not null,
  from_at timestamptz not null,
  until_at timestamptz
);
create unique index on agencies.provider (agency) where until_at is null;

-- Who somebody is at a provider. Bound once, by an invitation.
create table agencies.identity (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  bound_at timestamptz not null,
  ended_at timestamptz
);
create unique index on agencies.identity (issuer, subject) where ended_at is null;
create index on agencies.identity (staff_id);

do $$
declare name text;
begin
  foreach name in array array['provider', 'identity'] loop
    execute format('create constraint trigger needs_an_act after insert or update or delete on agencies.%I
      deferrable initially deferred for each row execute function record.needs_an_act()', name);
  end loop;
end $$;
grant select, insert, update on agencies.provider, agencies.identity to trellis_app;

-- Ways to a provider that somebody set out on. Each is taken back once: an answer brought twice is refused. No record.
create table agencies.way (hash bytea primary key, until_at timestamptz not null);
create function agencies.set_out(hash bytea, until_at timestamptz, at_time timestamptz) returns void
  language sql security definer set search_path = agencies, pg_temp as $$
  delete from way w where w.until_at < at_time;
  insert into way (hash, until_at) values (set_out.hash, set_out.until_at) $$;
create function agencies.come_back(hash bytea, at_time timestamptz) returns boolean
  language plpgsql security definer set search_path = agencies, pg_temp as $$
begin
  delete from way w where w.hash = come_back.hash and w.until_at >= at_time;
  return found;
end $$;
revoke execute on function agencies.set_out, agencies.come_back from public;
grant execute on function agencies.set_out, agencies.come_back to trellis_app;
