using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>Enquiries, conferences, child protection plans, their reviews, and visits to children with a plan and to those in need.</summary>
public sealed partial class FeedFacts
{
    private IEnumerable<(string Child, ToldRow Row)> Protected() => Enquiries().Concat(Conferences()).Concat(Plans()).Concat(Visits());

    private IEnumerable<(string Child, ToldRow Row)> Enquiries()
    {
        var conferences = set[DataSetTables.Conferences].Where(c => c.Day("icpc_icpc_date") is not null).Select(c => c["icpc_s47_enquiry_id"]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var enquiry in set[DataSetTables.Enquiries])
        {
            var (child, id, referral) = (enquiry["s47e_person_id"]!, enquiry["s47e_s47_enquiry_id"]!, enquiry["s47e_referral_id"]);
            var (origin, started) = (OfReferral(referral) ?? Origin("enquiry", id), enquiry.Day("s47e_s47_start_date")!.Value);
            ToldRow Said(string kind, DateOnly on, Guid? because, params (string, string?)[] details) => Row(DataSetTables.Enquiries, id, kind, on, origin, because, details);
            var discussed = Said(CensusCodes.Discussion, started, Referred(referral));
            var opened = Said(CensusCodes.EnquiryOpened, started, discussed.Source);
            yield return (child, discussed);
            yield return (child, opened);
            var led = conferences.Contains(id);
            // Whether the concern was found true without a conference the data set does not say.
            if (enquiry.Day("s47e_s47_end_date") is { } ended) { yield return (child, Said(Enquiry, ended, opened.Source, ("outcome", led ? "conference" : null))); }
            if (!led && enquiry.Yes("s47e_s47_nfa") is true) { yield return (child, Said(CensusCodes.NotRequired, enquiry.Day("s47e_s47_end_date") ?? started, opened.Source)); }
        }
    }

    private IEnumerable<(string Child, ToldRow Row)> Conferences()
    {
        var enquiries = set[DataSetTables.Enquiries].ToDictionary(e => e["s47e_s47_enquiry_id"]!, e => e["s47e_referral_id"], StringComparer.OrdinalIgnoreCase);
        foreach (var conference in set[DataSetTables.Conferences])
        {
            if (conference.Day("icpc_icpc_date") is not { } held) { continue; }
            var (id, enquiry) = (conference["icpc_icpc_id"]!, conference["icpc_s47_enquiry_id"]);
            var referral = conference["icpc_referral_id"] ?? (enquiry is null ? null : enquiries.GetValueOrDefault(enquiry));
            var origin = OfReferral(referral) ?? Origin(enquiry is null ? "conference" : "enquiry", enquiry ?? id);
            var because = enquiry is null ? Referred(referral) : KeyOf(DataSetTables.Enquiries, enquiry, CensusCodes.EnquiryOpened);
            yield return (conference["icpc_person_id"]!, Row(DataSetTables.Conferences, id, conference.Yes("icpc_icpc_transfer_in") is true ? TransferIn : CensusCodes.Conference, held, origin, because));
        }
    }

    private IEnumerable<(string Child, ToldRow Row)> Plans()
    {
        var reviews = set[DataSetTables.PlanReviews].Where(r => r.Day("cppr_cp_review_date") is not null).ToLookup(r => r["cppr_cp_plan_id"]!, StringComparer.OrdinalIgnoreCase);
        foreach (var plan in set[DataSetTables.Plans])
        {
            var (child, id) = (plan["cppl_person_id"]!, plan["cppl_cp_plan_id"]!);
            var (origin, started, ended) = (OfReferral(plan["cppl_referral_id"]) ?? Origin("plan", id), plan.Day("cppl_cp_plan_start_date")!.Value, plan.Day("cppl_cp_plan_end_date"));
            var began = Row(DataSetTables.Plans, id, CensusCodes.PlanBegan, started, origin, null, ("category", codes.Known("abuse-category", plan["cppl_cp_plan_initial_category"])));
            yield return (child, began);
            var held = reviews[id].Select(r => (Row: r, On: r.Day("cppr_cp_review_date")!.Value)).Where(r => r.On >= started).OrderBy(r => r.On).ToArray();
            foreach (var (review, on) in held)
            {
                var goesOn = on != ended;
                yield return (child, Row(
                    DataSetTables.PlanReviews, review["cppr_cp_review_id"]!, CensusCodes.ReviewHeld, on, origin, began.Source, ("outcome", goesOn ? "continue" : null),
                    ("category", goesOn && on == held[^1].On ? codes.Known("abuse-category", plan["cppl_cp_plan_latest_category"]) : null), ("quorate", YesNo(review.Yes("cppr_cp_review_quorate")))));
            }

            if (ended is { } over) { yield return (child, Row(DataSetTables.Plans, id, CensusCodes.PlanEnded, over, origin, began.Source)); }
        }
    }

    private IEnumerable<(string Child, ToldRow Row)> Visits()
    {
        var plans = set[DataSetTables.Plans].ToDictionary(p => p["cppl_cp_plan_id"]!, p => p["cppl_referral_id"], StringComparer.OrdinalIgnoreCase);
        foreach (var visit in set[DataSetTables.PlanVisits])
        {
            var (id, plan) = (visit["cppv_cp_visit_id"]!, visit["cppv_cp_plan_id"]);
            var origin = plan is null ? Origin("visit", id) : OfReferral(plans.GetValueOrDefault(plan)) ?? Origin("plan", plan);
            yield return (visit["cppv_person_id"]!, Visit(DataSetTables.PlanVisits, "cppv_cp", visit, Visited, origin, plan is null ? null : KeyOf(DataSetTables.Plans, plan, CensusCodes.PlanBegan)));
        }

        foreach (var visit in set[DataSetTables.NeedVisits])
        {
            yield return (visit["cinv_person_id"]!, Visit(DataSetTables.NeedVisits, "cinv_cin", visit, NeedVisited, Origin("need-visit", visit["cinv_cin_visit_id"]!), null));
        }
    }

    /// <summary>What the form of a visit says of the child; the words it asks for the data set has not.</summary>
    private ToldRow Visit(string table, string prefix, DataSetRow visit, string kind, Guid origin, Guid? because) => Row(
        table, visit[$"{prefix}_visit_id"]!, kind, visit.Day($"{prefix}_visit_date")!.Value, origin, because,
        ("seen", YesNo(visit.Yes($"{prefix}_visit_seen"))), ("seen-alone", YesNo(visit.Yes($"{prefix}_visit_seen_alone"))), ("bedroom", YesNo(visit.Yes($"{prefix}_visit_bedroom"))));
}
