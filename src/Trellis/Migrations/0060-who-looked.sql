-- Who looked at whom, for those who answer for it. docs/decisions/0110-who-looked.md says why it looks like this.

-- From which address somebody looked. Rows of before have none, and their leaf is as it was: concat_ws leaves out what is null, and
-- what is there is written with its length, so that no row without an address reads as one with.
alter table record.view add column address text check (length(address) between 1 and 60);
grant insert (address) on record.view to trellis_app;
create or replace function record.view_leaf(v record.view) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), 'view', v.id, v.era, v.xid, record.micros(v.at), v.user_id,
      coalesce(v.post_id::text, '-'), record.net(v.agency), record.net(v.area), record.net(v.what), record.net(v.purpose),
      case when v.address is not null then record.net(v.address) end), 'UTF8')
    || coalesce(v.digest, sha256(v.salt || record.view_payload(v)))) $$;

create schema oversight;
grant usage on schema oversight to trellis_app;

-- The agency of who asks, if they answer for what its staff look at.
create function oversight.own_agency() returns text language sql stable parallel safe
  as $$ select substr(h, 8) from unnest(access.holders()) h where h like 'agency:%' and 'agency-oversight' = any(record.circles()) limit 1 $$;

-- How a look is told apart in the lists.
create function oversight.sort(what text) returns text language sql immutable parallel safe as $$
  select case when what like '%-export' or what like '%-print' or what like '%-copy' then 'exported'
    when what like 'views-%' then 'overseen'
    when what in ('conflicts', 'broken-glass', 'figure-facts') or what like '%-list' or what like '%-search' then 'listed'
    else 'opened' end $$;

-- Whether who asks may learn who looked at somebody, and as what: area (they see the whole record), governance (by the reference
-- alone, also of what is restricted, never of what is hidden from them), agency (what their own staff did). No row: not for them.
create function oversight.of_person(person uuid) returns table (reference text, area text, how text)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select o.* from (
    select p.reference, p.area, case
      when access.closed_people() is null or p.id = any(access.hidden_people()) then null
      when p.area = any(access.sees()) and p.id <> all(access.closed_people()) then 'area'
      when access.governs() and p.area = any(record.areas()) then 'governance'
      when p.area = any(record.areas()) and p.id <> all(access.closed_people())
        and exists (select from record.view v where v.people @> array[p.id] and v.agency = own_agency()) then 'agency' end as how
    from people.person p where p.id = of_person.person) o
  where o.how is not null $$;

-- The same of a member of staff: own, governance (somebody who has held a post in their areas), agency.
create function oversight.of_staff(staff uuid) returns table (name text, email text, how text)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select o.* from (
    select s.name, s.email, case
      when access.closed_people() is null then null
      when s.id = access.me() then 'own'
      when access.governs() and exists (select from agencies.post p where p.staff_id = s.id and p.areas && record.areas()) then 'governance'
      when exists (select from agencies.post p where p.staff_id = s.id and p.agency = own_agency()) then 'agency' end as how
    from agencies.staff s where s.id = of_staff.staff) o
  where o.how is not null $$;

create function oversight.person_named(reference text) returns uuid
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select p.id from people.person p where p.reference = person_named.reference and exists (select from of_person(p.id)) $$;

-- Every look at somebody and every act about them, the newest first. sort: null for all.
create function oversight.looks_at(person uuid, from_at timestamptz, to_at timestamptz, of_agency text, of_sort text, amount integer, skip integer)
  returns table (id uuid, at timestamptz, user_id uuid, post_id uuid, agency text, sort text, what text, purpose text, address text, others integer, reference text)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  with o as materialized (select * from of_person(looks_at.person)),
  shut as materialized (select access.hidden_matters() as hidden, access.closed_matters() as closed, access.hidden_people() as people)
  select r.id, r.at, r.user_id, r.post_id, r.agency, r.sort, r.what, r.purpose, r.address, r.others,
    case when r.matter_id <> all(shut.closed) then (select m.reference from casework.matter m where m.id = r.matter_id) end
  from shut, (
    select v.id, v.at, v.user_id, v.post_id, v.agency, oversight.sort(v.what) as sort, v.what, v.purpose, v.address, (select count(*)::int from unnest(v.people) p where p <> all(shut.people)) - 1 as others, v.matter_id
    from record.view v, o, shut
    where v.people @> array[looks_at.person] and v.at >= looks_at.from_at and v.at < looks_at.to_at
      and coalesce(v.matter_id, v.id) <> all(shut.hidden) and (o.how <> 'agency' or v.agency = own_agency())
    union all
    select distinct a.id, a.at, a.user_id, a.post_id, a.agency, case when a.word in ('access.refused', 'access.hidden') then 'refused' else 'acted' end, a.word, a.word, null, 0, a.matter_id
    from record.fact f join record.act a on a.id = f.act_id, o, shut
    where f.person_id = looks_at.person and a.at >= looks_at.from_at and a.at < looks_at.to_at
      and coalesce(f.matter_id, f.id) <> all(shut.hidden) and coalesce(a.matter_id, a.id) <> all(shut.hidden)
      and (o.how <> 'agency' or a.agency = own_agency())
      and (o.how = 'governance' or f.visible_to is null or string_to_array(f.visible_to, ',') && record.circles())
  ) r
  where (looks_at.of_agency is null or r.agency = looks_at.of_agency) and (looks_at.of_sort is null or r.sort = looks_at.of_sort)
  order by r.at desc, r.id desc limit looks_at.amount offset looks_at.skip $$;

-- What somebody looked at and did, the newest first: of each at most five people by their references, those hidden from who asks left out.
create function oversight.looks_by(staff uuid, from_at timestamptz, to_at timestamptz, of_agency text, of_sort text, amount integer, skip integer)
  returns table (id uuid, at timestamptz, user_id uuid, post_id uuid, agency text, sort text, what text, purpose text, address text, reference text, people uuid[], named text[], others integer)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  with o as materialized (select * from of_staff(looks_by.staff)),
  shut as materialized (
    select case when o.how = 'own' then access.closed_matters() else access.hidden_matters() end as matters,
      case when o.how = 'own' then access.closed_people() else access.hidden_people() end as people, access.closed_matters() as closed from o),
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

revoke execute on function oversight.own_agency, oversight.of_person, oversight.of_staff, oversight.person_named, oversight.looks_at, oversight.looks_by from public;
grant execute on function oversight.own_agency, oversight.of_person, oversight.of_staff, oversight.person_named, oversight.looks_at, oversight.looks_by to trellis_app;
