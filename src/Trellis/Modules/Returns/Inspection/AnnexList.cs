namespace Trellis.Modules.Returns.Inspection;

/// <param name="Heading">As the inspectorate's form has it.</param>
/// <param name="Sql">Over what the data set is made of (schema ssd); null where nothing here says it.</param>
/// <param name="Codes">The code list whose titles stand for its codes.</param>
public sealed record AnnexColumn(string Heading, string? Sql, string? Codes = null);

/// <summary>One list of Annex A of the inspectorate's framework for children's services.</summary>
/// <param name="Which">Which children are in it, in words.</param>
/// <param name="From">Where its rows come from: f is the fact or the status each is about, p the child. $1 is the area, $2 the first day, $3 the last. Null: nothing here records it.</param>
public sealed record AnnexList(int Number, string Title, string Which, string? From, params IReadOnlyList<AnnexColumn> Columns)
{
    /// <summary>A visit on which nobody was seen is none to an inspector. Where a feed does not say whether, it is taken for one.</summary>
    private const string WasSeen = "coalesce(ssd.said(v.id, 'seen'), 'yes') <> 'no'";

    private static readonly AnnexColumn[] Child =
    [
        new("Child unique ID", "p.person"), new("Sex", "p.sex", "sex"), new("Ethnicity", "p.ethnic_group", "ethnic-group"), new("Date of birth", Day("p.born")),
        new("Age of child (years)", "case when p.born_as <> 'expected' then extract(year from age($3, p.born))::int end"),
    ];

    private static readonly AnnexColumn[] DisabledChild = [.. Child, new("Does the child have a disability?", "case when p.disabled then 'Yes' else 'None recorded' end")];

    /// <summary>The social worker who last completed a step about the child by the last day, and the team they were in: nobody is given a child by an act of its own.</summary>
    private static readonly AnnexColumn[] Allocated = [new("Allocated team", Worker("team")), new("Allocated worker", Worker("worker"))];

