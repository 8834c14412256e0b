using System.Globalization;
using System.Text;
using Trellis.Access;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>What one council's case system told of its looked-after children, of those who went missing and of young people who have left care, up to yesterday: a feed of its tables, taken in at midnight.</summary>
public sealed class FeedPlot(IServiceProvider services, Players players, Inventions from, DemonstrationSize size, int seed, DateOnly today)
{
    private const string Area = "RBKC";
    private const string Agency = "rbkc-children";
    private const int Oldest = 16;
    private const int DaysTold = 1_500;
    private const int VisitsTold = 500;

    /// <summary>Of each 20 children looked after so many young people have left care.</summary>
    private const int LeaversInTwenty = 12;

    private readonly Dice dice = Dice.For(seed, "feed");
    private readonly Dice later = Dice.For(seed, "feed, later");
    private readonly StringBuilder people = new("pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob\n");
    private readonly StringBuilder care = new("clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\n");
    private readonly StringBuilder legal = new("lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date\n");
    private readonly StringBuilder placed = new("clap_cla_placement_id,clap_cla_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider\n");
    private readonly StringBuilder reviewed = new("clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_participation\n");
    private readonly Dice visiting = Dice.For(seed, "care-visits");
    private readonly StringBuilder visited = new("clav_cla_visit_id,clav_cla_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\n");
    private readonly StringBuilder gone = new("miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\n");
    private readonly StringBuilder left = new("clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity\n");
    private int next;

