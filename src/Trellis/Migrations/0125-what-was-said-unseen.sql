-- What an agency said of somebody whom it is not shown, with the matter it began. Whoever sees the person reads it, unless the matter is closed to them.
alter table people.source_record add column matter_id uuid;
alter policy see on people.source_record using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[])
  and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.person_open_to o where o.person_id = source_record.person_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || source_record.agency)))));

-- Whoever is not shown somebody cannot know that where they live is confidential. Then so is what anybody says of where that is.
create function people.said_of_a_confidential_address() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if new.visible_to is null and new.said::jsonb ? 'Address' and exists (select from person p where p.id = new.person_id and p.confidential_address) then
    new.visible_to := 'addresses';
  end if;
  return new;
end $$;
create trigger kept_to_its_circle before insert on people.source_record for each row execute function people.said_of_a_confidential_address();
