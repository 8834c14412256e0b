using System.Collections.Immutable;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>The front door asks agencies what they know; they answer, mostly in time.</summary>
internal static class AgenciesPlot
{
    private const string Step = "information-request";

    /// <returns>When the front door triages again.</returns>
    public static DateTimeOffset Tell(Plot p, StaffRow worker, DateTimeOffset triaged, string risk)
    {
        var (dice, time) = (p.Dice, p.Time);
        var asked = time.Minutes(triaged, 3, 20);
        var school = p.From.Agencies.FirstOrDefault(a => p.About.Any(c => c.School == a.Title))?.Code;
        string?[] agencies = ["police", "health-trust", dice.Chance(0.7) ? school : null];
        ImmutableArray<string> chosen = [.. agencies.OfType<string>()];
        p.Do(new AskAgencies(asked, worker, new("front-door", Step), chosen));
        var limit = risk switch { "red" => 4.0, "amber" => 24, _ => 72 };
        var silent = dice.Chance(0.12) ? dice.Pick(chosen) : null;
        var last = asked;
        foreach (var agency in chosen.Where(a => a != silent))
        {
            var at = AnsweredAt(p, asked, agency, risk, limit);
            if (at > last) { last = at; }
            var knows = dice.Chance(agency is "police" ? 0.45 : 0.8);
            var form = new Typed().Put("knows", knows ? "yes" : "no").Ends("answered");
            if (knows)
            {
                form.Put("information", p.Say($"information.{(agency is "police" ? "police" : agency is "health-trust" ? "health" : "school")}"));
                if (agency is not "police") { form.Put("last-seen", London.DateOf(asked).AddDays(-dice.Between(1, agency is "health-trust" ? 120 : 4))); }
            }

            p.Do(new Complete(at, p.Cast.Of(agency), new("front-door", Step, agency), form));
        }

        if (silent is not null)
        {
            last = Later(last, asked.AddHours(limit * (0.8 + (dice.Next() * 0.5))), p);
            p.Do(new GoOn(last, worker, new("front-door", Step, silent), p.Say("go-on")));
        }

        return risk is "red" ? time.Minutes(last, 8, 40) : time.Hours(time.Minutes(last, 5, 15), dice.Mostly(0.7, 4));
    }

    private static DateTimeOffset AnsweredAt(Plot p, DateTimeOffset asked, string agency, string risk, double limit)
    {
        var hours = limit * (p.Dice.Chance(0.9) ? 0.05 + (p.Dice.Next() * 0.55) : 1.1 + p.Dice.Next());
        // At the red risk somebody on duty answers whatever the hour.
        return risk is "red" || agency is "police" ? p.Time.Minutes(asked.AddHours(hours), 1, 20) : p.Time.Hours(asked, Math.Min(hours / 5, 16));
    }

    private static DateTimeOffset Later(DateTimeOffset last, DateTimeOffset at, Plot p) => p.Time.Hours(at > last ? at : last, 0.2);
}
