-- A topic of a work programme is put on the agenda of a meeting: item_id is the item. docs/decisions/0300-topics-on-agendas.md
alter table meetings.topic add column item_id uuid references meetings.item;
create index on meetings.topic (item_id) where item_id is not null;
