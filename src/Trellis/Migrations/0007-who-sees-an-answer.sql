-- An agency asked by the hub sees its own copy and its own answer, and nobody else's. What is kept to several circles names
-- them all, with a blank between: "hub agency:police". Everybody is in the circle of their own agency.
-- docs/decisions/0060-an-agency-sees-its-own-answer.md says why.

alter policy area on record.words
  using ((area is null or area = any((select record.areas())::text[])) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on record.fact
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on record.fact_detail
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on record.status_period
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on record.deadline
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on casework.step
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on casework.step_person
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on casework.version
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));
alter policy area on casework.draft
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ' ') && (select record.circles())));

-- How many others have still to answer the same question. An agency may not see their copies, and what follows from the last
-- answer must not follow from the first one it can see.
create function casework.others_asked(step_id uuid) returns bigint
  language sql stable security definer set search_path = casework, pg_temp as $$
  select count(*) from step mine join step other on other.matter_id = mine.matter_id and other.name = mine.name
    and other.because_id is not distinct from mine.because_id and other.id <> mine.id
  where mine.id = step_id and mine.area = any(record.areas()) and other.agency is not null and other.state = 'open' $$;
revoke execute on function casework.others_asked from public;
grant execute on function casework.others_asked to trellis_app;

-- Somebody a step is no longer about: their part in the matter ended before it was done.
alter table casework.step_person add left_at timestamptz;
