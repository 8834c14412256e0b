-- Plans set up in the browser, with actions that stand in the one list. docs/decisions/0272-plans-written-here.md says why it looks like this.

-- action_id: the action in the one list that is done for it: whose it is, by when and how far is read there.
alter table plans.action add column action_id uuid unique references actions.action;

-- Who may see a plan sees how far all of it is; in the list of actions an agency sees its own. Names nobody: actions about a matter are not
-- among them, and a plan is of nobody in particular.
create function actions.of_plan(plan uuid) returns table (id uuid, reference text, agency text, owner text, due_on date, set_on date, status text, said_on date, said text, agreed boolean)
language sql stable security definer set search_path = pg_catalog, actions, record as $$
  select a.id, a.reference, a.agency, a.owner, a.due_on, a.set_on, a.status, a.said_on,
    coalesce((select p.text from actions.progress p where p.action_id = a.id and p.kind = 'said' order by p.at desc, p.id desc limit 1), ''), a.agreed_at is not null
  from actions.action a
  where a.source = 'plan' and a.source_id = plan and a.matter_id is null and a.areas && record.areas()::text[]
$$;
revoke execute on function actions.of_plan(uuid) from public;
grant execute on function actions.of_plan(uuid) to trellis_app;
