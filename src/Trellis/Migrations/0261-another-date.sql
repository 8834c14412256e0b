-- A booking that was moved to another date of the course says from which. docs/decisions/0281-another-date-and-too-many.md
alter table training.booking add moved_from uuid unique references training.booking check (moved_from <> id);
