-- Words and escalations in lists of very many actions. docs/performance.md says how fast.

-- The due dates it went up for: an action with another date has not.
alter table actions.action add column escalated_for date[] not null default '{}';
update actions.action a set escalated_for = (select array_agg(distinct p.due_on) from actions.progress p where p.action_id = a.id and p.kind = 'escalated' and p.due_on is not null)
where exists (select from actions.progress p where p.action_id = a.id and p.kind = 'escalated' and p.due_on is not null);

-- The index lists are counted and ordered by, with what they were escalated for.
do $$
begin
  execute (select 'drop index ' || i.indexrelid::regclass from pg_index i where i.indrelid = 'actions.action'::regclass and pg_get_indexdef(i.indexrelid) like '%(due_on, id) INCLUDE%');
end $$;
create index on actions.action (due_on, id) include (status, agency, areas, matter_id, visible_to, for_body_id, source, agreed_at, said_on, set_on, escalated_for);

-- Which actions of the partnership's business hold words: of those the asker sees, by the words of the row policy itself. Under that policy an index of parts of
-- words is not used, because looking into one could say something of rows that are not seen; here the policy stands beside the words in the same question.
create index on actions.action using gin (searched public.gin_trgm_ops);
create function actions.holding(pattern text) returns setof uuid language sql stable security definer set search_path = actions, pg_temp as $$
  select id from action where searched like pattern and matter_id is null and areas && (select record.areas())::text[]
    and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[]))
$$;
revoke execute on function actions.holding(text) from public;
grant execute on function actions.holding(text) to trellis_app;
