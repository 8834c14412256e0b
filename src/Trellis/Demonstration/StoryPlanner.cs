using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>
/// Makes up two years of contacts and what follows from them, and what happens seldom. No database in it: the same seed, day and size give the same
/// stories. What would come after today is made up too, and never told.
/// </summary>
public static class StoryPlanner
{
    private const int Days = 730;

    /// <summary>Of a hundred contacts, as many more fall into the last days, so that today's work list is alive.</summary>
    private const double Recent = 0.05;

    public static IReadOnlyList<Story> Of(DemonstrationSize size, int seed, DateOnly today, Inventions from, WorkingCalendar calendar, IReadOnlyList<Household> households)
    {
        var dice = Dice.For(seed, "contacts");
        var weights = households.Select(_ => dice.Pick([0.0, 1, 1, 1, 1.5, 2, 3, 4.5])).ToArray();
        var turns = Turns(size, dice);
        var openings = new List<(DateOnly Day, Household Household)>();
        while (openings.Count < size.Contacts)
        {
            var back = dice.Chance(Recent) ? dice.Between(1, 11) : dice.Between(1, Days);
            var day = today.AddDays(-back);
            if (!calendar.IsWorkingDay(day) && dice.Chance(0.72)) { continue; }
            var household = households[Pick(weights, dice)];
            if (Eligible(household, day).Any()) { openings.Add((day, household)); }
        }

        openings = [.. openings.OrderBy(o => o.Day).ThenBy(o => o.Household.Number)];
        var stories = new List<Story>();
        var waiting = size.Waiting;
        var busy = new Dictionary<int, DateTimeOffset>();
        for (var number = 0; number < openings.Count; number++)
        {
            var (day, household) = openings[number];
            var old = today.DayNumber - day.DayNumber > 25;
            var open = busy.TryGetValue(household.Number, out var until) && until > London.MidnightOf(day);
            var turn = old && !open ? Next(turns, Eligible(household, day).Count() > 1) : null;
            if (turn is null && !open && waiting > 0 && today.DayNumber - day.DayNumber is >= 20 and <= 50) { (turn, waiting) = ("waiting", waiting - 1); }
            var own = Dice.For(seed, "story", number);
            var plot = Plot(household, day, own, turn, from, new WorkingTime(calendar, own), today);
            FrontDoorPlot.Tell(plot, day, open, turn);
            if (plot.BusyUntil > until) { busy[household.Number] = plot.BusyUntil; }
            stories.Add(plot.Told(number));
        }

        stories.AddRange([.. new SeldomPlot(size, seed, today, from, calendar).Of(households, stories)]);
        return stories;
    }

    private static Plot Plot(Household household, DateOnly day, Dice dice, string? turn, Inventions from, WorkingTime time, DateOnly today)
    {
        var eligible = Eligible(household, day).ToArray();
        while (true)
        {
            var child = dice.Pick(eligible);
            var age = child.AgeOn(day);
            var sources = from.Sources.Where(s => s.FromAge <= age && age <= s.ToAge && (!s.OfficeHours || time.IsWorked(day)) && (day.Month != 8 || s.Id is not ("2A" or "2B" or "3C")));
            var source = dice.Pick(sources, s => s.Weight);
            var themes = from.Themes.Where(t => t.FromAge <= age && age <= t.ToAge).ToArray();
            if (themes.Length == 0) { continue; }
            var theme = dice.Pick(themes, t => t.Weight * (source.Themes.Contains(t.Id) ? 4 : 0.4));
            var together = turn is not ("joined" or "wrong-person") && dice.Chance(theme.Id is "domestic-abuse" or "neglect" or "housing" ? 0.85 : 0.45);
            var about = eligible.Where(c => c == child || (together && c.AgeOn(day) >= 0)).OrderBy(c => c.Born).ToArray();
            return new Plot(from, dice, time, household, theme, source, about, today);
        }
    }

    /// <summary>Children of the household on that day: born, or expected within five months.</summary>
    private static IEnumerable<Invented> Eligible(Household household, DateOnly day) =>
        household.Children.Where(c => c.AgeOn(day) < 18 && c.Born <= day.AddDays(150) && c.AgeOn(day.AddDays(120)) < 18);

    private static Queue<string> Turns(DemonstrationSize size, Dice dice)
    {
        var all = Enumerable.Repeat("corrected", size.Corrected / 2).Concat(Enumerable.Repeat("referral-corrected", size.Corrected - (size.Corrected / 2)))
            .Concat(Enumerable.Repeat("error", size.Withdrawn / 2)).Concat(Enumerable.Repeat("wrong-person", size.Withdrawn - (size.Withdrawn / 2)))
            .Concat(Enumerable.Repeat("joined", size.Joined)).OrderBy(_ => dice.Next()).ToArray();

        // Spread over the two years, with nothing amiss between them.
        var between = Math.Max(0, (int)(size.Contacts * 0.55 / Math.Max(1, all.Length)) - 1);
        return new Queue<string>(all.SelectMany(m => Enumerable.Repeat("", between).Append(m)));
    }

    private static string? Next(Queue<string> turns, bool brothers)
    {
        if (!turns.TryPeek(out var next) || (next is "joined" && !brothers)) { return null; }
        turns.Dequeue();
        return next.Length == 0 ? null : next;
    }

    private static int Pick(double[] weights, Dice dice)
    {
        var at = dice.Next() * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0) { return i; }
        }

        return weights.Length - 1;
    }
}
