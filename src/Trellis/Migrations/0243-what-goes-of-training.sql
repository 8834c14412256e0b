-- How long who came to training is kept, and who was to come. docs/decisions/0261-training-goes-by-itself.md
grant usage on schema training to trellis_steward;

-- Delegates and workers of whom nothing was known since a day: no booking, no account, no charge that is open; those who left, and those no list
-- has any more. held: everything in their area is.
create function training.kept(before date, today date) returns table (id uuid, kind text, area text, held boolean)
  language sql stable security definer set search_path = training, pg_temp as $$
  select g.id, g.kind, g.area, exists (select from retention.hold h where h.area = any(g.areas) and num_nonnulls(h.person_id, h.matter_id, h.process) = 0 and h.lifted_at is null and h.from_on <= kept.today and (h.until_on is null or h.until_on >= kept.today))
  from (
    select d.id, 'delegate' as kind, (a.areas)[1] as area, a.areas
    from delegate d cross join lateral (select coalesce(array_agg(distinct b.area order by b.area), '{}') as areas, max(w.ends_at) as last from booking b join workshop w on w.id = b.workshop_id where b.delegate_id = d.id or b.booked_by = d.id or b.first_delegate_id = d.id) a
    where d.email not like 'gone-%@disposed.invalid' and greatest(d.made_at, a.last) < (kept.before::timestamp at time zone 'Europe/London')
      and not exists (select from charge c where c.delegate_id = d.id and c.paid_on is null and c.waived_on is null)
      and not exists (select from worker w where w.email = d.email and w.ended_on is null and w.left_on is null)
    union all
    select w.id, 'worker', w.area, array[w.area] from worker w where least(w.left_on, w.ended_on) < kept.before
    union all
    select l.id, 'learnt', l.area, array[l.area] from learnt l
    where greatest(l.done_on, (l.added_at at time zone 'Europe/London')::date) < kept.before and not exists (select from worker w where w.email = l.email and w.ended_on is null and w.left_on is null)
    union all
    select s.id, 'showing', s.area, array[s.area] from showing s
    where coalesce(s.taken_back_at, s.said_at) < (kept.before::timestamp at time zone 'Europe/London') and (s.taken_back_at is not null or not exists (select from worker w where w.email = s.email and w.agency = s.agency and w.ended_on is null and w.left_on is null))
  ) g
$$;

-- How many came, and what it cost and changed in numbers, stays; who it was goes.
create function training.forget(what text, gone uuid) returns void language plpgsql security definer set search_path = training, pg_temp as $$
declare address text;
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  if what = 'worker' then delete from letter where worker_id = forget.gone; delete from worker where id = forget.gone; return; end if;
  if what = 'showing' then delete from showing where id = forget.gone; return; end if;
  if what = 'learnt' then
    delete from learnt_piece p using learnt_file f where p.file_id = f.id and f.learnt_id = forget.gone;
    delete from learnt_file where learnt_id = forget.gone;
    delete from learnt where id = forget.gone;
    return;
  end if;
  select email into address from delegate where id = forget.gone;
  delete from letter l where l.delegate_id = forget.gone or l.booking_id in (select b.id from booking b where b.delegate_id = forget.gone) or l.proof_id in (select p.id from proof p where p.email = address);
  delete from proof where email = address;
  update evaluation e set will_do = '', comments = '' where e.id in (select b.id from booking b where b.delegate_id = forget.gone);
  update follow_up f set example = '', manager_says = '' where f.id in (select b.id from booking b where b.delegate_id = forget.gone);
  update charge c set waived_why = case when c.waived_on is null then '' else 'Disposed of' end where c.delegate_id = forget.gone;
  update booking b set needs = '', certificate = null where b.delegate_id = forget.gone;
  update delegate d set email = 'gone-' || d.id || '@disposed.invalid', name = 'Disposed of', organisation = 'Disposed of', user_id = null where d.id = forget.gone;
end $$;
revoke execute on function training.kept(date, date), training.forget(text, uuid) from public;
grant execute on function training.kept(date, date), training.forget(text, uuid) to trellis_steward;
