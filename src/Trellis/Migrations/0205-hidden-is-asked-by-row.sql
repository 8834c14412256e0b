-- What a process hides is asked of each row, no longer carried as a list by every connection: a designated officer keeps thousands of
-- matters hidden over the years, and each comparison went through them all. docs/decisions/0194-hidden-is-asked-by-row.md says why it looks like this.

-- What is closed by somebody's decision: closures and conflicts in force, unless the glass stands broken. Few, and a list.
create function access.shuts(staff uuid, at timestamptz) returns table (kind text, person_id uuid, matter_id uuid, closure_id uuid)
  language sql stable security definer set search_path = access, pg_temp as $$
  select c.kind, c.person_id, c.matter_id, c.id from closure c
  where shuts.staff <> all(c.named) and c.from_at <= shuts.at and (c.until_at is null or c.until_at > shuts.at)
    and not (c.kind = 'restricted' and exists (select from glass g where g.closure_id = c.id and g.staff_id = shuts.staff and g.broken_at <= shuts.at and g.until_at > shuts.at))
  union all
  select 'hidden', f.person_id, null, null from conflict f
  where f.staff_id = shuts.staff and f.from_at <= shuts.at and (f.until_at is null or f.until_at > shuts.at) $$;
revoke execute on function access.shuts from public;

-- That, and what the process keeps to a circle: whole, for the few questions that need it whole.
create or replace function access.bars(staff uuid, at timestamptz, circles text[], areas text[]) returns table (kind text, person_id uuid, matter_id uuid, closure_id uuid)
  language sql stable security definer set search_path = access, pg_temp as $$
  select * from shuts(bars.staff, bars.at)
  union all
  select 'hidden', null, m.id, null from casework.matter m
  where m.hidden_to is not null and not (m.hidden_to = any(coalesce(bars.circles, '{}')) and m.area = any(coalesce(bars.areas, '{}')))
    and not exists (select from open_to o where o.matter_id = m.id and o.holder = 'staff:' || bars.staff and (o.until is null or o.until > bars.at))
  union all
  select 'hidden', k.person_id, null, null from kept_person k
  where not (k.hidden_to = any(coalesce(bars.circles, '{}')) and k.area = any(coalesce(bars.areas, '{}')))
    and not exists (select from person_open_to o where o.person_id = k.person_id and o.holder = 'staff:' || bars.staff and (o.until is null or o.until > bars.at)) $$;
revoke execute on function access.bars from public;

drop function access.closed_to(uuid, timestamptz, text[], text[]);
create function access.closed_to(staff uuid, at timestamptz) returns table (matters uuid[], people uuid[])
  language sql stable security definer set search_path = access, pg_temp as $$
  with b as (select * from shuts(closed_to.staff, closed_to.at) where closed_to.staff <> '00000000-0000-7000-8000-000000000001')
  select
    array(select b.matter_id from b where b.matter_id is not null
      union select p.matter_id from casework.participant p where p.person_id in (select b.person_id from b where b.person_id is not null)),
    array(select distinct b.person_id from b where b.person_id is not null) $$;
revoke execute on function access.closed_to from public;
grant execute on function access.closed_to to trellis_app, trellis_steward;

-- Of one row: whether the process of this matter lets who asks know of it. They act in its circle there, or are let in by name; the program
-- itself sees it. In plpgsql, which is made ready once on a connection: written into the policies it was made ready in each statement.
create function access.open_matter(matter uuid) returns boolean language plpgsql stable parallel safe security definer cost 20 set search_path = access, pg_temp as $$
begin
  return matter is null or not exists (
    select from casework.matter m
    where m.id = matter and m.hidden_to is not null
      and not (m.hidden_to = any(coalesce(record.circles(), '{}')) and m.area = any(coalesce(record.areas(), '{}')))
      and access.me() is distinct from '00000000-0000-7000-8000-000000000001'::uuid
      and not exists (select from access.open_to o where o.matter_id = m.id and o.holder = 'staff:' || access.me() and (o.until is null or o.until > access.now())));
