-- Of the standard safeguarding data set what feeds tell of looked-after and missing children and of visits, as views like those of 0305. An episode
-- is a whole time in care: changes of placement within it are not kept as episodes (decision 0321). docs/data-set-views.md

create view ssd.ssd_cla_episodes with (security_invoker = true) as select
  f.key as clae_cla_episode_id,
  f.person as clae_person_id,
  f.occurred_on::timestamp as clae_cla_episode_start_date,
  'S'::text as clae_cla_episode_start_reason,
  null::text as clae_cla_primary_need_code,
  e.occurred_on::timestamp as clae_cla_episode_ceased_date,
  ssd.said(e.id, 'because') as clae_cla_episode_ceased_reason,
  f.key as clae_cla_id,
  null::text as clae_referral_id,
  null::text as clae_cla_placement_id,
  f.occurred_on::timestamp as clae_entered_care_date,
  null::timestamp as clae_cla_last_iro_contact_date
  from ssd.fact f left join lateral (select e.id, e.occurred_on from record.effective e where e.kind = 'care.ended' and e.person_id = f.person_id and e.because_id = f.source_id order by e.occurred_on desc limit 1) e on true
  where f.kind = 'care.began';

create view ssd.ssd_cla_placement with (security_invoker = true) as select
  f.key as clap_cla_placement_id,
  f.occurred_on::timestamp as clap_cla_placement_start_date,
  ssd.said(f.id, 'kind') as clap_cla_placement_type,
  null::text as clap_cla_placement_urn,
  null::text as clap_cla_placement_distance,
  f.person || '-' || f.because_id as clap_cla_id,
  ssd.said(f.id, 'provider') as clap_cla_placement_provider,
  null::text as clap_cla_placement_postcode,
  null::timestamp as clap_cla_placement_end_date,
  null::text as clap_cla_placement_change_reason,
  f.person as clap_person_id
  from ssd.fact f where f.kind = 'care.placed';

create view ssd.ssd_legal_status with (security_invoker = true) as select
  f.key as lega_legal_status_id,
  f.person as lega_person_id,
  ssd.said(f.id, 'legal-status') as lega_legal_status,
  f.occurred_on::timestamp as lega_legal_status_start_date,
  null::timestamp as lega_legal_status_end_date
  from ssd.fact f where f.kind = 'care.began';

create view ssd.ssd_cla_reviews with (security_invoker = true) as select
  f.key as clar_cla_review_id,
  f.person || '-' || f.because_id as clar_cla_id,
  (select min(d.due_on)::timestamp from record.deadline d where d.timescale in ('child-in-need.first-care-review', 'child-in-need.second-care-review', 'child-in-need.later-care-review') and d.person_id = f.person_id and d.ended_by = f.id) as clar_cla_review_due_date,
  f.occurred_on::timestamp as clar_cla_review_date,
  null::text as clar_cla_review_cancelled,
  ssd.said(f.id, 'participation') as clar_cla_review_participation
  from ssd.fact f where f.kind = 'care.reviewed';

create view ssd.ssd_missing with (security_invoker = true) as select
  f.key as miss_table_id,
  f.person as miss_person_id,
  f.occurred_on::timestamp as miss_missing_episode_start_date,
  case ssd.said(f.id, 'kind') when 'missing' then 'M' when 'away' then 'A' end as miss_missing_episode_type,
  e.occurred_on::timestamp as miss_missing_episode_end_date,
  case ssd.said(e.id, 'interview-offered') when 'yes' then 'Y' when 'no' then 'N' end as miss_missing_rhi_offered,
  case ssd.said(e.id, 'interview-accepted') when 'yes' then 'Y' when 'no' then 'N' end as miss_missing_rhi_accepted
  from ssd.fact f left join lateral (select e.id, e.occurred_on from record.effective e where e.kind = 'missing.ended' and e.person_id = f.person_id and e.because_id = f.source_id order by e.occurred_on limit 1) e on true
  where f.kind = 'missing.began';

create view ssd.ssd_cp_visits with (security_invoker = true) as select
  f.key as cppv_cp_visit_id,
  f.person as cppv_person_id,
  (select s.id::text from record.status_period s where s.kind = 'child-protection-plan' and s.person_id = f.person_id and s.area = f.area and s.starts_on <= f.occurred_on and (s.ends_on is null or s.ends_on >= f.occurred_on) order by s.starts_on desc limit 1) as cppv_cp_plan_id,
  f.occurred_on::timestamp as cppv_cp_visit_date,
  case ssd.said(f.id, 'seen') when 'yes' then 'Y' when 'no' then 'N' end as cppv_cp_visit_seen,
  case ssd.said(f.id, 'seen-alone') when 'yes' then 'Y' when 'no' then 'N' end as cppv_cp_visit_seen_alone,
  null::text as cppv_cp_visit_bedroom
  from ssd.fact f where f.kind = 'visit.made';

grant select on ssd.ssd_cla_episodes, ssd.ssd_cla_placement, ssd.ssd_legal_status, ssd.ssd_cla_reviews, ssd.ssd_missing, ssd.ssd_cp_visits to trellis_app;
