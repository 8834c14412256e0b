-- Whoever enters a claim does not approve it, and reserves are moved between areas. docs/decisions/0245-two-people-for-each-pound.md

-- approved_by: null where it was approved before this was kept.
alter table money.claim add column approved_by uuid references agencies.staff;
alter table money.claim add constraint claim_needs_two check (approved_by <> entered_by);
alter table money.claim add check (approved_by is null or approved_on is not null);

-- moved: what areas hand each other of their reserves, nothing of all together.
alter table money.line drop constraint line_section_check;
alter table money.line add constraint line_section_check check (section in ('funding', 'adjustments', 'spending', 'reserves', 'moved'));
