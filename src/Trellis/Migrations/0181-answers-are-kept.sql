-- How long what was answered in a round is kept, and whom it was asked of. docs/decisions/0221-answers-go-by-themselves.md
alter table questionnaires.round add column addresses_gone_at timestamptz, add column answers_gone_at timestamptz;
alter table questionnaires.round add check (addresses_gone_at is null or closed_at is not null), add check (answers_gone_at is null or addresses_gone_at is not null);
grant usage on schema questionnaires to trellis_steward;

-- Closed rounds of which something is still kept, and whether a hold on everything in an area of theirs stands.
create function questionnaires.kept(today date) returns table (id uuid, area text, closed_at timestamptz, addresses boolean, held boolean)
  language sql stable security definer set search_path = questionnaires, pg_temp as $$
  select r.id, r.areas[1], r.closed_at, r.addresses_gone_at is null,
    exists (select from retention.hold h where h.area = any(r.areas) and num_nonnulls(h.person_id, h.matter_id, h.process) = 0 and h.lifted_at is null and h.from_on <= kept.today and (h.until_on is null or h.until_on >= kept.today))
  from round r where r.closed_at is not null and r.answers_gone_at is null order by r.closed_at, r.id $$;

-- Names and addresses of those who were asked by a link, or for themselves. How many were asked, and of which agency, stays.
create function questionnaires.forget_who(round uuid, at timestamptz) returns integer language plpgsql security definer set search_path = questionnaires, pg_temp as $$
declare n integer;
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  delete from link where round_id = forget_who.round;
  update invitation i set name = 'Disposed of', address = case when i.address = '' then '' else 'Disposed of' end where i.round_id = forget_who.round and (i.address <> '' or i.staff_id is not null);
  get diagnostics n = row_count;
  update round r set addresses_gone_at = forget_who.at where r.id = forget_who.round and r.addresses_gone_at is null;
  return n;
end $$;

-- What was answered, evidenced, moderated and found in words. Response rates, what figures counted and the assurance of the partnership stay.
create function questionnaires.erase(round uuid, act uuid, at timestamptz) returns integer language plpgsql security definer set search_path = questionnaires, pg_temp as $$
declare n integer;
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  delete from tagging where round_id = erase.round;
  delete from theme where round_id = erase.round;
  delete from anonymous_text where round_id = erase.round;
  delete from anonymous_answer where round_id = erase.round;
  delete from ballot where round_id = erase.round;
  delete from evidence_piece p using evidence e where e.id = p.evidence_id and e.round_id = erase.round;
  delete from evidence where round_id = erase.round;
  delete from moderation where round_id = erase.round;
  delete from delegation where round_id = erase.round;
  delete from draft where round_id = erase.round;
  delete from version where round_id = erase.round;
  get diagnostics n = row_count;
  -- Whether somebody answered stays, without what it began with.
  update response set brought = null where round_id = erase.round and brought is not null;
  update round r set answers_gone_at = erase.at where r.id = erase.round and r.answers_gone_at is null;
  insert into record.fact (id, act_id, kind, source_id, area, occurred_at, day_only, occurred_on, recorded, salt)
    select uuidv7(), erase.act, 'questionnaire.disposed', r.id, r.areas[1], erase.at, false, (erase.at at time zone 'Europe/London')::date, erase.at, public.gen_random_bytes(16) from round r where r.id = erase.round;
  return n;
end $$;
revoke execute on function questionnaires.kept, questionnaires.forget_who, questionnaires.erase from public;
grant execute on function questionnaires.kept, questionnaires.forget_who, questionnaires.erase to trellis_steward;
