-- A circle holds what it keeps. docs/decisions/0228-a-circle-holds-what-it-keeps.md says why it looks like this.

-- kept_to: the circles it is kept to, joined by commas; null: placed by those who govern information.
alter table retention.hold add column kept_to text check (kept_to <> ''), add check (kept_to is null or num_nonnulls(person_id, matter_id, process) = 1);

-- The circles a record or matter is kept to, told to whoever is in all of them where it is; none: nothing of it is kept, or not by them.
create function retention.kept_by(person uuid, matter uuid) returns text[] language sql stable security definer set search_path = retention, pg_temp as $$
  with k as (
    select m.hidden_to, m.area from casework.matter m where m.hidden_to is not null
      and (m.id = kept_by.matter or exists (select from casework.participant p where p.matter_id = m.id and p.person_id = kept_by.person))
    union
    select kp.hidden_to, kp.area from access.kept_person kp where kp.person_id = kept_by.person)
  select case when bool_and(k.hidden_to = any(coalesce(record.circles(), '{}')) and k.area = any(coalesce(record.areas(), '{}'))) then array(select distinct o.hidden_to from k o order by 1) else '{}' end from k $$;
revoke execute on function retention.kept_by from public;
grant execute on function retention.kept_by to trellis_app;

-- Whoever governs information is not told of it: that something is held would tell that it is there.
create policy circles on retention.hold as restrictive for select to trellis_app using (kept_to is null or string_to_array(kept_to, ',') <@ (select record.circles())::text[]);
drop policy say on retention.hold;
create policy say on retention.hold for insert to trellis_app with check (area = any((select record.areas())::text[])
  and case when kept_to is null then (select access.governs())
    else string_to_array(kept_to, ',') <@ (select record.circles())::text[] and area = any((select access.sees())::text[])
      and (process is not null or string_to_array(kept_to, ',') = retention.kept_by(person_id, matter_id)) end);
drop policy change on retention.hold;
create policy change on retention.hold for update to trellis_app using (area = any((select record.areas())::text[])
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end)
  with check (area = any((select record.areas())::text[])
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end);
