using System.Globalization;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>
/// What a feed says of children, as facts of the same kinds as a census gives (<see cref="CensusFacts"/>), so that every figure counts them. Rows
/// of the data set have keys: one whose day was put right is the same row.
/// </summary>
public sealed partial class FeedFacts(DataSet set, string area, string agency, CensusCodes codes, DateOnly on, DateOnly? since)
{
    private const string Enquiry = "child-protection.section-47-enquiry";
    private const string TransferIn = "child-protection.transfer-in-conference";
    private const string Contact = "front-door.contact";
    private const string Visited = "child-protection.visit";
    private const string NeedVisited = "child-in-need.visit";

    /// <summary>All of it, by the number of the child.</summary>
    public ILookup<string, ToldRow> All()
    {
        var rows = Contacts().Concat(Needs()).Concat(Protected()).Concat(LookedAfter()).Concat(Left()).Concat(Gone()).ToArray();
        return rows.Concat(Told(rows)).Where(r => since is not { } first || r.Row.On >= first).ToLookup(r => r.Child, r => r.Row, StringComparer.OrdinalIgnoreCase);
    }

    private IEnumerable<(string Child, ToldRow Row)> Contacts()
    {
        foreach (var contact in set[DataSetTables.Contacts])
        {
            var origin = Origin("contact", contact["cont_contact_id"]!);
            yield return (contact["cont_person_id"]!, Row(DataSetTables.Contacts, contact["cont_contact_id"]!, Contact, contact.Day("cont_contact_date")!.Value, origin, null, ("source", codes.Known("referral-source", contact["cont_contact_source_code"]))));
        }
    }

    private IEnumerable<(string Child, ToldRow Row)> Needs()
    {
        foreach (var episode in set[DataSetTables.Referrals])
        {
            var (child, id, referred) = (episode["cine_person_id"]!, episode["cine_referral_id"]!, episode.Day("cine_referral_date")!.Value);
            var origin = OfReferral(id)!.Value;
            ToldRow Said(string kind, DateOnly on, Guid? because, params (string, string?)[] details) => Row(DataSetTables.Referrals, id, kind, on, origin, because, details);
            var referral = Said(CensusCodes.Referral, referred, null, ("source", codes.Known("referral-source", episode["cine_referral_source_code"])), ("primary-need", codes.Known("primary-need", episode["cine_cin_primary_need_code"])));
            yield return (child, referral);
            if (episode.Yes("cine_referral_nfa") is true) { yield return (child, Said(CensusCodes.NoFurtherAction, referred, referral.Source)); }
            if (episode.Day("cine_close_date") is { } closed) { yield return (child, Said(CensusCodes.Closure, closed, referral.Source, ("outcome", "closed"), ("closure-reason", codes.Known("closure-reason", episode["cine_close_reason"])))); }
        }

        var factors = set[DataSetTables.Factors].Where(f => f["cinf_assessment_factors_json"] is not null).ToLookup(f => f["cinf_assessment_id"]!, f => FactorList.Read(f["cinf_assessment_factors_json"]!)!, StringComparer.OrdinalIgnoreCase);
        foreach (var assessment in set[DataSetTables.Assessments])
        {
            // One that nobody has authorised is not finished.
            if (assessment.Day("cina_assessment_auth_date") is not { } authorised) { continue; }
            var (id, referral) = (assessment["cina_assessment_id"]!, assessment["cina_referral_id"]);
            yield return (assessment["cina_person_id"]!, Row(
                DataSetTables.Assessments, id, CensusCodes.Assessment, authorised, OfReferral(referral) ?? Origin("assessment", id), Referred(referral),
                [("began-on", Iso(assessment.Day("cina_assessment_start_date"))), .. factors[id].SelectMany(f => f).Select(f => ("factors", codes.Known("assessment-factor", f)))]));
        }

        foreach (var plan in set[DataSetTables.NeedPlans])
        {
            var (id, referral, started) = (plan["cinp_cin_plan_id"]!, plan["cinp_referral_id"], plan.Day("cinp_cin_plan_start_date"));
            yield return (plan["cinp_person_id"]!, Row(DataSetTables.NeedPlans, id, CensusCodes.NeedPlan, started!.Value, OfReferral(referral) ?? Origin("need-plan", id), Referred(referral), ("planned-on", Iso(started)), ("ended-on", Iso(plan.Day("cinp_cin_plan_end_date")))));
        }
    }

    /// <summary>Up to when it tells of each referral and contact: duties of which a data set says nothing lapse by it. The last day on which anything of it happened, so that a night without news changes nothing.</summary>
    private IEnumerable<(string Child, ToldRow Row)> Told(IReadOnlyCollection<(string Child, ToldRow Row)> rows)
    {
        foreach (var episode in rows.Where(r => r.Row.Part is not (DataSetTables.Care or DataSetTables.Placements or DataSetTables.CareReviews or DataSetTables.CareVisits or DataSetTables.LegalStatuses or DataSetTables.Missing) && r.Row.Kind != LeaverTold).GroupBy(r => (r.Child.ToUpperInvariant(), r.Row.Origin)))
        {
            var last = episode.Max(r => r.Row.On);
            yield return (episode.First().Child, Row(episode.First().Row.Part, $"{episode.Key.Item1} {episode.Key.Origin}", CensusCodes.Told, last, episode.Key.Origin, null));
        }
    }

    private ToldRow Row(string table, string id, string kind, DateOnly on, Guid origin, Guid? because, params (string Field, string? Code)[] details)
    {
        var key = KeyOf(table, id, kind);
        var row = ToldRow.Hash($"{key} {origin} {because}");
        return new ToldRow(row, kind, on, origin, key, because, [.. details.Where(d => d.Code is { Length: > 0 }).Select(d => (d.Field, d.Code!)).Distinct()], table);
    }

    /// <summary>What stands where a step would, of a row.</summary>
    private Guid KeyOf(string table, string id, string kind) => ToldRow.Hash($"{area}\n{agency}\n{table}\n{id.ToUpperInvariant()}\n{kind}");

    private Guid Origin(string what, string id) => ToldRow.Hash($"{area}\n{agency}\nfeed {what}\n{id.ToUpperInvariant()}");

    private Guid? OfReferral(string? id) => id is null ? null : Origin("referral", id);

    private Guid? Referred(string? id) => id is null ? null : KeyOf(DataSetTables.Referrals, id, CensusCodes.Referral);

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? YesNo(bool? yes) => yes switch { true => "yes", false => "no", null => null };
}
