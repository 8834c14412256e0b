-- Lists of very many actions with any filter. docs/performance.md says how fast.

-- What words are looked for in, small letters: row policies keep an index of parts of words from being used, so that it is read row by row.
alter table actions.action add column searched text not null generated always as (lower(reference || ' ' || text || ' ' || owner || ' ' || coalesce(post_title, '') || ' ' || item)) stored;
-- In the order of the list, with all that row policies and filters ask: counted without the rows themselves.
create index on actions.action (due_on, id) include (status, agency, areas, matter_id, visible_to, for_body_id, source, agreed_at, said_on, set_on);
drop index actions.action_status_due_on_id_idx;
