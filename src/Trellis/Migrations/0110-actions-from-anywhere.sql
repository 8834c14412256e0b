-- Actions that any act may set, whose they are by post, and what became of them. docs/decisions/0161-actions-from-anywhere.md says why.

-- body_id, meeting_id: who set it, where. for_body_id, for_meeting_id: who follows it now, where it was carried forward. source, source_id: what set it; matter_id: the matter it is about, if any.
-- post_*: the post whose it is; what is left open is any. carried: how often it was carried forward. said_on: when something was last said of it.
-- figure, standard: what it is meant to change.
alter table actions.action
  add column for_body_id uuid references meetings.body deferrable initially deferred,
  add column meeting_id uuid references meetings.meeting deferrable initially deferred,
  add column for_meeting_id uuid references meetings.meeting deferrable initially deferred,
  add column agenda_item_id uuid,
  add column source text not null default 'meeting' check (source in ('meeting', 'plan', 'audit', 'review', 'recommendation', 'step', 'other')),
  add column source_id uuid,
  add column matter_id uuid references casework.matter,
  add column visible_to text,
  add column post_role text,
  add column post_team text,
  add column post_title text,
  add column post_area text,
  add column carried integer not null default 0 check (carried >= 0),
  add column said_on date,
  add column figure text,
  add column standard text not null default '' check (length(standard) <= 500),
  add check (source <> 'step' or matter_id is not null);
alter table actions.action alter column source drop default, alter column carried drop default, alter column standard drop default;
update actions.action a set for_body_id = body_id, said_on = (select max((p.at at time zone 'Europe/London')::date) from actions.progress p where p.action_id = a.id);
create index on actions.action (for_body_id, due_on);
create index on actions.action (meeting_id) where meeting_id is not null;
create index on actions.action (for_meeting_id) where for_meeting_id is not null;
create index on actions.action (source, source_id) where source_id is not null;
create index on actions.action (matter_id) where matter_id is not null;

-- kind: what was said or done. due_was, due_on: of a change of date, and of an escalation. body_id, meeting_id: where it was carried to. step: of an escalation.
alter table actions.progress
  add column kind text not null default 'said' check (kind in ('said', 'agreed', 'sent-back', 're-dated', 'carried-forward', 'escalated')),
  add column due_was date,
  add column due_on date,
  add column body_id uuid references meetings.body,
  add column meeting_id uuid references meetings.meeting deferrable initially deferred,
  add column step text,
  add check ((kind = 'escalated') = (step is not null));
alter table actions.progress alter column kind drop default;
-- Once for each step and due date, however often and by however many it is asked.
create unique index on actions.progress (action_id, step, due_on) where kind = 'escalated';

-- About a matter: its area is the matter's, whatever is said.
create function actions.as_its_matter() returns trigger language plpgsql security definer set search_path = actions, pg_temp as $$
begin
  select array[m.area] into strict new.areas from casework.matter m where m.id = new.matter_id;
  return new;
end $$;
create trigger as_its_matter before insert on actions.action for each row when (new.matter_id is not null) execute function actions.as_its_matter();

-- Of the partnership's business: all of it for those who keep it, its own for an agency. About a matter: who sees the matter's steps, and nobody else.
drop policy see on actions.action;
drop policy say on actions.action;
drop policy change on actions.action;
do $$
declare
  seen constant text := $p$
    (matter_id is null and areas && (select record.areas())::text[]
      and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])))
    or (matter_id is not null and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
      and matter_id <> all((select access.closed_matters())::uuid[])
      and (areas && (select access.sees())::text[]
        or exists (select from access.open_to o where o.matter_id = action.matter_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || action.agency))))) $p$;
begin
  execute format('create policy see on actions.action for select to trellis_app using (%s)', seen);
  execute format('create policy change on actions.action for update to trellis_app using (%s)', seen);
end $$;
create policy say on actions.action for insert to trellis_app with check (areas <@ (select record.areas())::text[]
  and case when matter_id is null then 'boards' = any((select record.circles())::text[]) else exists (select from casework.matter m where m.id = matter_id) end);
