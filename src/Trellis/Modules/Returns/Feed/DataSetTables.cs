using static Trellis.Modules.Returns.Feed.ItemKind;

namespace Trellis.Modules.Returns.Feed;

/// <summary>
/// The tables of the standard safeguarding data set that are read, and what of them. The other tables and columns of the specification
/// (<c>practice/returns/safeguarding-data-set.csv</c>) may stand in a feed and are not read; anything else may not.
/// </summary>
public static class DataSetTables
{
    public const string Person = "ssd_person";
    public const string Numbers = "ssd_linked_identifiers";
    public const string Contacts = "ssd_contacts";
    public const string Referrals = "ssd_cin_episodes";
    public const string Assessments = "ssd_cin_assessments";
    public const string Factors = "ssd_assessment_factors";
    public const string NeedPlans = "ssd_cin_plans";
    public const string Enquiries = "ssd_s47_enquiry";
    public const string Conferences = "ssd_initial_cp_conference";
    public const string Plans = "ssd_cp_plans";
    public const string PlanReviews = "ssd_cp_reviews";
    public const string PlanVisits = "ssd_cp_visits";
    public const string NeedVisits = "ssd_cin_visits";
    public const string Care = "ssd_cla_episodes";
    public const string Placements = "ssd_cla_placement";
    public const string LegalStatuses = "ssd_legal_status";
    public const string CareReviews = "ssd_cla_reviews";
    public const string CareVisits = "ssd_cla_visits";
    public const string Missing = "ssd_missing";
    public const string Leavers = "ssd_care_leavers";

