-- What goes with a course or one of its workshops, as a file or a link, and who gets it when. docs/decisions/0263-materials.md

-- workshop_id null: of every workshop of the course. who: everybody, whoever is booked, or those who give it. opens: at once, shortly before the
-- day, or after it; how shortly, and until when, is in practice/training.yaml.
create table training.material (
  id uuid primary key,
  course_id uuid not null references training.course,
  workshop_id uuid references training.workshop,
  title text not null check (length(title) between 1 and 200),
  address text not null check (length(address) <= 500),
  who text not null check (who in ('everybody', 'booked', 'trainers')),
  opens text not null check (opens in ('at-once', 'before', 'after')),
  added_at timestamptz not null,
  added_by uuid not null references agencies.staff,
  withdrawn_at timestamptz,
  edition integer not null,
  check (who <> 'everybody' or workshop_id is not null or opens = 'at-once')
);
create index on training.material (course_id);
create index on training.material (workshop_id);

create table training.material_file (
  id uuid primary key,
  material_id uuid not null unique references training.material,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv', 'mp3', 'm4a', 'ogg')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create table training.material_piece (
  file_id uuid not null references training.material_file,
  number integer not null,
  body bytea not null,
  primary key (file_id, number)
);
alter table training.material_piece alter column body set storage external;

-- Courses of which the asker gives a workshop.
create function training.led_courses() returns uuid[] language sql stable security definer set search_path = training, pg_temp
  as $$ select coalesce(array_agg(distinct w.course_id), '{}') from workshop w where w.id = any(led()) $$;
revoke execute on function training.led_courses() from public;
grant execute on function training.led_courses() to trellis_app;

do $$
declare t text;
begin
  foreach t in array array['material', 'material_file', 'material_piece'] loop
    execute format('alter table training.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on training.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on training.%I to trellis_app', t);
  end loop;
end $$;
grant update on training.material to trellis_app;

-- Those who run training and those who give it see all of it; anybody else who sees the course what is for everybody. Whoever is booked gets
-- theirs from the product, which acts for them.
create policy see on training.material for select to trellis_app using (exists (select from training.course c where c.id = course_id) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])
  or (workshop_id is null and course_id = any((select training.led_courses())::uuid[])) or (who = 'everybody' and withdrawn_at is null and (workshop_id is null or exists (select from training.workshop w where w.id = workshop_id)))));
create policy say on training.material for insert to trellis_app with check (exists (select from training.course c where c.id = course_id) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])));
create policy change on training.material for update to trellis_app using (exists (select from training.course c where c.id = course_id) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])));
create policy see on training.material_file for select to trellis_app using (exists (select from training.material m where m.id = material_id));
create policy say on training.material_file for insert to trellis_app with check (exists (select from training.material m where m.id = material_id));
create policy see on training.material_piece for select to trellis_app using (exists (select from training.material_file f where f.id = file_id));
create policy say on training.material_piece for insert to trellis_app with check (exists (select from training.material_file f where f.id = file_id));
