-- An item of an agenda may be about an action that was taken there. The action is another module's: its id is kept and nothing joined, and
-- an action that is undone with the tracker it came in leaves the item as it was minuted.
alter table meetings.item add column action_id uuid;
create index on meetings.item (action_id) where action_id is not null;
