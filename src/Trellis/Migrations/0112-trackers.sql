-- Trackers that were brought in: looked at, taken in, undone. docs/decisions/0163-trackers-brought-in.md says why.

-- held: the file, locked, until it is taken in or thrown away. map: which column is which, and what words of it mean.
create table actions.tracker (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  kind text not null check (kind in ('actions', 'recommendations')),
  body text not null check (length(body) <= 200),
  file_name text not null check (length(file_name) between 1 and 200),
  hash bytea not null,
  state text not null check (state in ('looked-at', 'taken-in', 'undone', 'thrown-away')),
  begun_by uuid not null,
  begun_at timestamptz not null,
  taken_in_at timestamptz,
  ended_at timestamptz,
  held text,
  map text not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  edition integer not null,
  check ((held is not null) = (state = 'looked-at'))
);
create index on actions.tracker (begun_at);
alter table actions.action add column list_id uuid references actions.tracker;
alter table actions.recommendation add column list_id uuid references actions.tracker;
create index on actions.action (list_id) where list_id is not null;
create index on actions.recommendation (list_id) where list_id is not null;

alter table actions.tracker enable row level security;
create constraint trigger needs_an_act after insert or update or delete on actions.tracker deferrable initially deferred for each row execute function record.needs_an_act();
create policy see on actions.tracker for select to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy say on actions.tracker for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on actions.tracker for update to trellis_app using (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
grant select, insert on actions.tracker to trellis_app;
grant update (state, taken_in_at, ended_at, held, map, added, changed, unchanged, edition) on actions.tracker to trellis_app;

-- What stands on a tracker that was taken in, as references: what somebody has said of since, or set because of. What time alone brings does not.
create function actions.stands_on(list uuid) returns text[] language plpgsql security definer set search_path = actions, pg_temp as $$
declare standing text[]; system constant uuid := '00000000-0000-7000-8000-000000000001';
begin
  perform from tracker t where t.id = list and t.areas <@ record.areas() and 'boards' = any(record.circles()) and t.state = 'taken-in';
  if not found then raise exception 'there is no tracker % taken in here', list using errcode = '42501'; end if;
  perform from action a where a.list_id = list for update;
  perform from recommendation r where r.list_id = list for update;
  with brought as (select d.word, d.at, d.user_id from record.fact f join record.act d on d.id = f.act_id where f.source_id = list and f.kind = 'tracker.taken-in')
  select coalesce(array_agg(reference order by reference), '{}') into standing from (
    select a.reference from action a where a.list_id = list and (exists (select from evidence e where e.action_id = a.id)
      or exists (select from progress p where p.action_id = a.id and p.by_id <> system)
      or exists (select from record.fact f join record.act d on d.id = f.act_id where f.source_id = a.id and f.kind in ('action.assigned', 'action.aimed') and (d.word, d.at, d.user_id) not in (select * from brought)))
    union
    select r.reference from recommendation r where r.list_id = list and (exists (select from evidence e where e.recommendation_id = r.id)
      or exists (select from followed f where f.recommendation_id = r.id and f.kind <> 'reminded') or exists (select from action a where a.source = 'recommendation' and a.source_id = r.id)
      or exists (select from record.fact f join record.act d on d.id = f.act_id where f.source_id = r.id and f.kind = 'recommendation.answered' and (d.word, d.at, d.user_id) not in (select * from brought)))) s;
  return standing;
end $$;

-- Takes away what a tracker brought, within the act that undoes it; nothing when something stands on it.
create function actions.take_away(list uuid) returns integer language plpgsql security definer set search_path = actions, pg_temp as $$
declare gone integer; more integer;
begin
  if stands_on(list) <> '{}' then raise exception 'something stands on what the tracker brought' using errcode = '23503'; end if;
  delete from progress p using action a where a.list_id = list and p.action_id = a.id;
  delete from action where list_id = list;
  get diagnostics gone = row_count;
  delete from followed f using recommendation r where r.list_id = list and f.recommendation_id = r.id;
  delete from recommendation where list_id = list;
  get diagnostics more = row_count;
  return gone + more;
end $$;
revoke execute on function actions.stands_on(uuid), actions.take_away(uuid) from public;
grant execute on function actions.stands_on(uuid), actions.take_away(uuid) to trellis_app;
