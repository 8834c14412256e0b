-- A child of a return whose record people joined with another's is used: undoing the return leaves the record, as it leaves the join.
-- docs/decisions/0340-children-of-returns-and-duplicates.md says why.

create or replace function returns.added_and_unused(its uuid) returns uuid[] language plpgsql security definer set search_path = returns, pg_temp as $$
declare unused uuid[];
begin
  perform from intake i where i.id = its and i.area = any(record.areas()) and i.state = 'taken-in' and 'returns' = any(record.circles());
  if not found then raise exception 'there is no census % taken in here', its using errcode = '42501'; end if;
  perform from people.person p where p.id in (select person_id from intake_child where intake_id = its and outcome = 'added') for update;
  select coalesce(array_agg(distinct c.person_id), '{}') into unused from intake_child c
    where c.intake_id = its and c.outcome = 'added'
      and not exists (select from record.fact f join record.act a on a.id = f.act_id where f.person_id = c.person_id and a.user_id <> '00000000-0000-7000-8000-000000000001' and a.word not in ('return.take-in', 'return.undo'))
      and not exists (select from people.source_record s where s.person_id = c.person_id and s.id is distinct from c.source_id)
      and not exists (select from intake_child o where o.person_id = c.person_id and o.intake_id <> its)
      and not exists (select from people.same_person s where c.person_id in (s.folded_id, s.kept_id));
  return unused;
end $$;