    /// <summary>Returns how many children it added.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        var told = Math.Max(3, size.Children / 20);
        for (var number = 1; number <= told; number++) { Tell($"RK{4000 + number}"); }
        for (var number = 1; number <= Math.Max(3, told * LeaversInTwenty / 20); number++) { TellOfLeaver($"RL{4000 + number}"); }
        FeedFile[] files = [File("ssd_person", people), File("ssd_cla_episodes", care), File("ssd_legal_status", legal), File("ssd_cla_placement", placed), File("ssd_cla_reviews", reviewed), File("ssd_cla_visits", visited), File("ssd_missing", gone), File("ssd_care_leavers", left)];
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        var (acting, feeds, on) = (scope.ServiceProvider.GetRequiredService<Acting>(), scope.ServiceProvider.GetRequiredService<FeedIntake>(), today.AddDays(-1));
        acting.As(players.Actor(from.Staff.First(s => s.Role is "returns-officer" && s.Agency == Agency)));
        acting.Begin(ActWords.TakeInReturn);
        var set = feeds.Read(files, on);
        if (set.Problems.Count > 0) { throw new InvalidOperationException($"The demonstration's feed: {set.Problems[0]}"); }
        return Acted.Done(await feeds.TakeInAsync(set, "looked-after", FeedIntake.Sha256Of(files), Area, Agency, on, null, stop: stop)).Added;
    }

    private void Tell(string id)
    {
        var born = today.AddDays(-dice.Between(40, Oldest * 365));
        var began = today.AddDays(-dice.Between(20, Math.Min(DaysTold, today.DayNumber - born.DayNumber - 5)));
        var ended = dice.Chance(0.35) && today.DayNumber - began.DayNumber > 90 ? began.AddDays(dice.Between(40, today.DayNumber - began.DayNumber - 10)) : (DateOnly?)null;
        var last = ended ?? today.AddDays(-2);
        var (sex, group) = (dice.Pick(["F", "M"]), dice.Pick(from.EthnicGroups, g => g.Rbkc).Group);
        Line(people, id, dice.Pick(from.GivenNames), dice.Pick(from.FamilyFirst) + dice.Pick(from.FamilyLast), sex, group, Day(born));
        Line(care, $"E{id}", id, $"C{id}", Day(began), "S", Day(ended), ended is null ? "" : dice.Of(("E4A", 0.4), ("E4B", 0.1), ("E48", 0.1), ("E46", 0.1), ("E3", 0.05), ("E8", 0.25)));
        var status = dice.Of(("V2", 0.4), ("C1", 0.25), ("C2", 0.3), ("E1", 0.05));
        Line(legal, $"L{id}", id, status, Day(began));
        // An interim order, or none, becomes a full one after the court has decided.
        var decided = began.AddDays(later.Between(90, 260));
        if (status is "V2" or "C1" && later.Chance(0.6) && decided < last) { Line(legal, $"M{id}", id, "C2", Day(decided)); }
        for (var on = began; on <= last; on = on.AddDays(dice.Between(60, 400)))
        {
            var (kind, provider, _) = dice.Pick<(string, string, double)>([("U6", "PR1", 0.4), ("U6", "PR4", 0.2), ("U1", "PR1", 0.15), ("K2", "PR4", 0.15), ("H5", "PR4", 0.05), ("P1", "PR0", 0.05)], k => k.Item3);
            Line(placed, Number(), $"C{id}", Day(on), kind, provider);
        }

        var review = began.AddDays(dice.Between(14, 30));
        for (var held = 0; review <= last; held++)
        {
            var young = review < born.AddYears(4);
            Line(reviewed, Number(), $"C{id}", Day(review), young ? "PN0" : dice.Of(("PN1", 0.5), ("PN2", 0.05), ("PN5", 0.1), ("PN6", 0.2), ("PN7", 0.15)));
            review = review.AddDays(held == 0 ? dice.Between(70, 95) : dice.Between(140, 186));
        }

        Visit(id, born, began > today.AddDays(-VisitsTold) ? began : today.AddDays(-VisitsTold), last);
        if (born.AddYears(12) > began || !dice.Chance(0.5)) { return; }
        for (var away = began.AddDays(dice.Between(5, 90)); away < last.AddDays(-4); away = away.AddDays(dice.Between(20, 200)))
        {
            var offered = dice.Chance(0.85);
            Line(gone, Number(), id, Day(away), dice.Of(("M", 0.7), ("A", 0.3)), Day(away.AddDays(dice.Between(0, 3))), offered ? "Y" : "N", offered && dice.Chance(0.6) ? "Y" : "N");
        }
    }

    private void TellOfLeaver(string id)
    {
        Line(people, id, later.Pick(from.GivenNames), later.Pick(from.FamilyFirst) + later.Pick(from.FamilyLast), later.Pick(["F", "M"]), later.Pick(from.EthnicGroups, g => g.Rbkc).Group, Day(today.AddDays(-later.Between(17 * 366, 22 * 365))));
        var touch = later.Of(("YES", 0.88), ("NO", 0.07), ("REFU", 0.03), ("NREQ", 0.02));
        var home = touch is "YES" ? later.Of(("U", 0.5), ("D", 0.2), ("Z", 0.12), ("B", 0.1), ("E", 0.03), ("W", 0.02), ("X", 0.03)) : "R";
        Line(left, $"A{id}", id, "Former relevant child", touch, home, home switch { "R" => "", "W" or "X" => "2", _ => "1" }, touch is "YES" ? later.Of(("F1", 0.08), ("F2", 0.2), ("P2", 0.05), ("F4", 0.05), ("F5", 0.22), ("P5", 0.05), ("G4", 0.1), ("G5", 0.2), ("G6", 0.05)) : "");
    }

    /// <summary>Within a week, then mostly every five weeks; a few are late.</summary>
    private void Visit(string id, DateOnly born, DateOnly from, DateOnly last)
    {
        for (var (on, number) = (from.AddDays(visiting.Between(2, 9)), 1); on <= last; on = on.AddDays(visiting.Chance(0.87) ? visiting.Between(24, 42) : visiting.Between(45, 70)), number++)
        {
            var seen = visiting.Chance(0.96);
            Line(visited, string.Create(CultureInfo.InvariantCulture, $"W{id}-{number}"), $"C{id}", id, Day(on), seen ? "Y" : "N", !seen || on < born.AddYears(3) ? "" : visiting.Chance(0.8) ? "Y" : "N");
        }
    }

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"F{++next}");

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder to, params string[] cells) => to.AppendJoin(',', cells).Append('\n');

    private static FeedFile File(string table, StringBuilder text) => new($"{table}.csv", Encoding.UTF8.GetBytes(text.ToString()));
}
