-- Closed records, conflicts of interest, and breaking the glass. docs/decisions/0091-closed-records.md says why it looks like this.

-- A person's record or a matter, closed to all but those named. restricted: that there is one is known, and who must may break the glass.
-- hidden: to everybody else there is none.
create table access.closure (
  id uuid primary key,
  person_id uuid references people.person,
  matter_id uuid references casework.matter,
  area text not null,
  kind text not null check (kind in ('restricted', 'hidden')),
  named uuid[] not null,
  from_at timestamptz not null,
  until_at timestamptz,
  check ((person_id is null) <> (matter_id is null))
);
create unique index on access.closure (person_id) where until_at is null;
create unique index on access.closure (matter_id) where until_at is null;

-- Somebody must not see the record of somebody they have to do with otherwise: to them it is hidden.
create table access.conflict (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  person_id uuid not null references people.person,
  area text not null,
  from_at timestamptz not null,
  until_at timestamptz
);
create unique index on access.conflict (staff_id, person_id) where until_at is null;

-- Somebody not named opened a restricted record, for an hour and a reason. Somebody else looks at it afterwards.
create table access.glass (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  closure_id uuid not null references access.closure,
  person_id uuid,
  matter_id uuid,
  area text not null,
  broken_at timestamptz not null,
  until_at timestamptz not null,
  reviewed_by uuid references agencies.staff,
  reviewed_at timestamptz,
  review text check (review in ('accepted', 'followed-up')),
  check ((review is null) = (reviewed_by is null)),
  check (reviewed_by is null or reviewed_by <> staff_id),
  check (until_at <= broken_at + interval '1 hour')
);
create index on access.glass (staff_id, until_at);

-- So that a flood of tries cannot fill the record: one of each user, thing, word and minute is noted. No record; a day old, it goes.
create table access.tried (
  user_id uuid not null,
  word text not null,
  thing uuid not null,
  minute timestamptz not null,
  primary key (user_id, minute, word, thing)
);

create constraint trigger needs_an_act after insert or update or delete on access.closure
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on access.conflict
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on access.glass
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on access.closure, access.conflict, access.glass to trellis_app;

-- Whoever governs information oversees what is restricted without reading it. What is hidden is known to those named alone.
create function access.governs() returns boolean language sql stable parallel safe as $$ select coalesce('governance' = any(record.circles()), false) $$;
alter table access.closure enable row level security;
alter table access.conflict enable row level security;
alter table access.glass enable row level security;
alter table access.tried enable row level security;
create policy see on access.closure for select to trellis_app using (
  (select access.closed_people()) is not null
  and ((select access.me()) = any(named) or (kind = 'restricted' and (select access.governs()) and area = any((select record.areas())::text[]))));
create policy say on access.closure for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on access.closure for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
-- Never to whom it is about.
create policy see on access.conflict for select to trellis_app using (
  person_id <> all((select access.closed_people())::uuid[]) and staff_id <> (select access.me())
  and (area = any((select access.sees())::text[]) or ((select access.governs()) and area = any((select record.areas())::text[]))));
create policy say on access.conflict for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on access.conflict for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
create policy see on access.glass for select to trellis_app using (
  (select access.closed_people()) is not null
  and (staff_id = (select access.me()) or ((select access.governs()) and area = any((select record.areas())::text[]))));
create policy say on access.glass for insert to trellis_app with check (staff_id = (select access.me()) and area = any((select record.areas())::text[]));
create policy change on access.glass for update to trellis_app
  using ((select access.governs()) and area = any((select record.areas())::text[])) with check ((select access.governs()) and area = any((select record.areas())::text[]));

-- What bars somebody at a time: each closure and conflict in force, unless the glass stands broken.
create function access.bars(staff uuid, at timestamptz) returns table (kind text, person_id uuid, matter_id uuid, closure_id uuid)
  language sql stable security definer set search_path = access, pg_temp as $$
  select c.kind, c.person_id, c.matter_id, c.id from closure c
  where bars.staff <> all(c.named) and c.from_at <= bars.at and (c.until_at is null or c.until_at > bars.at)
    and not (c.kind = 'restricted' and exists (select from glass g where g.closure_id = c.id and g.staff_id = bars.staff and g.broken_at <= bars.at and g.until_at > bars.at))
  union all
  select 'hidden', f.person_id, null, null from conflict f
  where f.staff_id = bars.staff and f.from_at <= bars.at and (f.until_at is null or f.until_at > bars.at) $$;
revoke execute on function access.bars from public;

-- A closed person closes every matter they are in. The program itself (time passes, the record is built) is barred from nothing.
create or replace function access.closed_to(staff uuid, at timestamptz) returns table (matters uuid[], people uuid[])
  language sql stable security definer set search_path = access, pg_temp as $$
  with b as (select * from bars(closed_to.staff, closed_to.at) where closed_to.staff <> '00000000-0000-7000-8000-000000000001')
  select
    array(select b.matter_id from b where b.matter_id is not null
      union select p.matter_id from casework.participant p where p.person_id in (select b.person_id from b where b.person_id is not null)),
    array(select distinct b.person_id from b where b.person_id is not null) $$;

