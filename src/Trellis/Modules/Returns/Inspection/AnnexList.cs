namespace Trellis.Modules.Returns.Inspection;

/// <param name="Heading">As the inspectorate's form has it.</param>
/// <param name="Sql">Over the views of the data set; null where nothing here says it.</param>
/// <param name="Codes">The code list whose titles stand for its codes.</param>
public sealed record AnnexColumn(string Heading, string? Sql, string? Codes = null);

/// <summary>One list of Annex A of the inspectorate's framework for children's services.</summary>
/// <param name="Which">Which children are in it, in words.</param>
/// <param name="From">Where its rows come from: f is the fact or the status each is about, p the child. $1 is the area, $2 the first day, $3 the last. Null: nothing here records it.</param>
public sealed record AnnexList(int Number, string Title, string Which, string? From, params IReadOnlyList<AnnexColumn> Columns)
{
    private static readonly AnnexColumn[] Child =
    [
        new("Child unique ID", "p.pers_person_id"), new("Sex", "p.pers_sex", "sex"), new("Ethnicity", "p.pers_ethnicity", "ethnic-group"), new("Date of birth", Day("coalesce(p.pers_dob, p.pers_expected_dob)")),
        new("Age of child (years)", "extract(year from age($3, p.pers_dob))::int"),
    ];

    private static readonly AnnexColumn[] DisabledChild = [.. Child, new("Does the child have a disability?", "case when exists (select from ssd.ssd_disability d where d.disa_person_id = p.pers_person_id) then 'Yes' else 'None recorded' end")];

    private static readonly AnnexColumn[] Allocated = [new("Allocated team", null), new("Allocated worker", null)];

