-- What another area's program is told of somebody who is known here: their reference, to quote to the front door. Of who is hidden, nothing.
create function people.references_of(people uuid[]) returns table (id uuid, reference text, area text)
  language sql stable security definer set search_path = people, pg_temp as $$
  select p.id, p.reference, p.area from person p where p.id = any(references_of.people) and p.area = any(record.areas()) and p.id <> all(access.hidden_people()) $$;
revoke execute on function people.references_of from public;
grant execute on function people.references_of to trellis_app;