-- Why somebody finds nothing at an id: nothing bars them; it is not of their area and they were not let in; it is restricted; it is
-- hidden. No row: there is no such thing. For the program's own answers: the reader is told of a restricted record and of nothing else.
create function access.barred(thing uuid) returns table (why text, what text, closure_id uuid, closed_person uuid, closed_matter uuid, person_id uuid, matter_id uuid, area text)
  language sql stable security definer set search_path = access, pg_temp as $$
  with it as (
    select 'person' as what, p.id as person_id, null::uuid as matter_id, p.area, array[p.id] as people, null::text as agency, null::text as visible_to from people.person p where p.id = barred.thing
    union all
    select 'matter', null, m.id, m.area, array(select p.person_id from casework.participant p where p.matter_id = m.id), null, null from casework.matter m where m.id = barred.thing
    union all
    select 'step', null, s.matter_id, s.area, array(select p.person_id from casework.participant p where p.matter_id = s.matter_id), coalesce(s.agency, ''), s.visible_to from casework.step s where s.id = barred.thing
  ),
  bar as (
    select b.kind, b.closure_id from it, bars(me(), access.now()) b where b.person_id = any(it.people) or b.matter_id = it.matter_id
  ),
  first as (select min(bar.closure_id::text)::uuid as id from bar where bar.kind = 'restricted'),
  theirs as (
    select it.area = any(sees())
      or (it.agency <> '' and 'agency:' || it.agency = any(holders()) and it.area = any(record.areas()))
      or exists (select from open_to o where o.matter_id = it.matter_id and (it.agency is null or o.level = 'full') and o.holder = any(holders()) and (o.anywhere or o.area = any(record.areas())) and (o.until is null or o.until > access.now()))
      or exists (select from person_open_to o where o.person_id = it.person_id and o.holder = any(holders()) and (o.anywhere or o.area = any(record.areas())) and (o.until is null or o.until > access.now())) as seen
    from it
  )
  select
    case when exists (select from bar where bar.kind = 'hidden') then 'hidden'
      when not coalesce(theirs.seen, false) then 'elsewhere'
      when first.id is not null then 'restricted'
      when it.visible_to is not null and not coalesce(string_to_array(it.visible_to, ',') && record.circles(), false) then 'elsewhere'
      else 'nothing' end,
    it.what, first.id, c.person_id, c.matter_id, it.person_id, it.matter_id, it.area
  from it cross join theirs cross join first left join closure c on c.id = first.id
  where access.closed_people() is not null $$;
revoke execute on function access.barred from public;
grant execute on function access.barred to trellis_app;

-- What is hidden from who asks, and not only restricted: not even counted.
create function access.hidden_people() returns uuid[] language sql stable security definer set search_path = access, pg_temp as $$
  select array(select distinct b.person_id from bars(me(), access.now()) b where b.kind = 'hidden' and b.person_id is not null) $$;
create function access.hidden_matters() returns uuid[] language sql stable security definer set search_path = access, pg_temp as $$
  select array(select b.matter_id from bars(me(), access.now()) b where b.kind = 'hidden' and b.matter_id is not null
    union select p.matter_id from casework.participant p where p.person_id = any(hidden_people())) $$;
revoke execute on function access.hidden_people, access.hidden_matters from public;
grant execute on function access.hidden_people, access.hidden_matters to trellis_app;

-- Finds what is to be closed by its reference, for those who close it. What is closed to them they do not find.
create function access.named(reference text) returns table (what text, id uuid, area text)
  language sql stable security definer set search_path = access, pg_temp as $$
  select 'person', p.id, p.area from people.person p where p.reference = named.reference and p.area = any(record.areas()) and p.id <> all(closed_people())
  union all
  select 'matter', m.id, m.area from casework.matter m where m.reference = named.reference and m.area = any(record.areas()) and m.id <> all(closed_matters()) $$;
revoke execute on function access.named from public;
grant execute on function access.named to trellis_app;

-- What a closure, a conflict or a broken glass is about, by the reference alone, for those who see that row.
create function access.reference_of(person uuid, matter uuid) returns text language sql stable security definer set search_path = access, pg_temp as $$
  select coalesce((select p.reference from people.person p where p.id = reference_of.person), (select m.reference from casework.matter m where m.id = reference_of.matter)) $$;
revoke execute on function access.reference_of from public;
grant execute on function access.reference_of to trellis_app;

-- Why the glass was broken, and what was looked at while it stood broken: for whoever governs information in that area.
create function access.why_broken(glass uuid) returns text language sql stable security definer set search_path = access, pg_temp as $$
  select w.body from glass g join record.fact f on f.source_id = g.id and f.kind = 'record.glass-broken' join record.words w on w.act_id = f.act_id and w.kind = 'reason'
  where g.id = why_broken.glass and governs() and g.area = any(record.areas()) limit 1 $$;
