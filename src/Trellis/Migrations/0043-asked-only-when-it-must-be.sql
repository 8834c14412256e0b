-- Details, acts and words are seen with the fact they belong to. For an area seen whole with nothing closed that is not asked; but
-- written into the policy, the question and every policy below it were made ready in each statement: a chronology of a person had
-- some 110 sub-plans, of which hardly one ran. In a function of its own it is made ready once on a connection and costs nothing until it
-- is asked. Not security definer: whoever asks sees what their own policies let them see.
-- plpgsql, because a function in plain SQL is drawn into the statement again.
create function record.fact_seen(fact uuid) returns boolean language plpgsql stable parallel safe set search_path = record, pg_temp as $$
begin
  return exists (select from fact f where f.id = fact_seen.fact);
end $$;
create function record.fact_of_act_seen(act uuid) returns boolean language plpgsql stable parallel safe set search_path = record, pg_temp as $$
begin
  return exists (select from fact f where f.act_id = fact_of_act_seen.act);
end $$;
create function record.act_seen(act uuid) returns boolean language plpgsql stable parallel safe set search_path = record, pg_temp as $$
begin
  return exists (select from act a where a.id = act_seen.act);
end $$;
create function casework.version_seen(version uuid) returns boolean language plpgsql stable parallel safe set search_path = casework, pg_temp as $$
begin
  return exists (select from version v where v.id = version_seen.version);
end $$;

alter policy area on record.act using (
  coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()) and word not in ('access.refused', 'access.hidden'))
    or record.fact_of_act_seen(id)));
alter policy area on record.fact_detail using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((area = any((select access.sees())::text[]) and (select access.nothing_closed()))
    or (record.fact_seen(fact_id) and (field <> 'other' or code <> all((select access.closed_people())::text[])))));
alter policy area on record.words using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()))
    or (kind = 'reason' and record.act_seen(act_id))
    or casework.version_seen(id)));

-- A chronology asks for the reason of every act in it; nearly none gave one, while most acts froze words of another kind.
create index on record.words (act_id) where kind = 'reason';
