-- Too many came to a workshop that gave more places than its room has. docs/decisions/0281-another-date-and-too-many.md
alter table training.booking
  drop constraint booking_came_check,
  add constraint booking_came_check check (came in ('whole', 'part', 'no', 'full'));