end $$;
create function access.open_person(person uuid) returns boolean language plpgsql stable parallel safe security definer cost 20 set search_path = access, pg_temp as $$
begin
  return person is null or not exists (
    select from access.kept_person k
    where k.person_id = person
      and not (k.hidden_to = any(coalesce(record.circles(), '{}')) and k.area = any(coalesce(record.areas(), '{}')))
      and access.me() is distinct from '00000000-0000-7000-8000-000000000001'::uuid
      and not exists (select from access.person_open_to o where o.person_id = k.person_id and o.holder = 'staff:' || access.me() and (o.until is null or o.until > access.now())));
end $$;
create function access.open_people(people uuid[]) returns boolean language plpgsql stable parallel safe security definer cost 40 set search_path = access, pg_temp as $$
begin
  return not exists (select from access.kept_person k where k.person_id = any(people) and not access.open_person(k.person_id));
end $$;
-- A detail goes with its fact; one that names somebody else, with them too.
create function access.open_detail(fact uuid, field text, code text) returns boolean language plpgsql stable parallel safe security definer cost 40 set search_path = access, pg_temp as $$
begin
  return not exists (select from record.fact f where f.id = fact and not (access.open_matter(f.matter_id) and access.open_person(f.person_id)))
    and (field <> 'other' or code !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' or access.open_person(code::uuid));
end $$;
-- An act is known of when some fact of it is, or it has none.
create function access.open_act(act uuid) returns boolean language plpgsql stable parallel safe security definer cost 60 set search_path = access, pg_temp as $$
begin
  return not exists (select from record.act a where a.id = act and not access.open_matter(a.matter_id))
    and (exists (select from record.fact f where f.act_id = act and access.open_matter(f.matter_id) and access.open_person(f.person_id))
      or not exists (select from record.fact f where f.act_id = act));
end $$;

revoke execute on function access.open_matter, access.open_person, access.open_people, access.open_detail, access.open_act from public;
grant execute on function access.open_matter, access.open_person, access.open_people, access.open_detail, access.open_act to trellis_app, trellis_steward;

-- Most rows have nothing to do with what is hidden, and asking for each of them is dear: in the tables of which pages read hundreds, a row
-- says whether it has. True is only the question; who may see it is asked all the same, so it need not be undone when somebody becomes known. The triggers run after those that repeat the matter in a row (as_its_step,
-- as_what_began_it): PostgreSQL goes by their names.
create function access.keeps() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  new.kept := exists (select from casework.matter m where m.id = new.matter_id and m.hidden_to is not null);
  return new;
end $$;
create function access.keeps_with_person() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  new.kept := exists (select from casework.matter m where m.id = new.matter_id and m.hidden_to is not null) or exists (select from kept_person k where k.person_id = new.person_id);
  return new;
end $$;
create function access.keeps_detail() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  new.kept := exists (select from record.fact f where f.id = new.fact_id and f.kept)
    or (new.field = 'other' and exists (select from kept_person k where k.person_id::text = new.code));
  return new;
end $$;
create function access.keeps_words() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  new.kept := exists (select from record.act a where a.id = new.act_id and a.kept);
  return new;
end $$;
-- An act says it as soon as one of its facts does, and so do the words written before that fact.
create function access.act_keeps() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update record.act a set kept = true where a.id = new.act_id and not a.kept;
  update record.words w set kept = true where w.act_id = new.act_id and not w.kept;
  return null;
end $$;

do $$
declare at text;
begin
  foreach at in array array['record.act', 'record.fact', 'record.fact_detail', 'record.words', 'record.deadline', 'record.status_period', 'casework.participant', 'casework.step', 'casework.step_person', 'casework.version'] loop
    execute format('alter table %s add column kept boolean not null default false', at);
    execute format('create trigger keeps before insert on %s for each row execute function access.%s()', at, case at
      when 'record.fact_detail' then 'keeps_detail' when 'record.words' then 'keeps_words'
      when 'record.act' then 'keeps' when 'casework.step' then 'keeps' when 'casework.version' then 'keeps' else 'keeps_with_person' end);
  end loop;
  foreach at in array array['participant', 'step', 'step_person', 'version'] loop
    execute format('alter table casework.%s disable trigger user', at);
    execute format('update casework.%s set kept = true where matter_id in (select id from casework.matter where hidden_to is not null)', at);
    execute format('alter table casework.%s enable trigger user', at);
  end loop;
  foreach at in array array['fact', 'deadline', 'status_period'] loop
    execute format('alter table record.%s disable trigger user', at);
    execute format('update record.%s set kept = true where matter_id in (select id from casework.matter where hidden_to is not null) or person_id in (select person_id from access.kept_person)', at);
    execute format('alter table record.%s enable trigger user', at);
  end loop;
end $$;
update record.act a set kept = true where matter_id in (select id from casework.matter where hidden_to is not null) or exists (select from record.fact f where f.act_id = a.id and f.kept);
update record.words w set kept = true where exists (select from record.act a where a.id = w.act_id and a.kept);
update record.fact_detail d set kept = true where exists (select from record.fact f where f.id = d.fact_id and f.kept) or (d.field = 'other' and d.code in (select person_id::text from access.kept_person));
create trigger act_keeps after insert on record.fact for each row when (new.kept) execute function access.act_keeps();

-- Somebody who is kept from the moment they are added: what was said of them in the same breath is told so too.
create or replace function people.adding_lets_in() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if new.visible_to is not null then
    insert into access.kept_person (person_id, hidden_to, area) values (new.person_id, new.visible_to, new.area) on conflict (person_id) do nothing;
    update record.fact f set kept = true where f.person_id = new.person_id and not f.kept;
    update record.fact_detail d set kept = true where d.fact_id in (select f.id from record.fact f where f.person_id = new.person_id) and not d.kept;
    update record.act a set kept = true where a.id in (select f.act_id from record.fact f where f.person_id = new.person_id) and not a.kept;
    update record.words w set kept = true where w.act_id in (select f.act_id from record.fact f where f.person_id = new.person_id) and not w.kept;
    insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
      select new.person_id, 'staff:' || a.user_id, new.id, 'own', new.area, false from record.act a where a.id = new.act_id
      on conflict (person_id, holder, source) do nothing;
    return null;
  end if;
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
    select new.person_id, 'agency:' || a.agency, new.id, 'own', new.area, false from record.act a where a.id = new.act_id and a.agency is not null
    on conflict (person_id, holder, source) do nothing;
  return null;
end $$;

-- Every table whose policy leaves out what is closed leaves out what is hidden as well, whatever else its policies allow.
create function access.hide(this regclass, unless text) returns void language plpgsql set search_path = access, pg_temp as $$
begin
  execute format('create policy hidden on %s as restrictive for select to trellis_app using (%s)', this, unless);
end $$;
revoke execute on function access.hide from public;

do $$
declare
  matter constant text := '(matter_id is null or access.open_matter(matter_id))';
  person constant text := '(person_id is null or access.open_person(person_id))';
  at text;
begin
  foreach at in array array['access.open_to', 'actions.action', 'casework.attended', 'casework.draft', 'casework.draft_before', 'casework.guest_link', 'casework.invited', 'casework.involvement',
    'casework.sent', 'casework.sitting', 'challenges.challenge', 'documents.document', 'reviews.copy', 'reviews.entry', 'reviews.finding', 'reviews.hit', 'reviews.incoming', 'reviews.review'] loop
    perform access.hide(at::regclass, matter);
  end loop;
  foreach at in array array['access.person_open_to', 'disclosure.copy', 'disclosure.handover', 'disclosure.request',
    'people.address', 'people.agency_list_line', 'people.identifier', 'people.name', 'people.registration', 'people.trait'] loop
    perform access.hide(at::regclass, person);
  end loop;
  foreach at in array array['audits.subject', 'casework.linked', 'disclosure.item', 'people.source_record'] loop
    perform access.hide(at::regclass, matter || ' and ' || person);
  end loop;
  foreach at in array array['casework.participant', 'casework.step_person', 'record.deadline', 'record.fact', 'record.status_period'] loop
    perform access.hide(at::regclass, 'not kept or (access.open_matter(matter_id) and access.open_person(person_id))');
  end loop;
  foreach at in array array['casework.step', 'casework.version'] loop
    perform access.hide(at::regclass, 'not kept or access.open_matter(matter_id)');
  end loop;
end $$;
select access.hide('record.act', 'not kept or access.open_act(id)');
select access.hide('record.words', 'not kept or access.open_act(act_id)');
select access.hide('record.fact_detail', 'not kept or access.open_detail(fact_id, field, code)');
select access.hide('record.view', '(matter_id is null or access.open_matter(matter_id)) and access.open_people(people)');
select access.hide('casework.matter', 'hidden_to is null or access.open_matter(id)');
select access.hide('people.person', 'access.open_person(id)');
select access.hide('people.relationship', 'access.open_person(person_id) and access.open_person(other_id)');
select access.hide('people.different_person', 'access.open_person(one_id) and access.open_person(other_id)');
select access.hide('people.same_person', 'access.open_person(folded_id) and access.open_person(kept_id)');
select access.hide('people.split', 'access.open_person(from_id) and access.open_person(to_id)');
select access.hide('duplicates.pair', 'access.open_person(one_id) and access.open_person(other_id)');
-- What is published of a review is for everybody; who answered a draft reads their answer.
select access.hide('reviews.draft', 'published_at is not null or access.open_matter(matter_id)');
select access.hide('reviews.reply', 'by_id = (select access.me()) or access.open_matter(matter_id)');

-- Words: asked through functions again, as 0043 says, which 0130 wrote into the policy.
create function casework.sent_seen(words uuid) returns boolean language plpgsql stable parallel safe set search_path = casework, pg_temp as $$
begin
  return exists (select from sent s where s.id = sent_seen.words);
end $$;
alter policy area on record.words using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()))
    or (kind = 'reason' and record.act_seen(act_id))
    or casework.version_seen(id)
    or casework.sent_seen(id)));