    public static IReadOnlyList<AnnexList> All { get; } =
    [
        new(1, "Contacts", "Every contact with the front door in these days, a row for each child", Happened("front-door.contact", "ssd.ssd_contacts v on v.cont_contact_id = f.key"),
            [.. Child, new("Date of contact", Day("v.cont_contact_date")), new("Contact source", "v.cont_contact_source_code", "referral-source")]),
        new(2, "Early help", "Every request for early help in these days", Happened("early-help.request", "ssd.ssd_early_help_episodes v on v.earl_episode_id = f.key"),
            [.. Child, new("Date early help was asked for", Day("v.earl_episode_start_date")), new("Assessment completion date", null), new("Organisation completing assessment", null)]),
        new(3, "Referrals", "Every referral in these days", Happened("front-door.referral", "ssd.ssd_cin_episodes v on v.cine_referral_id = f.key"),
            [.. Child, new("Date of referral", Day("v.cine_referral_date")), new("Referral source", "v.cine_referral_source_code", "referral-source"), new("Referral with no further action?", YesNo("v.cine_referral_nfa")), new("Number of referrals in last 12 months", InTwelveMonths("front-door.referral")), .. Allocated]),
        new(4, "Assessments", "Every assessment authorised in these days. One that is still open is told by no fact and is not here", Happened("child-in-need.assessment", "ssd.ssd_cin_assessments v on v.cina_assessment_id = f.key"),
            [
                .. DisabledChild, new("Assessment start date", Day("v.cina_assessment_start_date")), new("Child seen during assessment", YesNo("v.cina_assessment_child_seen")), new("Date of authorisation", Day("v.cina_assessment_auth_date")),
                new("Was the child assessed as needing social care support?", "case ssd.said(f.id, 'outcome') when 'child-in-need-plan' then 'Yes' when 'strategy-discussion' then 'Yes' when 'early-help' then 'No' when 'no-further-action' then 'No' end"), .. Allocated,
            ]),
        new(5, "Section 47, conferences", "Every section 47 enquiry whose strategy discussion was in these days, with its initial conference",
            """
            ssd.ssd_s47_enquiry v join ssd.fact f on f.key = v.s47e_s47_enquiry_id and f.kind = 'child-protection.section-47-enquiry.opened' join ssd.ssd_person p on p.pers_person_id = f.person
            left join ssd.ssd_initial_cp_conference c on c.icpc_s47_enquiry_id = v.s47e_s47_enquiry_id
            where f.area = $1 and v.s47e_s47_start_date between $2 and $3
            """,
            [
                .. DisabledChild, new("Strategy discussion initiating section 47 enquiry", Day("v.s47e_s47_start_date")), new("Was an initial child protection conference deemed unnecessary?", "case when c.icpc_icpc_id is null and v.s47e_s47_nfa = 'Y' then 'Yes' when c.icpc_icpc_id is not null then 'No' end"),
                new("Date of initial child protection conference", Day("c.icpc_icpc_date")), new("Did the initial conference result in a child protection plan?", YesNo("c.icpc_icpc_outcome_cp_flag")),
                new("Number of section 47 enquiries in last 12 months", InTwelveMonths("child-protection.section-47-enquiry.opened")), new("Number of initial conferences in last 12 months", InTwelveMonths("child-protection.initial-conference")), .. Allocated,
            ]),
        new(6, "Children in need", "Every child who was in need on any of these days, those with a child protection plan among them", Stood("child-in-need"),
            [
                .. DisabledChild, new("Child in need start date", Day("f.starts_on")), new("Primary need", "(select ssd.said(r.id, 'primary-need') from ssd.fact r where r.id = f.started_by)", "primary-need"),
                new("Date child was last seen", "(select to_char(max(d.code)::date, 'DD/MM/YYYY') from ssd.fact s join record.fact_detail d on d.fact_id = s.id and d.field = 'seen-on' where s.person_id = f.person_id and s.occurred_on <= $3)"),
                new("Reason for closure", "(select ssd.said(r.id, 'closure-reason') from ssd.fact r where r.id = f.ended_by and f.ends_on <= $3)", "closure-reason"), new("Date of closure", Day("case when f.ends_on <= $3 then f.ends_on end")),
                new("Case status", "case when f.ends_on <= $3 then 'Closed' when exists (select from record.status_period c where c.person_id = f.person_id and c.kind = 'child-protection-plan' and c.during @> $3) then 'Child protection plan' else 'Child in need' end"), .. Allocated,
            ]),
        new(7, "Child protection", "Every child who had a child protection plan on any of these days", Stood("child-protection-plan"),
            [
                .. DisabledChild, new("Child protection plan start date", Day("f.starts_on")), new("Initial category of abuse", "f.category", "abuse-category"), new("Latest category of abuse", "coalesce(f.latest_category, f.category)", "abuse-category"),
                new("Date of the last statutory visit", null), new("Was the child seen alone?", null),
                new("Date of latest review conference", "(select to_char(max(r.occurred_on), 'DD/MM/YYYY') from ssd.fact r where r.kind = 'child-protection.review-conference' and r.person_id = f.person_id and r.occurred_on > f.starts_on and r.occurred_on <= $3)"),
                new("Child protection plan end date", Day("case when f.ends_on <= $3 then f.ends_on end")), new("Number of previous child protection plans", "f.previous"), .. Allocated,
            ]),
        new(8, "Children in care", "Children looked after: nothing here records them", null),
        new(9, "Care leavers", "Care leavers: nothing here records them", null),
        new(10, "Adoption", "Children who wait to be adopted: nothing here records them", null),
        new(11, "Adopters", "Prospective adopters: nothing here records them", null),
    ];

    private static string Happened(string kind, string view) => $"ssd.fact f join ssd.ssd_person p on p.pers_person_id = f.person join {view} where f.kind = '{kind}' and f.area = $1 and f.occurred_on between $2 and $3";

    private static string Stood(string status) =>
        $"record.status_period f join ssd.known q on q.id = f.person_id join ssd.ssd_person p on p.pers_person_id = q.person where f.kind = '{status}' and f.area = $1 and f.starts_on <= $3 and (f.ends_on is null or f.ends_on >= $2)";

    private static string InTwelveMonths(string kind) => $"(select count(*) from ssd.fact n where n.kind = '{kind}' and n.person_id = f.person_id and n.area = f.area and n.occurred_on > ($3 - interval '12 months') and n.occurred_on <= $3)";

    private static string Day(string of) => $"to_char({of}, 'DD/MM/YYYY')";

    private static string YesNo(string of) => $"case {of} when 'Y' then 'Yes' when 'N' then 'No' end";
}
