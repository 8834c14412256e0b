using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>What does not come through the front door and happens seldom: a child who dies, a child who moves here with a plan, a child who must be seen at once.</summary>
internal sealed class SeldomPlot(DemonstrationSize size, int seed, DateOnly today, Inventions from, WorkingCalendar calendar)
{
    /// <param name="told">The stories so far: their households have enough to bear.</param>
    public IEnumerable<Story> Of(IReadOnlyList<Household> households, IReadOnlyList<Story> told)
    {
        var homes = households.Where(h => h.Children.Any(IsOfAge)).OrderByDescending(h => h.Number).ToArray();
        var quiet = new Queue<Household>(homes.ExceptBy(told.Select(s => s.Household.Number), h => h.Number));
        var any = new Queue<Household>(homes.IntersectBy(told.Select(s => s.Household.Number), h => h.Number));
        var number = told.Count;
        foreach (var ago in Days()) { if (quiet.TryDequeue(out var home)) { yield return Death(Begun(home, number), ago).Told(number++); } }
        foreach (var ago in Days()) { if (quiet.TryDequeue(out var home)) { yield return MovesHere(Begun(home, number), ago).Told(number++); } }
        foreach (var ago in Days()) { if (any.TryDequeue(out var home)) { yield return SeenAtOnce(Begun(home, number), ago).Told(number++); } }
    }

    /// <summary>Spread over two years: days ago.</summary>
    private IEnumerable<int> Days() => Enumerable.Range(0, size.Seldom).Select(n => 18 + (n * 690 / size.Seldom));

    private Plot Begun(Household home, int number)
    {
        var dice = Dice.For(seed, "seldom", number);
        var children = home.Children.Where(IsOfAge).OrderBy(c => c.Born).ToArray();
        var theme = from.Themes.First(t => t.Id is "neglect");
        return new Plot(from, dice, new WorkingTime(calendar, dice), home, theme, from.Sources[0], children, today);
    }

    /// <summary>Born two years ago, and no child to grow up meanwhile.</summary>
    private bool IsOfAge(Invented child) => child.Child && child.AgeOn(today) is >= 3 and <= 15;

    private DateTimeOffset Day(Plot p, int ago) => p.Time.InOffice(calendar.AddWorkingDays(today.AddDays(-ago), -1));

    /// <summary>The panel is told, and meets; where the coroner asks to wait, later.</summary>
    private Plot Death(Plot p, int ago)
    {
        const string Process = "child-death";
        var (dice, time, worker, child) = (p.Dice, p.Time, p.Cast.SocialWorker(), p.About[0]);
        var heard = Day(p, ago);
        p.Do(new Happen(heard, worker, "person.died", child, London.DateOf(heard).AddDays(-dice.Between(0, 1))));
        p.Opens(heard);
        var told = time.Hours(heard, dice.Chance(0.85) ? 0.5 + dice.Mostly(2, 8) : 24);
        p.Do(new Complete(told, worker, new(Process, "notification"), new Typed().Put("notified-at", told.AddMinutes(-10)).Ends("told")));
        var met = time.Days(told, dice.Chance(0.7) ? dice.Between(35, 58) : dice.Between(64, 80));
        if (dice.Chance(0.4))
        {
            var asked = time.Days(told, dice.Between(2, 6));
            var released = time.Days(asked, dice.Between(20, 60));
            p.Do(new Happen(asked, worker, "coroner.asked-to-wait", child, London.DateOf(asked)));
            p.Do(new Happen(released, worker, "coroner.released", child, London.DateOf(released)));
            met = time.Days(released, dice.Between(20, 50));
        }

        p.Do(new Complete(met, worker, new(Process, "review-meeting"), new Typed().Put("held-on", London.DateOf(met)).Put("learned", p.Say("death.learned")).Ends("held")));
        return p;
    }

    /// <summary>Another council's plan comes with the children; it goes on here until a review ends it.</summary>
    private Plot MovesHere(Plot p, int ago)
    {
        var (dice, time, worker, chair) = (p.Dice, p.Time, p.Cast.SocialWorker(), p.Cast.Chair());
        var heard = Day(p, ago);
        Invented[] children = [p.About[0]];
        p.Do(new Happen(heard, worker, "plan.notified-by-another-authority", children[0], London.DateOf(heard)));
        p.Opens(heard);
        var held = time.Days(heard, dice.Chance(0.8) ? dice.Between(8, 15) : dice.Between(16, 24));
        var form = ProtectionPlot.Form(p, children, held, "plan").Put("notified-on", London.DateOf(heard)).Put("began-elsewhere", London.DateOf(heard).AddDays(-dice.Between(30, 200)));
        p.Do(new Complete(held, chair, new("child-protection", "transfer-in-conference"), form));
        var ended = ProtectionPlot.Planned(p, held, children, worker, chair);
        p.Opens(ended);
        AssessmentPlot.Plan(p, ended, children, worker, p.Cast.Manager());
        return p;
    }

    /// <summary>The police are asked to see a child now. Mostly they go; where they do not, children's services do.</summary>
    private Plot SeenAtOnce(Plot p, int ago)
    {
        const string Process = "welfare-check";
        var (dice, time, worker, child) = (p.Dice, p.Time, p.Cast.SocialWorker(), p.About[0]);
        var asked = Day(p, ago);
        p.Do(new Begin(asked, worker, Process, [child]));
        p.Opens(asked);
        p.Do(new Complete(time.Minutes(asked, 4, 9), worker, new(Process, "request"), new Typed().Put("asked-at", asked).Put("worry", p.Say("welfare.worry")).Put("where", p.Household.Address).Ends("asked")));
        var sent = time.Minutes(asked, 10, 14);
        p.Do(new AskAgencies(sent, worker, new(Process, "check"), ["police"]));
        var answered = dice.Chance(0.85) ? time.Minutes(sent, 25, 200) : time.Minutes(sent, 260, 420);
        var form = new Typed().Put("answered-at", answered.AddMinutes(-3));
        _ = dice.Of(("made", 75), ("declined", 15), ("not-completed", 10)) switch
        {
            "made" => form.Put("seen", dice.Of(("alone", 30), ("with-others", 70))).Put("found", p.Say("welfare.found")).Ends("made"),
            var not => form.Ends(not, p.Say($"welfare.{not}")),
        };
        p.Do(new Complete(answered, p.Cast.Of("police"), new(Process, "check", "police"), form));
        var decided = time.Minutes(answered, 20, 90);
        p.Do(new Complete(decided, worker, new(Process, "what-follows"), new Typed().Put("decided-on", London.DateOf(decided)).Put("safe-now", p.Say("welfare.safe")).Ends("safe")));
        return p;
    }
}
