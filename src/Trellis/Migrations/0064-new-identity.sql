-- Two records of one person that must never be brought together: adoption, a protected witness, gender recognition.
-- docs/decisions/0116-new-identity.md says why it looks like this.

create table access.identity (
  id uuid primary key,
  old_id uuid not null unique references people.person on delete cascade,
  new_id uuid not null unique references people.person on delete cascade,
  area text not null,
  kind text not null check (kind in ('adoption', 'protected', 'gender-recognition')),
  named uuid[] not null check (cardinality(named) >= 2),
  from_at timestamptz not null,
  check (old_id <> new_id)
);
alter table access.identity enable row level security;
create constraint trigger needs_an_act after insert or update or delete on access.identity
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on access.identity to trellis_app;
create policy see on access.identity for select to trellis_app using ((select access.me()) = any(named));
create policy say on access.identity for insert to trellis_app with check ((select access.me()) = any(named) and area = any((select record.areas())::text[]));

-- Whether two records must stay apart: for whatever compares, links or brings together. Says nothing of any other record.
create function access.apart(one uuid, other uuid) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select exists (select from identity i where (i.old_id = apart.one and i.new_id = apart.other) or (i.old_id = apart.other and i.new_id = apart.one)) $$;
revoke execute on function access.apart from public;
grant execute on function access.apart to trellis_app, trellis_steward;

-- The old record stays hidden for as long as there is a new one, whoever opens closures.
create function access.old_stays_hidden() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if exists (select from identity i where i.old_id = old.person_id)
    and not exists (select from closure c where c.person_id = old.person_id and c.kind = 'hidden' and c.until_at is null) then
    raise exception 'the old record of a new identity stays hidden' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger old_stays_hidden after update or delete on access.closure
  deferrable initially deferred for each row when (old.person_id is not null) execute function access.old_stays_hidden();
create function access.new_begins_hidden() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if not exists (select from closure c where c.person_id = new.old_id and c.kind = 'hidden' and c.until_at is null) then
    raise exception 'the old record of a new identity is hidden first' using errcode = '23514';
  end if;
  if exists (select from casework.participant a join casework.participant b on b.matter_id = a.matter_id where a.person_id = new.old_id and b.person_id = new.new_id) then
    raise exception 'both records are in one matter' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger new_begins_hidden after insert on access.identity
  deferrable initially deferred for each row execute function access.new_begins_hidden();

-- Never said to be one person, never in one matter.
create function access.never_linked() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if exists (select from record.fact f where f.id = new.fact_id and new.code ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' and apart(f.person_id, new.code::uuid)) then
    raise exception 'two records of a new identity are not linked' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger never_linked after insert on record.fact_detail deferrable initially deferred for each row when (new.field = 'other') execute function access.never_linked();
create function access.never_in_one_matter() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if exists (select from casework.participant p where p.matter_id = new.matter_id and apart(p.person_id, new.person_id)) then
    raise exception 'two records of a new identity are not in one matter' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger never_in_one_matter after insert on casework.participant deferrable initially deferred for each row execute function access.never_in_one_matter();

-- For the page that joins them: what would bring them together as it stands. Asked by whoever may see both.
create function access.together(one uuid, other uuid) returns text language sql stable security definer set search_path = access, pg_temp as $$
  select case
    when exists (select from casework.participant a join casework.participant b on b.matter_id = a.matter_id where a.person_id = together.one and b.person_id = together.other) then 'matter'
    when exists (select from people.person a join people.person b on b.household_id = a.household_id where a.id = together.one and b.id = together.other) then 'household'
    when exists (select from record.fact f join record.fact_detail d on d.fact_id = f.id where f.person_id = together.one and d.field = 'other' and d.code = together.other::text) then 'linked'
    when exists (select from identity i where together.one in (i.old_id, i.new_id) or together.other in (i.old_id, i.new_id)) then 'identity' end
  where together.one <> all(closed_people()) and together.other <> all(closed_people()) $$;
revoke execute on function access.together from public;
grant execute on function access.together to trellis_app;
