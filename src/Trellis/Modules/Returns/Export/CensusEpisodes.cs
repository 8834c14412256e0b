using System.Collections.Immutable;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Returns.Census;
using CensusModules = Trellis.Returns.Census.Modules;

namespace Trellis.Modules.Returns.Export;

/// <summary>A child's facts as the census's episodes: from each referral what followed from it, as far as it belongs into the year.</summary>
/// <param name="start">First day of the census year.</param>
/// <param name="end">Its last day: what is later is the next census's.</param>
public sealed class CensusEpisodes(CensusCodes codes, DateOnly start, DateOnly end)
{
    public const string InNeed = "child-in-need";
    public const string ProtectionPlan = "child-protection-plan";

    private const string Decision = "front-door.decision";
    private const string Enquiry = "child-protection.section-47-enquiry";
    private const string NoFurtherAction = "no-further-action";

    /// <summary>Kinds of facts the census asks about.</summary>
    public static readonly ImmutableArray<string> Kinds =
    [
        CensusCodes.Referral, Decision, CensusCodes.NoFurtherAction, CensusCodes.Assessment, CensusCodes.NeedPlan, CensusCodes.Closure, CensusCodes.Discussion, CensusCodes.EnquiryOpened, Enquiry,
        CensusCodes.Conference, CensusCodes.NotRequired, CensusCodes.ReviewHeld,
    ];

    /// <param name="plans">The child's times on a child protection plan.</param>
    public void Put(Child child, IReadOnlyList<Fact> facts, IReadOnlyList<StatusRow> plans)
    {
        var episodes = new List<(Episode Episode, Fact Referral, DateOnly Until)>();
        var referrals = facts.Where(f => f.Kind == CensusCodes.Referral && f.OccurredOn <= end).OrderBy(f => f.OccurredAt).ThenBy(f => f.Id).ToArray();
        foreach (var (number, referral) in referrals.Index())
        {
            // A further referral of a chain that is open belongs to it: the child is in need once.
            if (episodes.Count > 0 && episodes[^1].Until > referral.OccurredOn) { continue; }
            var next = referrals.Skip(number + 1).FirstOrDefault()?.OccurredOn;
            var own = facts.Where(f => f.OriginId == referral.OriginId).ToArray();
            var nothing = own.Any(f => (f.Kind == Decision && f.Codes("outcome").Contains(NoFurtherAction)) || f.Kind == CensusCodes.NoFurtherAction);
            var (closed, reason) = nothing ? (null, null) : Closed(own);
            if (closed < start || (nothing && referral.OccurredOn < start)) { continue; }
            var later = closed > end;
            var episode = (Episode)child.Add(CensusModules.Episode);
            episode.Put("CINreferralDate", referral.OccurredOn).Put("ReferralSource", codes.InCensus("referral-source", referral.Codes("source").FirstOrDefault()))
                .Put("PrimaryNeedCode", codes.InCensus("primary-need", referral.Codes("primary-need").FirstOrDefault()) ?? (nothing ? null : "N0"))
                .Put("CINclosureDate", later ? null : closed).Put("ReasonForClosure", later || closed is null ? null : reason ?? "RC7").Put("ReferralNFA", nothing ? "true" : "false");
            episodes.Add((episode, referral, closed ?? (nothing ? referral.OccurredOn : DateOnly.MaxValue)));
            if (!nothing) { Fill(episode, own, [.. plans.Where(p => p.StartsOn >= referral.OccurredOn && (next is null || closed is null || p.StartsOn <= closed))], later ? null : closed, facts); }
        }
    }

    private static (DateOnly? On, string? Reason) Closed(Fact[] own) =>
        own.Where(f => f.Kind == CensusCodes.Closure || (f.Kind is CensusCodes.Assessment or Decision && f.Codes("outcome").Any(o => o is NoFurtherAction or "early-help")))
            .OrderBy(f => f.OccurredAt).Select(f => ((DateOnly?)f.OccurredOn, f.Codes("closure-reason").FirstOrDefault())).LastOrDefault();

