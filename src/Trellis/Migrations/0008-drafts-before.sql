-- What one person had typed and another saved over: kept until the step is completed, so that nobody's words are lost.
create table casework.draft_before (
  step_id uuid not null references casework.draft on delete cascade,
  edition integer not null,
  area text not null,
  visible_to text,
  answers jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  primary key (step_id, edition)
);
alter table casework.draft_before enable row level security;
create policy area on casework.draft_before to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]))
  with check (area = any((select record.areas())::text[]));
grant select, insert on casework.draft_before to trellis_app;
