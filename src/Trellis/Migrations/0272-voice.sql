-- What children, young people, adults and communities told the partnership, what changed, and that they were told.
-- docs/decisions/0292-what-was-heard.md says why it looks like this.

create schema voice;
grant usage on schema voice to trellis_app;

-- who: a code of voice-who; how: of voice-how. people null: nobody counted. Names nobody: it is for everybody of the partnership to read.
create table voice.heard (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  on_day date not null,
  who text not null,
  how text not null,
  people integer check (people > 0),
  title text not null check (length(title) between 1 and 200),
  asked text not null check (length(asked) <= 2000),
  said text not null check (length(said) between 1 and 4000),
  own_words text not null check (length(own_words) <= 2000),
  themes text[] not null,
  agency text,
  led_by text not null check (length(led_by) <= 200),
  young_scrutineers boolean not null,
  made_at timestamptz not null,
  edition integer not null
);
create index on voice.heard (on_day);

-- kind: something changed because of it, nothing can change and why, or they were told what came of it.
create table voice.came_of (
  id uuid primary key,
  heard_id uuid not null references voice.heard,
  kind text not null check (kind in ('changed', 'cannot', 'fed-back')),
  on_day date not null,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on voice.came_of (heard_id);

do $$
declare t text;
begin
  foreach t in array array['heard', 'came_of'] loop
    execute format('alter table voice.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on voice.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
  end loop;
end $$;
grant select, insert, update on voice.heard to trellis_app;
grant select, insert on voice.came_of to trellis_app;
create policy see on voice.heard for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on voice.heard for insert to trellis_app with check (areas <@ (select record.areas())::text[]);
create policy change on voice.heard for update to trellis_app using (areas && (select record.areas())::text[]);
create policy see on voice.came_of for select to trellis_app using (exists (select from voice.heard h where h.id = heard_id));
create policy say on voice.came_of for insert to trellis_app with check (exists (select from voice.heard h where h.id = heard_id));
