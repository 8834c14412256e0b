-- What goes of audits, reviews and disagreements when somebody is disposed of, and whose it is to dispose of somebody known from a hidden
-- matter. docs/decisions/0220-who-disposes-of-what-is-hidden.md says why it looks like this.

-- An audit keeps its numbers: grade, area, part. Whose record it was, and what was written of it, go.
create function audits.forget(records uuid[]) returns void language sql security definer set search_path = audits, pg_temp as $$
  update sheet set answers = '{}', body = case when body is null then null else '[]' end where record_id = any(forget.records);
  update record set reason = '' where id = any(forget.records) and reason <> '';
  delete from subject where record_id = any(forget.records); $$;
revoke execute on function audits.forget from public;
create function audits.forgets_a_matter() returns trigger language plpgsql security definer set search_path = audits, pg_temp as $$
begin
  perform forget(array(select s.record_id from subject s where s.matter_id = old.id));
  return old;
end $$;
create trigger audits_forget before delete on casework.matter for each row execute function audits.forgets_a_matter();
create function audits.forgets_somebody() returns trigger language plpgsql security definer set search_path = audits, pg_temp as $$
begin
  perform forget(array(select s.record_id from subject s where s.person_id = old.id));
  return old;
end $$;
create trigger audits_forget before delete on people.person for each row execute function audits.forgets_somebody();

-- With a review goes what was told of its drafts; what it led to stays without saying which finding it came of.
create or replace function reviews.goes_with_its_matter() returns trigger language plpgsql security definer set search_path = reviews, pg_temp as $$
declare
  gone uuid[] := array(select id from draft where matter_id = old.id union select id from copy where matter_id = old.id union select id from review where matter_id = old.id
    union select id from finding where matter_id = old.id union select old.id);
begin
  delete from messages.email_message e using messages.message m where e.message_id = m.id and m.about_id = any(gone);
  delete from messages.message where about_id = any(gone);
  update actions.recommendation set source_id = null where source_id = any(gone);
  update actions.action set source_id = null where source_id = any(gone);
  delete from reply where matter_id = old.id;
  delete from copy where matter_id = old.id;
  delete from hit where matter_id = old.id;
  delete from draft where matter_id = old.id;
  delete from finding where matter_id = old.id;
  delete from entry where matter_id = old.id;
  delete from incoming where matter_id = old.id;
  delete from review where matter_id = old.id;
  return old;
end $$;

-- A disagreement about a matter goes with it: so does what people were told of it.
create function challenges.goes_unsaid() returns trigger language plpgsql security definer set search_path = challenges, pg_temp as $$
begin
  delete from messages.email_message e using messages.message m where e.message_id = m.id and m.about_id = old.id;
  delete from messages.message where about_id = old.id;
  return old;
end $$;
create trigger goes_unsaid before delete on challenges.challenge for each row execute function challenges.goes_unsaid();

-- kept_to: of somebody with a hidden matter, the circles it is kept to. Then it is theirs alone to propose and to decide.
alter table retention.proposal add column kept_to text;
drop policy see on retention.proposal;
drop policy say on retention.proposal;
drop policy change on retention.proposal;
create policy see on retention.proposal for select to trellis_app using (area = any((select record.areas())::text[])
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end
  and coalesce(person_id, id) <> all((select access.hidden_people())::uuid[]));
create policy say on retention.proposal for insert to trellis_app with check (area = any((select record.areas())::text[]) and proposed_by = (select access.me())
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end);
create policy change on retention.proposal for update to trellis_app using (area = any((select record.areas())::text[])
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end)
  with check (area = any((select record.areas())::text[]) and decided_by = (select access.me())
  and case when kept_to is null then (select access.governs()) else string_to_array(kept_to, ',') <@ (select record.circles())::text[] end);

-- Whoever keeps hidden matters is told what holds records where they see them: else they would dispose of what is held.
create function retention.keeps_hidden() returns boolean language sql stable security definer set search_path = retention, pg_temp as $$
  select exists (select from casework.matter m where m.hidden_to = any(record.circles()) and m.area = any(record.areas())) $$;
revoke execute on function retention.keeps_hidden from public;
grant execute on function retention.keeps_hidden to trellis_app;
drop policy see on retention.hold;
create policy see on retention.hold for select to trellis_app using (((select access.governs()) or ((select retention.keeps_hidden()) and area = any((select access.sees())::text[]))) and area = any((select record.areas())::text[])
  and coalesce(person_id, id) <> all((select access.hidden_people())::uuid[]) and coalesce(matter_id, id) <> all((select access.hidden_matters())::uuid[]));

-- Whose record could be due. With a matter that is hidden from somebody nothing is said of when the rest of the record is due either: its
-- schedule would tell. Where a matter is kept to a circle the record is that circle's to dispose of, in the areas where the actor is of it.
drop function retention.candidates(uuid, date);
create function retention.candidates(one uuid, born_before date) returns table (person_id uuid, reference text, area text, born date, died_on date, last_at timestamptz, processes text[], closed timestamptz[], matters uuid[], kept_to text[])
  language sql stable security definer set search_path = retention, pg_temp as $$
  with hidden as materialized (select access.hidden_people() as people, access.hidden_matters() as matters, access.governs() as governs, record.circles() as circles, record.areas() as areas)
  select p.id, p.reference, p.area, p.born, p.died_on, (select max(f.recorded) from record.fact f where f.person_id = p.id),
    coalesce(m.processes, '{}'), coalesce(m.closed, '{}'), coalesce(m.matters, '{}'), k.circles
  from hidden h cross join people.person p
  left join lateral (select people.cluster(p.id) as ids where exists (select from people.same_person s where p.id in (s.folded_id, s.kept_id) and s.ended_at is null)) c on true
  left join lateral (
    select array_agg(m.process order by m.id) as processes, array_agg(m.closed_at order by m.id) as closed, array_agg(m.id order by m.id) as matters,
      array_agg(distinct m.hidden_to) filter (where m.hidden_to is not null) as circles
    from (select distinct c2.matter_id from casework.participant c2 where c2.person_id = p.id or c2.person_id = any(c.ids)) t join casework.matter m on m.id = t.matter_id) m on true
  cross join lateral (select array(select unnest(m.circles) union select kp.hidden_to from access.kept_person kp where kp.person_id = p.id order by 1) as circles) k
  where access.closed_people() is not null and p.area = any(h.areas) and p.id <> all(h.people) and not coalesce(m.matters && h.matters, false)
    and case when k.circles = '{}' then h.governs else k.circles <@ h.circles end
    and (candidates.one is null or p.id = candidates.one) and (candidates.born_before is null or p.born is null or p.died_on is not null or p.born <= candidates.born_before or m.matters is null)
    and not exists (select from casework.participant o join casework.matter m2 on m2.id = o.matter_id where (o.person_id = p.id or o.person_id = any(c.ids)) and m2.closed_at is null) $$;
revoke execute on function retention.candidates from public;
grant execute on function retention.candidates to trellis_app;