    public static IReadOnlyList<AnnexList> All { get; } =
    [
        new(1, "Contacts", "Every contact with the front door in these days, a row for each child", Happened("front-door.contact"),
            [.. Child, new("Date of contact", Day("f.occurred_on")), new("Contact source", "ssd.said(f.id, 'source')", "referral-source")]),
        new(2, "Early help", "Every request for early help in these days", Happened("early-help.request"),
            [.. Child, new("Date early help was asked for", Day("f.occurred_on")), new("Assessment completion date", null), new("Organisation completing assessment", null)]),
        new(3, "Referrals", "Every referral in these days", Happened("front-door.referral"),
            [.. Child, new("Date of referral", Day("f.occurred_on")), new("Referral source", "ssd.said(f.id, 'source')", "referral-source"), new("Referral with no further action?", Latest("front-door.decision", "case when ssd.said(n.id, 'outcome') = 'no-further-action' then 'Yes' else 'No' end")), new("Number of referrals in last 12 months", InTwelveMonths("front-door.referral")), .. Allocated]),
        new(4, "Assessments", "Every assessment authorised in these days. One that is still open is told by no fact and is not here", Happened("child-in-need.assessment"),
            [
                .. DisabledChild, new("Assessment start date", Day("ssd.said(f.id, 'began-on')::date")), new("Child seen during assessment", "case when ssd.said(f.id, 'seen') in ('alone', 'with-others') then 'Yes' when ssd.said(f.id, 'seen') is not null then 'No' end"), new("Date of authorisation", Day("f.occurred_on")),
                new("Was the child assessed as needing social care support?", "case ssd.said(f.id, 'outcome') when 'child-in-need-plan' then 'Yes' when 'strategy-discussion' then 'Yes' when 'early-help' then 'No' when 'no-further-action' then 'No' end"), .. Allocated,
            ]),
        new(5, "Section 47, conferences", "Every section 47 enquiry whose strategy discussion was in these days, with its initial conference",
            """
            ssd.fact t join ssd.fact f on f.because_id = t.source_id and f.person_id = t.person_id and f.kind = 'child-protection.section-47-enquiry.opened' join ssd.known p on p.id = f.person_id
            left join ssd.fact e on e.source_id = f.source_id and e.person_id = f.person_id and e.kind = 'child-protection.section-47-enquiry'
            left join ssd.fact c on c.because_id = f.source_id and c.person_id = f.person_id and c.kind = 'child-protection.initial-conference'
            where t.kind = 'child-protection.strategy-discussion' and t.area = $1 and t.occurred_on between $2 and $3
            """,
            [
                .. DisabledChild, new("Strategy discussion initiating section 47 enquiry", Day("t.occurred_on")), new("Was an initial child protection conference deemed unnecessary?", "case when c.id is not null then 'No' when ssd.said(e.id, 'outcome') in ('no-continuing-risk', 'not-substantiated') then 'Yes' end"),
                new("Date of initial child protection conference", Day("c.occurred_on")), new("Did the initial conference result in a child protection plan?", "case when ssd.said(c.id, 'outcome') is not null then case when ssd.said(c.id, 'outcome') = 'plan' then 'Yes' else 'No' end end"),
                new("Number of section 47 enquiries in last 12 months", InTwelveMonths("child-protection.section-47-enquiry.opened")), new("Number of initial conferences in last 12 months", InTwelveMonths("child-protection.initial-conference")), .. Allocated,
            ]),
        new(6, "Children in need", "Every child who was in need on any of these days, those with a child protection plan among them", Stood("child-in-need"),
            [
                .. DisabledChild, new("Child in need start date", Day("f.starts_on")), new("Primary need", "(select ssd.said(r.id, 'primary-need') from ssd.fact r where r.id = f.started_by)", "primary-need"),
                new("Date child was last seen", Day($"(select max(day) from (select d.code::date as day from ssd.fact s join record.fact_detail d on d.fact_id = s.id and d.field = 'seen-on' where s.person_id = f.person_id and s.occurred_on <= $3 union all select v.occurred_on from ssd.fact v where v.kind in ('child-protection.visit', 'child-in-need.visit') and v.person_id = f.person_id and v.occurred_on <= $3 and {WasSeen}) s)")),
                new("Reason for closure", "(select ssd.said(r.id, 'closure-reason') from ssd.fact r where r.id = f.ended_by and f.ends_on <= $3)", "closure-reason"), new("Date of closure", Day("case when f.ends_on <= $3 then f.ends_on end")),
                new("Case status", "case when f.ends_on <= $3 then 'Closed' when exists (select from record.status_period c where c.person_id = f.person_id and c.kind = 'child-protection-plan' and c.during @> $3) then 'Child protection plan' else 'Child in need' end"), .. Allocated,
            ]),
        new(7, "Child protection", "Every child who had a child protection plan on any of these days", Stood("child-protection-plan"),
            [
                .. DisabledChild, new("Child protection plan start date", Day("f.starts_on")), new("Initial category of abuse", "f.category", "abuse-category"), new("Latest category of abuse", "coalesce(f.latest_category, f.category)", "abuse-category"),
                new("Date of the last statutory visit", LastVisit(Day("v.occurred_on"))), new("Was the child seen alone?", LastVisit("case ssd.said(v.id, 'seen-alone') when 'yes' then 'Yes' when 'no' then 'No' when 'not-appropriate' then 'Not appropriate' end")),
                new("Date of latest review conference", "(select to_char(max(r.occurred_on), 'DD/MM/YYYY') from ssd.fact r where r.kind = 'child-protection.review-conference' and r.person_id = f.person_id and r.occurred_on > f.starts_on and r.occurred_on <= $3)"),
                new("Child protection plan end date", Day("case when f.ends_on <= $3 then f.ends_on end")), new("Number of previous child protection plans", "f.previous"), .. Allocated,
            ]),
        new(8, "Children in care", "Every child who was looked after on any of these days, as the council’s case system tells it", Stood("looked-after"),
            [
                .. DisabledChild, new("Date started to be looked after", Day("f.starts_on")), new("Child’s category of need", null), new("Child’s legal status", "coalesce(f.latest_category, f.category)", "legal-status"),
                new("Date of latest statutory review", InCare("care.reviewed", Day("max(n.occurred_on)"))), new("Date of last social work visit", InCare("care.visited", Day("max(n.occurred_on)"))), new("Permanence plan", null), new("Date of last visit by the independent reviewing officer", null),
                new("Date of last health assessment", null), new("Date of last dental check", null), new("Number of placements in last 12 months", InTwelveMonths("care.placed")), new("Date ceased to be looked after", Day("case when f.ends_on <= $3 then f.ends_on end")),
                new("Reason ceased to be looked after", "(select ssd.said(r.id, 'because') from ssd.fact r where r.id = f.ended_by and f.ends_on <= $3)", "care-ended-because"), new("Start date of most recent placement", InCare("care.placed", Day("max(n.occurred_on)"))),
                new("Placement type", LatestInCare("care.placed", "ssd.said(n.id, 'kind')"), "placement-kind"), new("Placement provider", LatestInCare("care.placed", "ssd.said(n.id, 'provider')"), "placement-provider"), new("Placement postcode", null), new("Placement URN", null),
                new("Number of episodes missing in last 12 months", InTwelveMonths("missing.began", " and ssd.said(n.id, 'kind') = 'missing'")), new("Number of episodes away without authorisation in last 12 months", InTwelveMonths("missing.began", " and ssd.said(n.id, 'kind') = 'away'")),
                new("Was the child offered a return interview after the last missing episode?", LatestInCare("missing.ended", YesNo("interview-offered"))), new("Did the child accept the interview?", LatestInCare("missing.ended", YesNo("interview-accepted"))),
            ]),
        new(9, "Care leavers", "Care leavers: nothing here records them", null),
        new(10, "Adoption", "Children who wait to be adopted: nothing here records them", null),
        new(11, "Adopters", "Prospective adopters: nothing here records them", null),
    ];