    private void Fill(Episode episode, Fact[] own, StatusRow[] plans, DateOnly? closed, IReadOnlyList<Fact> all)
    {
        foreach (var assessed in own.Where(f => f.Kind == CensusCodes.Assessment && f.OccurredOn >= start).OrderBy(f => f.OccurredAt))
        {
            if (!Within(assessed.OccurredOn))
            {
                // Open at the end of the year: it began in it, and what it found is the next census's.
                if (Day(assessed, "began-on") is { } began && began <= end) { episode.Add(CensusModules.Assessment).Put("AssessmentActualStartDate", began); }
                continue;
            }

            episode.Add(CensusModules.Assessment).Put("AssessmentActualStartDate", assessed.Codes("began-on").FirstOrDefault()).Put("AssessmentAuthorisationDate", assessed.OccurredOn).PutEach(assessed.Codes("factors").Order(StringComparer.Ordinal));
        }

        // One plan of need at a time: the last to begin before a child protection plan, or the closure, ends it.
        foreach (var planned in own.Where(f => f.Kind == CensusCodes.NeedPlan).OrderByDescending(f => f.OccurredAt).Take(1))
        {
            var from = Day(planned, "planned-on") ?? planned.OccurredOn;
            var said = Day(planned, "ended-on");
            var until = said ?? Array.ConvertAll(plans, p => (DateOnly?)p.StartsOn).FirstOrDefault(p => p > from) ?? closed;
            if (from <= end && (until is null || Within(until.Value) || until > end) && !plans.Any(p => p.StartsOn <= from && (p.EndsOn is null || p.EndsOn > from)))
            {
                episode.Add(CensusModules.CinPlan).Put("CINPlanStartDate", from).Put("CINPlanEndDate", until > end ? null : until);
            }
        }

        foreach (var discussed in own.Where(f => f.Kind == CensusCodes.Discussion && Within(f.OccurredOn)).OrderBy(f => f.OccurredAt)) { Enquired(episode, discussed, own); }
        foreach (var plan in plans.Where(p => p.StartsOn <= end && (p.EndsOn is null || p.EndsOn >= start)).OrderBy(p => p.StartsOn)) { Protected(episode, plan, all); }
    }

    private void Enquired(Episode episode, Fact discussed, Fact[] own)
    {
        if (own.FirstOrDefault(f => f.Kind == CensusCodes.EnquiryOpened && f.BecauseId == discussed.SourceId) is not { } opened) { return; }
        var ended = own.FirstOrDefault(f => f.Kind == Enquiry && f.SourceId == opened.SourceId);
        var held = own.Where(f => f.Kind == CensusCodes.Conference && f.BecauseId == opened.SourceId && f.OccurredOn <= end).Select(f => (DateOnly?)f.OccurredOn).Order().FirstOrDefault();
        var none = held is null && (ended?.Codes("outcome").Any(o => o is "no-continuing-risk" or "not-substantiated") is true || own.Any(f => f.Kind == CensusCodes.NotRequired && f.BecauseId == opened.SourceId));
        episode.Add(CensusModules.Enquiry).Put("S47ActualStartDate", discussed.OccurredOn).Put("InitialCPCtarget", none ? null : Target(discussed.OccurredOn)).Put("DateOfInitialCPC", held).Put("ICPCnotRequired", none ? "true" : "false");
    }

    /// <summary>By when the conference should be held; set by whoever has the calendar.</summary>
    public Func<DateOnly, DateOnly?> Target { get; init; } = _ => null;

    private void Protected(Episode episode, StatusRow plan, IReadOnlyList<Fact> all)
    {
        var first = codes.InCensus("abuse-category", plan.Category);
        var record = episode.Add(CensusModules.Plan).Put("CPPstartDate", plan.StartsOn).Put("CPPendDate", plan.EndsOn > end ? null : plan.EndsOn)
            .Put("InitialCategoryOfAbuse", first).Put("LatestCategoryOfAbuse", codes.InCensus("abuse-category", plan.LatestCategory) ?? first).Put("NumberOfPreviousCPP", plan.Previous.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var held in all.Where(f => f.Kind == CensusCodes.ReviewHeld && Within(f.OccurredOn) && f.OccurredOn > plan.StartsOn && (plan.EndsOn is null || f.OccurredOn <= plan.EndsOn)).Select(f => f.OccurredOn).Distinct().Order())
        {
            record.Add(CensusModules.Review).Put("CPPreviewDate", held);
        }
    }

    private static DateOnly? Day(Fact fact, string field) => fact.Codes(field).FirstOrDefault() is { } day && DateOnly.TryParse(day, System.Globalization.CultureInfo.InvariantCulture, out var on) ? on : null;

    private bool Within(DateOnly day) => day >= start && day <= end;
}
