-- What a stranger found: docs/decisions/0066-what-a-stranger-found.md.

-- A day without end has no place in a chain of hashes: one such row would stop the sealing of all that come after it.
alter table record.fact add constraint finite_time check (isfinite(occurred_on) and isfinite(occurred_at)) not valid;
do $$
begin
  if exists (select from record.fact where not (isfinite(occurred_on) and isfinite(occurred_at))) then
    raise warning 'facts without a finite day are in the record: see "record verify"';
  else
    alter table record.fact validate constraint finite_time;
  end if;
end $$;