    private static string Happened(string kind) => $"ssd.fact f join ssd.known p on p.id = f.person_id where f.kind = '{kind}' and f.area = $1 and f.occurred_on between $2 and $3";

    private static string Stood(string status) =>
        $"record.status_period f join ssd.known p on p.id = f.person_id where f.kind = '{status}' and f.area = $1 and f.starts_on <= $3 and (f.ends_on is null or f.ends_on >= $2)";

    private static string InTwelveMonths(string kind, string which = "") => $"(select count(*) from ssd.fact n where n.kind = '{kind}' and n.person_id = f.person_id and n.area = f.area and n.occurred_on > ($3 - interval '12 months') and n.occurred_on <= $3{which})";

    private static string Day(string of) => $"to_char({of}, 'DD/MM/YYYY')";

    /// <summary>Of what followed from the same beginning, the last.</summary>
    private static string Latest(string kind, string says) => $"(select {says} from ssd.fact n where n.kind = '{kind}' and n.person_id = f.person_id and n.origin_id = f.origin_id order by n.occurred_at desc, n.id limit 1)";

    /// <summary>Of what happened while the status f lasted.</summary>
    private static string InCare(string kind, string says) => $"(select {says} from ssd.fact n where n.kind = '{kind}' and n.person_id = f.person_id and n.occurred_on >= f.starts_on and n.occurred_on <= least($3, f.ends_on))";

    private static string LatestInCare(string kind, string says) => $"(select {says} from ssd.fact n where n.kind = '{kind}' and n.person_id = f.person_id and n.occurred_on >= f.starts_on and n.occurred_on <= least($3, f.ends_on) order by n.occurred_at desc, n.id limit 1)";

    private static string LastVisit(string says) => $"(select {says} from ssd.fact v where v.kind = 'child-protection.visit' and v.person_id = f.person_id and v.occurred_on >= f.starts_on and v.occurred_on <= least($3, f.ends_on) and {WasSeen} order by v.occurred_at desc, v.id limit 1)";

    private static string Worker(string says) => $"(select w.{says} from ssd.worked w where w.person_id = f.person_id and w.role = 'social-worker' and w.done_on <= $3 order by w.completed_at desc, w.step_id limit 1)";

    private static string YesNo(string field) => $"case ssd.said(n.id, '{field}') when 'yes' then 'Yes' when 'no' then 'No' end";
}
