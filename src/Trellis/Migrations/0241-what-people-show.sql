-- Whether somebody whom an agency names shows it their training, what shows that they learnt something elsewhere, and being asked.
-- docs/decisions/0260-who-must-have-what.md

-- shows false: they say that they do not, or that they are nobody of that agency.
create table training.showing (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  agency text not null references agencies.agency (code),
  area text not null,
  shows boolean not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  edition integer not null
);
create unique index on training.showing (email, agency) where taken_back_at is null;

-- A file that shows it: as documents of a form are.
create table training.learnt_file (
  id uuid primary key,
  learnt_id uuid not null unique references training.learnt,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null
);
create table training.learnt_piece (
  file_id uuid not null references training.learnt_file,
  number integer not null,
  body bytea not null,
  primary key (file_id, number)
);
alter table training.learnt_piece alter column body set storage external;

-- A letter may go to somebody an agency named.
alter table training.letter add worker_id uuid references training.worker;
create index on training.letter (worker_id);
alter table training.letter drop constraint letter_check;
alter table training.letter add check (num_nonnulls(delegate_id, proof_id, worker_id) = 1);
drop policy say on training.letter;
create policy say on training.letter for insert to trellis_app with check (area = any((select record.areas())::text[])
  and ((select training.runs()) or exists (select from training.booking b where b.id = booking_id) or exists (select from training.worker w where w.id = worker_id)));

-- Whether they show their training to an agency that names them: as they said, or else where they book with an account of it.
create function training.shows(of_email text, to_agency text) returns boolean language sql stable security definer set search_path = training, pg_temp as $$
  select coalesce((select s.shows from showing s where s.email = shows.of_email and s.agency = shows.to_agency and s.taken_back_at is null),
    exists (select from delegate d where d.email = shows.of_email and d.agency = shows.to_agency and d.user_id is not null))
$$;
revoke execute on function training.shows(text, text) from public;
grant execute on function training.shows(text, text) to trellis_app;

do $$
declare t text;
begin
  foreach t in array array['showing', 'learnt_file', 'learnt_piece'] loop
    execute format('alter table training.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on training.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on training.%I to trellis_app', t);
  end loop;
end $$;
grant update on training.showing to trellis_app;

-- They say it themselves, through the product that acts for them; the lead of the agency hears it.
create policy see on training.showing for select to trellis_app using (area = any((select record.areas())::text[])
  and ((select training.runs()) or exists (select from training.worker w where w.email = showing.email and w.agency = showing.agency)));
create policy say on training.showing for insert to trellis_app with check (area = any((select record.areas())::text[]) and (select training.runs()));
create policy change on training.showing for update to trellis_app using (area = any((select record.areas())::text[]) and (select training.runs()));

-- What an agency's lead says is theirs to see, and what somebody of theirs said themselves and shows; not what another agency said.
create policy see on training.learnt for select to trellis_app using (((select training.runs()) and area = any((select record.areas())::text[]))
  or exists (select from training.worker w where w.email = learnt.email and (w.agency = learnt.agency or (learnt.agency is null and training.shows(w.email, w.agency)))));
create policy say on training.learnt for insert to trellis_app with check (area = any((select record.areas())::text[])
  and ((select training.runs()) or exists (select from training.worker w where w.email = learnt.email and w.agency = learnt.agency)));
create policy change on training.learnt for update to trellis_app using (area = any((select record.areas())::text[])
  and ((select training.runs()) or exists (select from training.worker w where w.email = learnt.email and w.agency = learnt.agency)));
create policy see on training.learnt_file for select to trellis_app using (exists (select from training.learnt l where l.id = learnt_id));
create policy say on training.learnt_file for insert to trellis_app with check (exists (select from training.learnt l where l.id = learnt_id));
create policy see on training.learnt_piece for select to trellis_app using (exists (select from training.learnt_file f where f.id = file_id));
create policy say on training.learnt_piece for insert to trellis_app with check (exists (select from training.learnt_file f where f.id = file_id));