create function access.looked_at(glass uuid) returns table (at timestamptz, what text, purpose text, reference text)
  language sql stable security definer set search_path = access, pg_temp as $$
  select v.at, v.what, v.purpose, reference_of(g.person_id, v.matter_id)
  from glass g join record.view v on v.user_id = g.staff_id and v.at >= g.broken_at and v.at <= g.until_at
    and (v.matter_id = g.matter_id or g.person_id = any(v.people))
  where g.id = looked_at.glass and governs() and g.area = any(record.areas()) order by v.at $$;
revoke execute on function access.why_broken, access.looked_at from public;
grant execute on function access.why_broken, access.looked_at to trellis_app;

-- Notes that somebody was refused, or found nothing because it is not for them: the act word, and ids. Once a user, thing, word
-- and minute, and no more than 60 a user and minute. What is noted is kept to whoever governs information.
create function access.note(word text, thing uuid, asked text, day date, post uuid, agency text, otherwise text) returns void
  language plpgsql security definer set search_path = access, pg_temp as $$
declare
  it record;
  act uuid := uuidv7();
  fact uuid := uuidv7();
  this_minute timestamptz := date_trunc('minute', access.now());
begin
  if me() is null or this_minute is null then return; end if;
  select b.person_id, b.matter_id, b.area into it from barred(note.thing) b;
  delete from tried t where t.user_id = me() and t.minute < access.now() - interval '1 day';
  if (select count(*) from tried t where t.user_id = me() and t.minute = this_minute) >= 60 then return; end if;
  insert into tried (user_id, word, thing, minute) values (me(), note.word, case when it.area is null then '00000000-0000-0000-0000-000000000000' else note.thing end, this_minute) on conflict do nothing;
  if not found then return; end if;
  insert into record.act (id, word, at, user_id, post_id, agency, area, matter_id) values (act, note.word, access.now(), me(), note.post, note.agency, coalesce(it.area, note.otherwise), it.matter_id);
  insert into record.fact (id, act_id, kind, person_id, matter_id, source_id, area, agency, occurred_at, day_only, occurred_on, recorded, visible_to, salt)
    values (fact, act, note.word, it.person_id, it.matter_id, case when it.area is null then null else note.thing end, coalesce(it.area, note.otherwise), note.agency, access.now(), false, note.day, access.now(), 'governance', public.gen_random_bytes(16));
  insert into record.fact_detail (fact_id, field, code, area, visible_to) values (fact, 'asked', note.asked, coalesce(it.area, note.otherwise), 'governance');
end $$;
revoke execute on function access.note from public;
grant execute on function access.note to trellis_app;

-- Acts of this kind are seen with their fact alone.
drop policy area on record.act;
create policy area on record.act for select to trellis_app using (
  coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()) and word not in ('access.refused', 'access.hidden'))
    or exists (select from record.fact f where f.act_id = act.id)));

-- A code may be a person's id (two records of one person): it is not shown where that person is closed.
drop policy area on record.fact_detail;
create policy area on record.fact_detail for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((area = any((select access.sees())::text[]) and (select access.nothing_closed()))
    or (exists (select from record.fact f where f.id = fact_detail.fact_id) and (field <> 'other' or code <> all((select access.closed_people())::text[])))));

-- Restricted: known, and said so. Hidden: not found.
drop function people.search;
create function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, access text, likeness real)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select plain(search.name) as name, (select record.areas()) as areas, (select access.hidden_people()) as hidden),
  near as (
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name) as likeness, p.born
    from person p, asked where asked.name <> '' and plain(p.given_name || ' ' || p.family_name) % asked.name
    union
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name), p.born
    from person p, asked where born_on is not null and p.born = born_on
  )
  select n.id, n.area,
    case when n.id = any((select access.closed_people())::uuid[]) then 'restricted'
      when n.area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = n.id and o.holder = any((select access.holders())::text[])
        and (o.anywhere or o.area = any(asked.areas)) and (o.until is null or o.until > (select access.now()))) then 'open'
      else 'known' end,
    (n.likeness + case when n.born = born_on then 0.5 else 0 end)::real
  from near n, asked
  where asked.areas is not null and (select access.closed_people()) is not null and n.id <> all(asked.hidden)
  order by 4 desc, n.id limit amount $$;
revoke execute on function people.search from public;
grant execute on function people.search to trellis_app;

-- Beginning a matter about somebody unseen shows nobody who they are; being asked about them by those whose matter it is does.
create or replace function casework.step_lets_in() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  perform let_in(new.matter_id, 'agency:' || new.agency, new.id, 'own', new.area, null);
  if new.because_id is not null then
    insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
      select p.person_id, 'agency:' || new.agency, new.id, 'own', p.area, lets_in_anywhere('agency:' || new.agency, p.area) from participant p where p.matter_id = new.matter_id
      on conflict (person_id, holder, source) do nothing;
  end if;
  return null;
end $$;
