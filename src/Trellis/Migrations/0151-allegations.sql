-- What the designated officer for allegations keeps beside the matters themselves: consultations, who was reached, the Safer
-- Organisations Checklist. docs/decisions/0191-the-designated-officers-pages.md says why.

create schema allegations;
grant usage on schema allegations to trellis_app, trellis_steward;
create sequence allegations.reference start 101;
grant usage on sequence allegations.reference to trellis_app;

-- Advice where somebody is unsure. It is about nobody in the index of people, and no referral.
create table allegations.consultation (
  id uuid primary key,
  reference text not null unique,
  area text not null,
  on_date date not null,
  asked_by text not null check (length(asked_by) between 1 and 200),
  told_by text not null,
  sector text not null,
  question text not null check (length(question) between 1 and 4000),
  advice text not null,
  words text not null check (length(words) between 1 and 4000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on allegations.consultation (area, on_date);

-- Who was reached, when and how, so that a sector that refers little can be seen to have been told.
create table allegations.promotion (
  id uuid primary key,
  area text not null,
  on_date date not null,
  kind text not null,
  sector text not null,
  reached integer not null check (reached between 0 and 100000),
  words text not null check (length(words) <= 1000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on allegations.promotion (area, on_date);

create table allegations.checklist (
  id uuid primary key,
  area text not null,
  setting text not null check (length(setting) between 1 and 200),
  sector text not null,
  on_date date not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on allegations.checklist (area, on_date);
-- item: a statement of practice/allegations.yaml.
create table allegations.checklist_answer (
  checklist_id uuid not null references allegations.checklist,
  item text not null,
  answer text not null check (answer in ('yes', 'partly', 'no')),
  words text not null check (length(words) <= 1000),
  primary key (checklist_id, item)
);

do $$
declare t text;
begin
  foreach t in array array['consultation', 'promotion', 'checklist', 'checklist_answer'] loop
    execute format('alter table allegations.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on allegations.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on allegations.%I to trellis_app', t);
    continue when t = 'checklist_answer';
    -- Who was reached and which settings looked at themselves is no secret of the circle, but of those who keep the partnership''s business too.
    execute format('create policy see on allegations.%I for select to trellis_app using (area = any((select record.areas())::text[]) and (select record.circles())::text[] && %L::text[])', t, case when t = 'consultation' then '{allegations}' else '{allegations,boards}' end);
    execute format('create policy say on allegations.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and ''allegations'' = any((select record.circles())::text[]))', t);
  end loop;
end $$;
create policy see on allegations.checklist_answer for select to trellis_app using (exists (select from allegations.checklist c where c.id = checklist_id));
create policy say on allegations.checklist_answer for insert to trellis_app with check (exists (select from allegations.checklist c where c.id = checklist_id));
