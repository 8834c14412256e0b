-- Anonymous answers. docs/decisions/0181-anonymous-answers.md says what is achieved, against whom, and what remains.

-- The box: what was sent while a round is open, locked with a key of the round that is not to be had from the database, and all of one length.
-- The application may put something in and, once, take all of it out; it has no right to the table itself.
-- mark: what an invitation hashes to under that key, so that nobody sends twice. No time, no id, no order of ours.
create table questionnaires.ballot (
  round_id uuid not null references questionnaires.round,
  mark bytea not null check (length(mark) = 32),
  locked bytea not null,
  primary key (round_id, mark)
);

-- The key of the box, locked with the key of the area. It is thrown away when the box is opened.
alter table questionnaires.round add column ballot_key text;

-- What came out of the box when the round closed: written in one transaction, shuffled, under random ids. part: an agency (agency:police) or an
-- area (area:RBKC); empty where a part had fewer answers than the round shows, with as many others as make up that number (Ballots.cs says how).
create table questionnaires.anonymous_answer (
  id uuid primary key default gen_random_uuid(),
  round_id uuid not null references questionnaires.round,
  part text not null,
  coded text not null
);
create index on questionnaires.anonymous_answer (round_id);
-- What was written, apart from the rest of its answer and from what else was written with it, and of no part.
create table questionnaires.anonymous_text (
  id uuid primary key default gen_random_uuid(),
  round_id uuid not null references questionnaires.round,
  field text not null,
  body text not null
);
create index on questionnaires.anonymous_text (round_id);

alter table questionnaires.ballot enable row level security;
alter table questionnaires.anonymous_answer enable row level security;
alter table questionnaires.anonymous_text enable row level security;
grant select on questionnaires.anonymous_answer, questionnaires.anonymous_text to trellis_app;
do $$
declare t text;
begin
  foreach t in array array['anonymous_answer', 'anonymous_text'] loop
    execute format('create policy see on questionnaires.%I for select to trellis_app using (''boards'' = any((select record.circles())::text[])
      and exists (select from questionnaires.round r where r.id = round_id and r.closed_at is not null and r.answered >= r.fewest))', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on questionnaires.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
  end loop;
end $$;

-- Puts an answer in. False: this one has put one in before.
create function questionnaires.cast_ballot(round uuid, mark bytea, locked bytea) returns boolean
  language plpgsql security definer set search_path = questionnaires, pg_temp as $$
begin
  if not exists (select from round r where r.id = cast_ballot.round and r.anonymous and r.opened_at is not null and r.closed_at is null and r.ballot_key is not null) then
    raise exception 'this round takes no answers' using errcode = '42501';
  end if;
  insert into ballot values (cast_ballot.round, cast_ballot.mark, cast_ballot.locked) on conflict do nothing;
  return found;
end $$;

-- Whether one has put one in.
create function questionnaires.has_cast(round uuid, mark bytea) returns boolean language sql stable security definer set search_path = questionnaires, pg_temp as
  $$ select exists (select from ballot b where b.round_id = has_cast.round and b.mark = has_cast.mark) $$;

-- Takes everything out, within an act.
create function questionnaires.take_box(round uuid) returns setof bytea language plpgsql security definer set search_path = questionnaires, pg_temp as $$
begin
  if session_user = 'trellis_app' and not exists (select from record.act where xid = pg_current_xact_id()) then raise exception 'a box was opened outside an act' using errcode = '42501'; end if;
  return query delete from ballot b where b.round_id = take_box.round returning b.locked;
end $$;

-- Keeps what was in it: once, in the order the program shuffled it into, under random ids.
create function questionnaires.keep_answers(round uuid, answered integer, parts text[], coded text[], fields text[], bodies text[]) returns void
  language plpgsql security definer set search_path = questionnaires, public, pg_temp as $$
begin
  if not exists (select from round r where r.id = keep_answers.round and r.anonymous and r.closed_at is not null and r.ballot_key is null) or exists (select from anonymous_answer a where a.round_id = keep_answers.round) then
    raise exception 'the answers of this round cannot be kept' using errcode = '42501';
  end if;
  update round r set answered = keep_answers.answered where r.id = keep_answers.round;
  insert into anonymous_answer (round_id, part, coded) select keep_answers.round, p, c from unnest(keep_answers.parts, keep_answers.coded) as t(p, c);
  insert into anonymous_text (round_id, field, body) select keep_answers.round, f, b from unnest(keep_answers.fields, keep_answers.bodies) as t(f, b);
end $$;

revoke execute on function questionnaires.cast_ballot, questionnaires.has_cast, questionnaires.take_box, questionnaires.keep_answers from public;
grant execute on function questionnaires.cast_ballot, questionnaires.has_cast, questionnaires.take_box, questionnaires.keep_answers to trellis_app;

-- An anonymous round opens once and closes once, and shows no fewer than it said: otherwise its box could be looked into while answers come in.
create function questionnaires.opens_once() returns trigger language plpgsql as $$
begin
  if old.anonymous is distinct from new.anonymous or (old.anonymous and (
      new.fewest <> old.fewest or (old.opened_at is not null and new.opened_at is distinct from old.opened_at) or (old.closed_at is not null and new.closed_at is distinct from old.closed_at)
      or (old.opened_at is not null and new.ballot_key is not null and new.ballot_key is distinct from old.ballot_key))) then
    raise exception 'an anonymous round opens once and closes once' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger opens_once before update on questionnaires.round for each row execute function questionnaires.opens_once();

-- Actions set because of what was answered.
alter table actions.action drop constraint action_source_check;
alter table actions.action add constraint action_source_check check (source in ('meeting', 'plan', 'audit', 'review', 'recommendation', 'step', 'questionnaire', 'other'));