    public static readonly IReadOnlyList<DataSetTable> All =
    [
        new(Person, "People", new("pers_person_id", Key, true), new("pers_forename", Words), new("pers_surname", Words), new("pers_sex", Sex), new("pers_ethnicity", Code, Of: "ethnic-group"), new("pers_dob", Day), new("pers_expected_dob", Day)),
        new(Numbers, "Other numbers of people", new("link_table_id", Key, true), new("link_person_id", ItemKind.Person, true), new("link_identifier_type", Words, true), new("link_identifier_value", Words, true), new("link_valid_to_date", Day)),
        new(Contacts, "Contacts", new("cont_contact_id", Key, true), new("cont_person_id", ItemKind.Person, true), new("cont_contact_date", Day, true), new("cont_contact_source_code", Code, Of: "referral-source")),
        new(Referrals, "Referrals and closures", new("cine_referral_id", Key, true), new("cine_person_id", ItemKind.Person, true), new("cine_referral_date", Day, true), new("cine_cin_primary_need_code", Code, Of: "primary-need"), new("cine_referral_source_code", Code, Of: "referral-source"), new("cine_referral_nfa", YesNo), new("cine_close_date", Day), new("cine_close_reason", Code, Of: "closure-reason")),
        new(Assessments, "Assessments", new("cina_assessment_id", Key, true), new("cina_person_id", ItemKind.Person, true), new("cina_referral_id", Other, Of: Referrals), new("cina_assessment_start_date", Day), new("cina_assessment_auth_date", Day)),
        new(Factors, "Factors of assessments", new("cinf_table_id", Key, true), new("cinf_assessment_id", Other, true, Assessments), new("cinf_assessment_factors_json", Codes, Of: "assessment-factor")),
        new(NeedPlans, "Child in need plans", new("cinp_cin_plan_id", Key, true), new("cinp_person_id", ItemKind.Person, true), new("cinp_referral_id", Other, Of: Referrals), new("cinp_cin_plan_start_date", Day, true), new("cinp_cin_plan_end_date", Day)),
        new(Enquiries, "Section 47 enquiries", new("s47e_s47_enquiry_id", Key, true), new("s47e_person_id", ItemKind.Person, true), new("s47e_referral_id", Other, Of: Referrals), new("s47e_s47_start_date", Day, true), new("s47e_s47_end_date", Day), new("s47e_s47_nfa", YesNo)),
        new(Conferences, "Initial child protection conferences", new("icpc_icpc_id", Key, true), new("icpc_person_id", ItemKind.Person, true), new("icpc_s47_enquiry_id", Other, Of: Enquiries), new("icpc_referral_id", Other, Of: Referrals), new("icpc_icpc_transfer_in", YesNo), new("icpc_icpc_date", Day)),
        new(Plans, "Child protection plans", new("cppl_cp_plan_id", Key, true), new("cppl_person_id", ItemKind.Person, true), new("cppl_referral_id", Other, Of: Referrals), new("cppl_icpc_id", Other, Of: Conferences), new("cppl_cp_plan_start_date", Day, true), new("cppl_cp_plan_end_date", Day), new("cppl_cp_plan_initial_category", Code, Of: "abuse-category"), new("cppl_cp_plan_latest_category", Code, Of: "abuse-category")),
        new(PlanReviews, "Review child protection conferences", new("cppr_cp_review_id", Key, true), new("cppr_person_id", ItemKind.Person), new("cppr_cp_plan_id", Other, true, Plans), new("cppr_cp_review_date", Day), new("cppr_cp_review_quorate", YesNo)),
        new(PlanVisits, "Visits to children with a child protection plan", new("cppv_cp_visit_id", Key, true), new("cppv_person_id", ItemKind.Person, true), new("cppv_cp_plan_id", Other, Of: Plans), new("cppv_cp_visit_date", Day, true), new("cppv_cp_visit_seen", YesNo), new("cppv_cp_visit_seen_alone", YesNo), new("cppv_cp_visit_bedroom", YesNo)),
        new(NeedVisits, "Visits to children in need", new("cinv_cin_visit_id", Key, true), new("cinv_person_id", ItemKind.Person, true), new("cinv_cin_visit_date", Day, true), new("cinv_cin_visit_seen", YesNo), new("cinv_cin_visit_seen_alone", YesNo), new("cinv_cin_visit_bedroom", YesNo)),
        new(Care, "Episodes of being looked after", new("clae_cla_episode_id", Key, true), new("clae_person_id", ItemKind.Person, true), new("clae_cla_id", Words), new("clae_cla_episode_start_date", Day, true), new("clae_cla_episode_start_reason", Code, Of: "care-episode-began"), new("clae_cla_episode_ceased_date", Day), new("clae_cla_episode_ceased_reason", Code, Of: "care-ended-because"), new("clae_entered_care_date", Day)),
        new(Placements, "Placements", new("clap_cla_placement_id", Key, true), new("clap_person_id", ItemKind.Person), new("clap_cla_id", Words), new("clap_cla_placement_start_date", Day, true), new("clap_cla_placement_type", Code, Of: "placement-kind"), new("clap_cla_placement_provider", Code, Of: "placement-provider")),
        new(LegalStatuses, "Legal statuses", new("lega_legal_status_id", Key, true), new("lega_person_id", ItemKind.Person, true), new("lega_legal_status", Code, true, "legal-status"), new("lega_legal_status_start_date", Day, true), new("lega_legal_status_end_date", Day)),
        new(CareVisits, "Visits to looked-after children", new("clav_cla_visit_id", Key, true), new("clav_cla_id", Words), new("clav_person_id", ItemKind.Person, true), new("clav_cla_visit_date", Day, true), new("clav_cla_visit_seen", YesNo), new("clav_cla_visit_seen_alone", YesNo)),
        new(CareReviews, "Reviews of looked-after children", new("clar_cla_review_id", Key, true), new("clar_cla_id", Words, true), new("clar_cla_review_date", Day), new("clar_cla_review_cancelled", YesNo), new("clar_cla_review_participation", Code, Of: "care-review-participation")),
        new(Leavers, "Young people who have left care", new("clea_table_id", Key, true), new("clea_person_id", ItemKind.Person, true), new("clea_care_leaver_eligibility", Code, Of: "leaver-eligibility"), new("clea_care_leaver_in_touch", Code, Of: "leaver-in-touch"), new("clea_care_leaver_latest_contact", Day), new("clea_care_leaver_accommodation", Code, Of: "leaver-accommodation"), new("clea_care_leaver_accom_suitable", Code, Of: "leaver-suitable"), new("clea_care_leaver_activity", Code, Of: "leaver-activity")),
        new(Missing, "Missing episodes", new("miss_table_id", Key, true), new("miss_person_id", ItemKind.Person, true), new("miss_missing_episode_start_date", Day, true), new("miss_missing_episode_type", Code, Of: "missing-kind"), new("miss_missing_episode_end_date", Day), new("miss_missing_rhi_offered", YesNo), new("miss_missing_rhi_accepted", YesNo)),
    ];

    public static DataSetTable? Find(string name) => All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
