-- Which findings of audits and which recommendations a course answers, who says so and why. docs/decisions/0264-what-a-course-answers.md

-- of_id: of a finding or a recommendation, which say themselves who may read them; nothing of theirs is kept here.
create table training.answer (
  id uuid primary key,
  course_id uuid not null references training.course,
  kind text not null check (kind in ('finding', 'recommendation')),
  of_id uuid not null,
  why text not null check (length(why) between 1 and 1000),
  linked_at timestamptz not null,
  linked_by uuid not null references agencies.staff,
  taken_back_at timestamptz,
  edition integer not null
);
create unique index on training.answer (course_id, of_id) where taken_back_at is null;
create index on training.answer (of_id);
alter table training.answer enable row level security;
create constraint trigger needs_an_act after insert or update or delete on training.answer deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on training.answer to trellis_app;
create policy see on training.answer for select to trellis_app using (exists (select from training.course c where c.id = course_id));
create policy say on training.answer for insert to trellis_app with check ((select training.runs()) and exists (select from training.course c where c.id = course_id));
create policy change on training.answer for update to trellis_app using ((select training.runs()) and exists (select from training.course c where c.id = course_id));

-- How soon is soon is in practice/training.yaml.
drop function training.standing(jsonb, date, text, uuid);
-- Otherwise as 0242 has it.
create function training.standing(rules jsonb, today date, soon integer, of_agency text, of_worker uuid)
  returns table (worker_id uuid, agency text, sector text, area text, role text, level text, done_on date, due_on date, state text)
  -- A plan for any agency and anybody would expect one row and take minutes over all of them.
  language sql stable security definer set search_path = training, pg_temp set plan_cache_mode = force_custom_plan as $$
  with r as materialized (
    select * from jsonb_to_recordset(standing.rules) as x(role text, sector text, level text, counts text[], again integer, first integer)
  ), said as materialized (
    select s.email, s.agency, s.shows from showing s where s.taken_back_at is null
  ), w as materialized (
    select k.*, s.shows is true as says, (select runs()) or coalesce(s.shows, exists (select from delegate d where d.email = k.email and d.agency = k.agency and d.user_id is not null)) as shows
    from worker k left join said s on s.email = k.email and s.agency = k.agency
    where k.ended_on is null and (k.left_on is null or k.left_on >= standing.today) and (k.started_on is null or k.started_on <= standing.today)
      and (standing.of_agency is null or k.agency = standing.of_agency) and (standing.of_worker is null or k.id = standing.of_worker)
      and k.area = any((select record.areas())::text[]) and ((select runs()) or ('workforce' = any((select record.circles())::text[]) and ('agency:' || k.agency) = any((select access.holders())::text[])))
  ), done as materialized (
    -- Somebody with an account of another agency is not whom this agency names, unless they say so.
    select w.id, c.level, max((k.ends_at at time zone 'Europe/London')::date) as day
    from w join delegate d on d.email = w.email and (w.says or d.agency is null or d.agency = w.agency) join booking b on b.delegate_id = d.id and b.came = 'whole' join workshop k on k.id = b.workshop_id join course c on c.id = k.course_id
    where w.shows or exists (select from delegate m where m.id = b.booked_by and m.id <> d.id and m.user_id is not null and m.agency = w.agency)
    group by w.id, c.level
    union all
    select w.id, l.level, max(l.done_on) from w join learnt l on l.email = w.email and l.taken_back_at is null and (l.agency = w.agency or (l.agency is null and w.shows)) group by w.id, l.level
  ), had as (
    select w.id, w.agency, w.sector, w.area, w.role, w.shows, r.level, r.again, (w.started_on + make_interval(months => r.first))::date as first_by, max(d.day) as day
    from w join r on r.role = w.role and r.sector = w.sector left join done d on d.id = w.id and d.level = any(r.counts)
    group by w.id, w.agency, w.sector, w.area, w.role, w.shows, w.started_on, r.level, r.again, r.first
  ), due as (
    select h.*, case when h.day is null then h.first_by else (h.day + make_interval(months => h.again))::date end as by from had h
  )
  select d.id, d.agency, d.sector, d.area, d.role, d.level, d.day, case when d.day is not null or d.shows then d.by end,
    case when d.day is null then case when d.shows then 'never' else 'unknown' end when d.by < standing.today then 'overdue' when d.by <= (standing.today + make_interval(months => standing.soon))::date then 'soon' else 'has' end
  from due d
$$;
revoke execute on function training.standing(jsonb, date, integer, text, uuid) from public;
grant execute on function training.standing(jsonb, date, integer, text, uuid) to trellis_app;
