-- Feedback that is asked by itself after meetings and steps. docs/decisions/0224-feedback-asked-by-itself.md says why it looks like this.

-- Which rule, area and quarter a round was made for by itself; null: somebody made it.
alter table questionnaires.round add column by_rule text unique;

-- Whom a step asks. who_id: an invitation to its meeting, or somebody it is about. code: of an agency. because: they are not asked, and why.
-- invitation_id: of the round, which knows nothing of this row. withdrawn_at: when the round was told that they are not asked any more.
create table casework.feedback (
  id uuid primary key,
  step_id uuid not null references casework.step on delete cascade,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  who_id uuid not null,
  who text not null check (who in ('family', 'about', 'agency')),
  code text references agencies.agency (code),
  rule text,
  round_id uuid references questionnaires.round deferrable initially deferred,
  invitation_id uuid references questionnaires.invitation deferrable initially deferred,
  by_link boolean not null,
  because text,
  at timestamptz not null,
  link_made_at timestamptz,
  withdrawn_at timestamptz,
  edition integer not null,
  unique (step_id, who_id),
  check (because is not null or rule is not null),
  check ((invitation_id is null) = (round_id is null))
);
create index on casework.feedback (invitation_id) where invitation_id is not null;
create trigger as_its_step before insert on casework.feedback for each row execute function casework.as_its_step();
create constraint trigger needs_an_act after insert or update or delete on casework.feedback deferrable initially deferred for each row execute function record.needs_an_act();
alter table casework.feedback enable row level security;
grant select, insert, update on casework.feedback to trellis_app;
create policy see on casework.feedback for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[]) or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))));
create policy say on casework.feedback for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.feedback for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
select access.hide('casework.feedback', '(matter_id is null or access.open_matter(matter_id))');

-- Somebody who is disposed of is not named by it either.
create function casework.feedback_forgets() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  delete from feedback where who_id = old.id;
  return old;
end $$;
revoke execute on function casework.feedback_forgets from public;
create trigger feedback_forgets before delete on people.person for each row execute function casework.feedback_forgets();

-- Whoever led the meeting hands the link over. They see the links they made, and neither the invitation nor whether it was answered.
create policy handed on questionnaires.link for select to trellis_app using (exists (select from casework.feedback f where f.invitation_id = link.invitation_id));
create policy hand on questionnaires.link for insert to trellis_app
  with check (area = any((select record.areas())::text[]) and exists (select from casework.feedback f where f.invitation_id = link.invitation_id and f.by_link and f.because is null));
-- A link they made can be ended in the same breath as it is said that nobody is to be asked.
create policy take_back on questionnaires.link for update to trellis_app using (exists (select from casework.feedback f where f.invitation_id = link.invitation_id))
  with check (area = any((select record.areas())::text[]) and ended_at is not null and exists (select from casework.feedback f where f.invitation_id = link.invitation_id));
