using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>
/// Children who are looked after (Children Act 1989 section 22: in a council's care, or accommodated by it for more than 24 hours) and those who go
/// missing. The looked-after return tells a period of care as episodes, a new one at each change of placement or legal status: it begins with the first and ends with the
/// one that no other follows (not X1).
/// </summary>
public sealed partial class FeedFacts
{
    private const string CareBegan = "care.began";
    private const string CareEnded = "care.ended";
    private const string LegalStatusChanged = "care.legal-status-changed";
    private const string Placed = "care.placed";
    private const string CareReviewed = "care.reviewed";
    private const string CareVisited = "care.visited";
    private const string MissingBegan = "missing.began";
    private const string MissingEnded = "missing.ended";
    private const string GoesOn = "X1";
    private const string Started = "S";

    /// <summary>Short breaks under an agreed series of placements: in national figures these children are not looked after.</summary>
    private static readonly string[] ShortBreaks = ["V3", "V4"];

    private sealed record Period(string Id, string Child, DateOnly From, DateOnly? Until, string? Because);

    private IEnumerable<(string Child, ToldRow Row)> LookedAfter()
    {
        var periods = Periods().ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        var legal = set[DataSetTables.LegalStatuses].ToLookup(l => l["lega_person_id"]!, StringComparer.OrdinalIgnoreCase);
        foreach (var period in periods.Values.ToArray())
        {
            var status = Legal(legal[period.Child], period.From);
            if (ShortBreaks.Contains(status)) { periods.Remove(period.Id); continue; }
            var origin = Origin("care", period.Id);
            var began = Row(DataSetTables.Care, period.Id, CareBegan, period.From, origin, null, ("legal-status", status));
            yield return (period.Child, began);
            if (period.Until is { } until) { yield return (period.Child, Row(DataSetTables.Care, period.Id, CareEnded, until, origin, began.Source, ("because", period.Because))); }
            foreach (var (on, changed, id) in Changes(legal[period.Child], period, status)) { yield return (period.Child, Row(DataSetTables.LegalStatuses, id, LegalStatusChanged, on, origin, began.Source, ("legal-status", changed))); }
        }

        foreach (var placed in set[DataSetTables.Placements])
        {
            if (PeriodOf(placed["clap_cla_id"], placed["clap_person_id"], placed.Day("clap_cla_placement_start_date")!.Value) is not { } period) { continue; }
            yield return (period.Child, Row(
                DataSetTables.Placements, placed["clap_cla_placement_id"]!, Placed, placed.Day("clap_cla_placement_start_date")!.Value, Origin("care", period.Id), KeyOf(DataSetTables.Care, period.Id, CareBegan),
                ("kind", codes.Known("placement-kind", placed["clap_cla_placement_type"])), ("provider", codes.Known("placement-provider", placed["clap_cla_placement_provider"]))));
        }

        var reviews = set[DataSetTables.CareReviews].Where(r => r.Yes("clar_cla_review_cancelled") is not true && r.Day("clar_cla_review_date") is not null)
            .Select(r => (Row: r, On: r.Day("clar_cla_review_date")!.Value, Period: periods.GetValueOrDefault(r["clar_cla_id"]!))).Where(r => r.Period is not null && r.On >= r.Period.From);
        foreach (var of in reviews.GroupBy(r => r.Period!))
        {
            foreach (var (review, on, which) in of.OrderBy(r => r.On).ThenBy(r => r.Row["clar_cla_review_id"], StringComparer.Ordinal).Select((r, i) => (r.Row, r.On, i == 0 ? "first" : "later")))
            {
                yield return (of.Key.Child, Row(
                    DataSetTables.CareReviews, review["clar_cla_review_id"]!, CareReviewed, on, Origin("care", of.Key.Id), KeyOf(DataSetTables.Care, of.Key.Id, CareBegan),
                    ("which", which), ("participation", codes.Known("care-review-participation", review["clar_cla_review_participation"]))));
            }
        }

        foreach (var visit in set[DataSetTables.CareVisits])
        {
            if (PeriodOf(visit["clav_cla_id"], visit["clav_person_id"], visit.Day("clav_cla_visit_date")!.Value) is not { } period) { continue; }
            yield return (period.Child, Row(
                DataSetTables.CareVisits, visit["clav_cla_visit_id"]!, CareVisited, visit.Day("clav_cla_visit_date")!.Value, Origin("care", period.Id), KeyOf(DataSetTables.Care, period.Id, CareBegan),
                ("seen", YesNo(visit.Yes("clav_cla_visit_seen"))), ("seen-alone", YesNo(visit.Yes("clav_cla_visit_seen_alone")))));
        }

        Period? PeriodOf(string? id, string? child, DateOnly on) => id is not null ? periods.GetValueOrDefault(id)
            : periods.Values.FirstOrDefault(p => p.Child.Equals(child, StringComparison.OrdinalIgnoreCase) && p.From <= on && (p.Until is null || on < p.Until));
    }