-- Functions that answer in place of a policy ask the same.
create or replace function access.named(reference text) returns table (what text, id uuid, area text) language sql stable security definer set search_path = access, pg_temp as $$
  select 'person', p.id, p.area from people.person p where p.reference = named.reference and p.area = any(record.areas()) and p.id <> all(closed_people()) and open_person(p.id)
  union all
  select 'matter', m.id, m.area from casework.matter m where m.reference = named.reference and m.area = any(record.areas()) and m.id <> all(closed_matters()) and open_matter(m.id) $$;

create or replace function access.together(one uuid, other uuid) returns text language sql stable security definer set search_path = access, pg_temp as $$
  select case
    when exists (select from casework.participant a join casework.participant b on b.matter_id = a.matter_id where a.person_id = together.one and b.person_id = together.other) then 'matter'
    when exists (select from people.person a join people.person b on b.household_id = a.household_id where a.id = together.one and b.id = together.other) then 'household'
    when exists (select from people.relationship r where r.person_id = together.one and r.other_id = together.other)
      or exists (select from record.fact f join record.fact_detail d on d.fact_id = f.id where f.person_id = together.one and d.field = 'other' and d.code = together.other::text) then 'linked'
    when exists (select from identity i where together.one in (i.old_id, i.new_id) or together.other in (i.old_id, i.new_id)) then 'identity' end
  where together.one <> all(closed_people()) and together.other <> all(closed_people()) and open_person(together.one) and open_person(together.other) $$;

