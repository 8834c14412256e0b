-- A joint meeting is of the areas of both bodies. Whoever holds a seat says for it that they cannot come, also where they act in one
-- of those areas alone; who sees the meeting is as before.
create function meetings.holds(seat uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from meetings.holder h where h.user_id = (select access.me()) and h.seat_id = holds.seat)
$$;

drop policy say on meetings.attendance;
create policy say on meetings.attendance for insert to trellis_app with check (
  exists (select from meetings.meeting m where m.id = meeting_id and (m.areas <@ (select record.areas())::text[] or meetings.holds(seat_id))));
drop policy change on meetings.attendance;
create policy change on meetings.attendance for update to trellis_app using (
  exists (select from meetings.meeting m where m.id = meeting_id and (m.areas <@ (select record.areas())::text[] or meetings.holds(seat_id))));

-- An item of an agenda may be about an action that was taken there. The action is another module's: its id is kept and nothing joined, and
-- an action that is undone with the tracker it came in leaves the item as it was minuted.
alter table meetings.item add column action_id uuid;
create index on meetings.item (action_id) where action_id is not null;
