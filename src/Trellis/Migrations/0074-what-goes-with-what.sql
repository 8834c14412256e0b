-- What goes when somebody is disposed of, and what a restored backup must not bring to life again. docs/decisions/0125-what-goes-with-what.md

-- With documents, also those of a draft. Without a proposal it is done again after a restore: the one that was approved is settled.
create or replace function retention.erase(person uuid, proposal uuid, act uuid, at timestamptz) returns void language plpgsql security definer set search_path = retention, pg_temp as $$
declare
  own uuid[] := own_matters(erase.person);
  gone uuid[];
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  gone := array(select s.id from casework.step s where s.matter_id = any(own)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> erase.person)));
  delete from messages.email_message e using messages.message m where e.message_id = m.id and m.about_id = any(gone);
  delete from messages.message where about_id = any(gone);
  delete from casework.draft_before where step_id = any(gone);
  delete from casework.draft where step_id = any(gone);
  delete from documents.document where step_id = any(gone);
  delete from casework.version where step_id = any(gone);
  delete from casework.step_person where step_id = any(gone) or person_id = erase.person;
  delete from casework.step where id = any(gone);
  delete from casework.involvement where matter_id = any(own);
  delete from access.glass where person_id = erase.person or matter_id = any(own);
  delete from access.closure where person_id = erase.person or matter_id = any(own);
  delete from access.conflict where person_id = erase.person;
  delete from access.open_to where matter_id = any(own);
  delete from access.person_open_to where person_id = erase.person;
  update oversight.flag set person_id = null, occasion = id::text where person_id = erase.person;
  delete from retention.hold where person_id = erase.person or matter_id = any(own);
  delete from casework.participant where person_id = erase.person;
  delete from casework.matter where id = any(own);
  update retention.proposal p set person_id = null, disposed_act = case when p.id = coalesce(erase.proposal, p.id) and p.approved then erase.act else p.disposed_act end, disposed_at = case when p.id = coalesce(erase.proposal, p.id) and p.approved then erase.at else p.disposed_at end where p.person_id = erase.person;
  delete from people.person where id = erase.person;
end $$;
create function retention.is_there(person uuid) returns boolean language sql stable security definer set search_path = retention, pg_temp as $$
  select exists (select from people.person p where p.id = is_there.person) $$;
revoke execute on function retention.is_there from public;
grant execute on function retention.is_there to trellis_steward;

-- A link that had not been used when the backup was made may have been since; so may a way to an agency's sign-in. Tokens are of an hour.
create or replace function agencies.after_restore(at timestamptz) returns void language sql set search_path = agencies, pg_temp as $$
  update session set ended_at = at where ended_at is null;
  delete from held_form;
  update link set lapsed_at = at where used_at is null and lapsed_at is null;
  delete from link_key;
  delete from way;
  delete from client_token; $$;