    /// <summary>Episodes of one period have its number; where there is none, those of a child that follow each other are one.</summary>
    private IEnumerable<Period> Periods()
    {
        var episodes = set[DataSetTables.Care].Select(e => (Row: e, Child: e["clae_person_id"]!, From: e.Day("clae_cla_episode_start_date")!.Value)).OrderBy(e => e.From).ToArray();
        foreach (var numbered in episodes.Where(e => e.Row["clae_cla_id"] is not null).GroupBy(e => e.Row["clae_cla_id"]!, StringComparer.OrdinalIgnoreCase)) { yield return PeriodOf(numbered.Key, [.. numbered.Select(e => e.Row)]); }
        foreach (var child in episodes.Where(e => e.Row["clae_cla_id"] is null).GroupBy(e => e.Child, StringComparer.OrdinalIgnoreCase))
        {
            var open = new List<DataSetRow>();
            foreach (var episode in child.Select(e => e.Row))
            {
                if (open.Count > 0 && codes.Known("care-episode-began", episode["clae_cla_episode_start_reason"]) == Started) { yield return PeriodOf(open[0]["clae_cla_episode_id"]!, open); open = []; }
                open.Add(episode);
            }

            yield return PeriodOf(open[0]["clae_cla_episode_id"]!, open);
        }
    }

    private Period PeriodOf(string id, List<DataSetRow> episodes)
    {
        var (first, last) = (episodes[0], episodes[^1]);
        var because = codes.Known("care-ended-because", last["clae_cla_episode_ceased_reason"]);
        // The first episode in the feed may be a later one of a period that began before what the feed tells of.
        var began = codes.Known("care-episode-began", first["clae_cla_episode_start_reason"]) == Started ? null : first.Day("clae_entered_care_date");
        return new Period(id, first["clae_person_id"]!, began ?? first.Day("clae_cla_episode_start_date")!.Value, because == GoesOn ? null : last.Day("clae_cla_episode_ceased_date"), because == GoesOn ? null : because);
    }

    /// <summary>Within a period: each status that is another than the one before.</summary>
    private IEnumerable<(DateOnly On, string Status, string Id)> Changes(IEnumerable<DataSetRow> statuses, Period period, string? first)
    {
        var last = first;
        foreach (var (row, on) in statuses.Select(l => (Row: l, On: l.Day("lega_legal_status_start_date")!.Value)).Where(l => l.On > period.From && (period.Until is null || l.On < period.Until)).OrderBy(l => l.On).ThenBy(l => l.Row["lega_legal_status_id"], StringComparer.Ordinal))
        {
            if (codes.Known("legal-status", row["lega_legal_status"]) is not { } status || status == last) { continue; }
            last = status;
            yield return (on, status, row["lega_legal_status_id"]!);
        }
    }

    private string? Legal(IEnumerable<DataSetRow> statuses, DateOnly on) => statuses
        .Where(l => l.Day("lega_legal_status_start_date") <= on && (l.Day("lega_legal_status_end_date") is not { } end || on < end))
        .OrderByDescending(l => l.Day("lega_legal_status_start_date")).Select(l => codes.Known("legal-status", l["lega_legal_status"])).FirstOrDefault();

    private IEnumerable<(string Child, ToldRow Row)> Gone()
    {
        foreach (var gone in set[DataSetTables.Missing])
        {
            var (child, id) = (gone["miss_person_id"]!, gone["miss_table_id"]!);
            var began = Row(DataSetTables.Missing, id, MissingBegan, gone.Day("miss_missing_episode_start_date")!.Value, Origin("missing", id), null, ("kind", codes.Known("missing-kind", gone["miss_missing_episode_type"])));
            yield return (child, began);
            if (gone.Day("miss_missing_episode_end_date") is { } ended)
            {
                yield return (child, Row(DataSetTables.Missing, id, MissingEnded, ended, began.Origin, began.Source, ("interview-offered", YesNo(gone.Yes("miss_missing_rhi_offered"))), ("interview-accepted", YesNo(gone.Yes("miss_missing_rhi_accepted")))));
            }
        }
    }
}
