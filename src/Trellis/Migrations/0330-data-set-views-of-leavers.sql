-- Of the standard safeguarding data set how young people are who have left care, and the legal statuses of a time in care one after the other, as views
-- like those of 0305 and 0314. docs/decisions/0341-care-leavers-by-birthday.md, docs/data-set-views.md

create or replace view ssd.ssd_legal_status with (security_invoker = true) as select
  f.key as lega_legal_status_id,
  f.person as lega_person_id,
  ssd.said(f.id, 'legal-status') as lega_legal_status,
  f.occurred_on::timestamp as lega_legal_status_start_date,
  (select min(e.occurred_on)::timestamp from record.effective e where e.person_id = f.person_id and e.kind in ('care.legal-status-changed', 'care.ended') and e.occurred_on > f.occurred_on
    and e.because_id = case f.kind when 'care.began' then f.source_id else f.because_id end) as lega_legal_status_end_date
  from ssd.fact f where f.kind in ('care.began', 'care.legal-status-changed');

create view ssd.ssd_care_leavers with (security_invoker = true) as select
  f.key as clea_table_id,
  f.person as clea_person_id,
  case ssd.said(f.id, 'eligibility') when 'relevant' then 'Relevant' when 'former-relevant' then 'Former relevant' end as clea_care_leaver_eligibility,
  case ssd.said(f.id, 'in-touch') when 'in-touch' then 'YES' when 'not-in-touch' then 'NO' when 'refuses' then 'REFU' when 'not-required' then 'NREQ' when 'home' then 'RHOM' when 'died' then 'DIED' end as clea_care_leaver_in_touch,
  null::text as clea_care_leaver_latest_contact,
  ssd.said(f.id, 'accommodation') as clea_care_leaver_accommodation,
  case ssd.said(f.id, 'suitable') when 'suitable' then '1' when 'unsuitable' then '2' end as clea_care_leaver_accom_suitable,
  ssd.said(f.id, 'activity') as clea_care_leaver_activity,
  null::timestamp as clea_pathway_plan_review_date,
  null::text as clea_care_leaver_personal_advisor,
  null::text as clea_care_leaver_allocated_team,
  null::text as clea_care_leaver_worker_id
  from ssd.fact f where f.kind = 'leaver.told'
    and not exists (select from record.effective e where e.kind = 'leaver.told' and e.person_id = f.person_id and e.occurred_on > f.occurred_on);

grant select on ssd.ssd_care_leavers to trellis_app;