create or replace function casework.drafts_of(staff uuid) returns table (reference text, process text, name text, area text) language sql stable security definer set search_path = casework, pg_temp as $$
  select m.reference, s.process, s.name, s.area
  from draft d join step s on s.id = d.step_id join matter m on m.id = s.matter_id
  where (d.saved_by = drafts_of.staff or d.begun_by = drafts_of.staff) and s.state = 'open'
    and coalesce('staffing' = any(record.circles()), false)
    and (select access.closed_matters()) is not null and m.id <> all((select access.closed_matters())::uuid[]) and access.open_matter(m.id)
    and exists (select from agencies.post p where p.staff_id = drafts_of.staff and 'agency:' || p.agency = any((select access.holders())::text[]))
  order by m.reference, s.name $$;

create or replace function disclosure.agencies_that_looked(person uuid) returns table (agency text, looks bigint, first_at timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = disclosure, pg_temp as $$
  select v.agency, count(*), min(v.at), max(v.at) from record.view v
  where v.people @> array[agencies_that_looked.person] and v.agency is not null and access.governs() and coalesce(v.matter_id, v.id) <> all(access.closed_matters()) and access.open_matter(v.matter_id)
    and exists (select from people.person p where p.id = agencies_that_looked.person and p.area = any(record.areas()) and p.id <> all(access.closed_people()) and access.open_person(p.id))
  group by 1 order by 1 $$;

create or replace function disclosure.kept_back(person uuid) returns table (reference text, why text, steps bigint) language sql stable security definer set search_path = disclosure, pg_temp as $$
  select m.reference, 'restricted', 0::bigint from casework.participant p join casework.matter m on m.id = p.matter_id
  where p.person_id = kept_back.person and access.governs() and m.area = any(record.areas()) and m.id = any(access.closed_matters()) and m.id <> all(access.hidden_matters())
  union all
  select m.reference, s.visible_to, count(*) from casework.participant p join casework.matter m on m.id = p.matter_id join casework.step s on s.matter_id = m.id
  where p.person_id = kept_back.person and access.governs() and m.area = any(record.areas()) and m.id <> all(access.closed_matters()) and access.open_matter(m.id)
    and s.visible_to is not null and s.state = 'done' and not coalesce(string_to_array(s.visible_to, ',') && record.circles(), false)
  group by 1, 2 $$;

create or replace function disclosure.messages_about(person uuid) returns table (kind text, at timestamptz) language sql stable security definer set search_path = disclosure, pg_temp as $$
  select distinct m.kind, m.at from messages.message m join casework.step s on s.id = m.about_id join casework.step_person p on p.step_id = s.id
  where p.person_id = messages_about.person and access.governs() and s.area = any(record.areas()) and s.visible_to is null
    and s.matter_id <> all(access.closed_matters()) and p.person_id <> all(access.closed_people()) and access.open_matter(s.matter_id) and access.open_person(p.person_id)
  order by 2 $$;

create or replace function duplicates.first_said(pair uuid) returns text language sql stable security definer set search_path = duplicates, pg_temp as $$
  select r.said from review r join duplicates.pair p on p.id = r.pair_id and p.round = r.round
  where r.pair_id = first_said.pair and r.turn = 'first' and p.state = 'second' and r.by_id <> access.me()
    and p.one_id <> all(access.closed_people()) and p.other_id <> all(access.closed_people()) and access.open_person(p.one_id) and access.open_person(p.other_id) $$;

create or replace function people.is_closed(records uuid[]) returns boolean language sql stable security definer set search_path = people, pg_temp as $$
  select exists (select from access.closure c where c.person_id = any(records) and c.until_at is null and c.person_id <> all(access.closed_people()) and access.open_person(c.person_id)) $$;

create or replace function people.known(person uuid) returns text language sql stable security definer set search_path = people, pg_temp as $$
  select p.area from person p where p.id = known.person and p.area = any(record.areas()) and p.id <> all(access.closed_people()) and access.open_person(p.id) $$;

create or replace function people.not_joined(one uuid, other uuid) returns text language sql stable security definer set search_path = people, pg_temp as $$
  select case
    when exists (select from unnest(cluster(not_joined.one)) a, unnest(cluster(not_joined.other)) b where access.apart(a, b)) then 'apart'
    when not_joined.one <> not_joined.other and cluster(not_joined.one) @> array[not_joined.other] then 'linked'
    when exists (select from different_person d where d.ended_at is null
      and ((d.one_id = any(cluster(not_joined.one)) and d.other_id = any(cluster(not_joined.other))) or (d.one_id = any(cluster(not_joined.other)) and d.other_id = any(cluster(not_joined.one))))) then 'different' end
  where access.closed_people() is not null and not_joined.one <> all(access.closed_people()) and not_joined.other <> all(access.closed_people())
    and access.open_person(not_joined.one) and access.open_person(not_joined.other) $$;

create or replace function oversight.looks_by(staff uuid, from_at timestamptz, to_at timestamptz, of_agency text, of_sort text, amount integer, skip integer)
  returns table (id uuid, at timestamptz, user_id uuid, post_id uuid, agency text, sort text, what text, purpose text, address text, reference text, people uuid[], named text[], others integer)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  with o as materialized (select * from of_staff(looks_by.staff)),
  shut as materialized (
    select access.hidden_matters() || case when o.how = 'own' then access.closed_matters() end as matters,
      access.hidden_people() || case when o.how = 'own' then access.closed_people() end as people, access.hidden_matters() || access.closed_matters() as closed from o),
  r as (
    (select v.id, v.at, v.post_id, v.agency, oversight.sort(v.what) as sort, v.what, v.purpose, v.address, v.matter_id, v.people as about
    from record.view v, o, shut
    where v.user_id = looks_by.staff and v.at >= looks_by.from_at and v.at < looks_by.to_at
      and coalesce(v.matter_id, v.id) <> all(shut.matters)
      and (o.how = 'own' or (o.how = 'governance' and (v.area is null or v.area = any(record.areas()))) or (o.how = 'agency' and v.agency = own_agency()))
      and (looks_by.of_agency is null or v.agency = looks_by.of_agency) and (looks_by.of_sort is null or oversight.sort(v.what) = looks_by.of_sort)
    order by v.at desc, v.id desc limit looks_by.amount + looks_by.skip)
    union all
    (select a.id, a.at, a.post_id, a.agency, case when a.word in ('access.refused', 'access.hidden') then 'refused' else 'acted' end, a.word, a.word, null, a.matter_id,
      array(select distinct f.person_id from record.fact f where f.act_id = a.id and f.person_id is not null)
    from record.act a, o, shut
    where a.user_id = looks_by.staff and a.at >= looks_by.from_at and a.at < looks_by.to_at
      and coalesce(a.matter_id, a.id) <> all(shut.matters)
      and not exists (select from record.fact f where f.act_id = a.id and (f.person_id = any(shut.people) or f.matter_id = any(shut.matters)))
      and exists (select from record.fact f where f.act_id = a.id and (f.person_id is not null or f.matter_id is not null or a.word in ('access.refused', 'access.hidden')))
      and (o.how = 'governance' or a.word not in ('access.refused', 'access.hidden'))
      and (o.how = 'own' or (o.how = 'governance' and a.area = any(record.areas())) or (o.how = 'agency' and a.agency = own_agency()))
      and (looks_by.of_agency is null or a.agency = looks_by.of_agency)
      and (looks_by.of_sort is null or looks_by.of_sort = case when a.word in ('access.refused', 'access.hidden') then 'refused' else 'acted' end)
    order by a.at desc, a.id desc limit looks_by.amount + looks_by.skip)
    order by at desc, id desc limit looks_by.amount offset looks_by.skip
  )
  select r.id, r.at, looks_by.staff, r.post_id, r.agency, r.sort, r.what, r.purpose, r.address,
    case when r.matter_id <> all(shut.closed) then (select m.reference from casework.matter m where m.id = r.matter_id) end,
    shown.ids, shown.named, (select count(*)::int from unnest(r.about) p where p <> all(shut.people)) - cardinality(shown.ids)
  from r, shut, lateral (
    select coalesce(array_agg(p.id order by p.reference), '{}') as ids, coalesce(array_agg(p.reference order by p.reference), '{}') as named
    from (select p.id, p.reference from people.person p where p.id = any(r.about) and p.id <> all(shut.people) order by p.reference limit 5) p) shown
  order by r.at desc, r.id desc $$;
