using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>From the strategy discussion to the end of a child protection plan.</summary>
internal static class ProtectionPlot
{
    private const string Process = "child-protection";

    public static Protection Tell(Plot p, DateTimeOffset decided, IReadOnlyList<Invented> children)
    {
        var (dice, time) = (p.Dice, p.Time);
        p.Opens(decided);
        var (worker, manager) = (p.Cast.SocialWorker(), p.Cast.Manager());
        var at = time.Hours(decided, 1 + dice.Mostly(3, 14));
        var way = dice.Of(("section-47-joint", 40), ("section-47-single", 48), ("assess", 12));
        var talk = new Typed().Put("held-at", at.AddMinutes(-dice.Between(20, 50))).Put("harm", p.Theme.Harm).Put("plan", p.Say("strategy.plan"));
        p.Do(new Complete(at, worker, new(Process, "strategy-discussion"), way is "assess" ? talk.Ends(way, p.Say("strategy.assess")) : talk.Ends(way)));
        p.Do(new Approve(time.Hours(at, 0.5 + dice.Mostly(3, 12)), manager, new(Process, "strategy-discussion")));
        if (way is "assess") { return Protection.None; }

        var ended = time.Days(at, dice.Between(4, 9));
        var finding = dice.Of(("conference", 52), ("no-continuing-risk", 22), ("not-substantiated", 26));
        var enquiry = p.SeenEach(p.SaysEach(new Typed().Put("ended-on", London.DateOf(ended)), children, ended), children, ended);
        foreach (var child in children) { enquiry.For(child, "whereabouts", p.Say("whereabouts")).For(child, "findings", p.Say("findings")).EndsFor(child, finding); }
        p.Do(new Complete(ended, worker, new(Process, "section-47-enquiry"), enquiry));
        ended = p.Approved(ended, 1);
        p.Do(new Approve(ended, manager, new(Process, "section-47-enquiry")));
        return finding switch
        {
            "conference" => new Protection(Plan: true, Conference(p, time.Days(at, dice.Chance(0.82) ? dice.Between(11, 15) : dice.Between(16, 21)), children, worker)),
            "no-continuing-risk" => new Protection(Plan: true, ended),
            _ => new Protection(Plan: false, ended),
        };
    }

    /// <returns>When it, or the child protection plan it made, is over.</returns>
    private static DateTimeOffset Conference(Plot p, DateTimeOffset at, IReadOnlyList<Invented> children, StaffRow worker)
    {
        var chair = p.Cast.Chair();
        var outcome = p.Dice.Of(("plan", 84), ("child-in-need", 16));
        p.Do(new Complete(at, chair, new(Process, "initial-conference"), Form(p, children, at, outcome)));
        return outcome is "plan" ? Planned(p, at, children, worker, chair) : at;
    }

    /// <summary>Core groups, visits and reviews, from the conference that made the plan.</summary>
    /// <returns>When the plan is over.</returns>
    public static DateTimeOffset Planned(Plot p, DateTimeOffset at, IReadOnlyList<Invented> children, StaffRow worker, StaffRow chair)
    {
        var (dice, time) = (p.Dice, p.Time);
        var core = time.Days(at, dice.Chance(0.85) ? dice.Between(5, 10) : dice.Between(11, 15));
        var reviews = dice.Of(("1", 35), ("2", 45), ("3", 20));
        var last = at;
        for (var number = 1; number <= int.Parse(reviews, System.Globalization.CultureInfo.InvariantCulture); number++)
        {
            last = time.Days(last, number == 1 ? dice.Between(54, 62) : dice.Between(110, 126));
            var ends = number.ToString(System.Globalization.CultureInfo.InvariantCulture) == reviews ? "end-plan" : "continue";
            p.Do(new Complete(last, chair, new(Process, "review-conference"), Form(p, children, last, ends)));
        }

        for (; core < last; core = time.Days(core, dice.Between(27, 31)))
        {
            p.Do(new Complete(core, worker, new(Process, "core-group"), new Typed().Put("held-on", London.DateOf(core)).Ends("held")));
        }

        VisitsPlot.Tell(p, Process, at, last, children, worker, 11, 19);
        return last;
    }

    public static Typed Form(Plot p, IReadOnlyList<Invented> children, DateTimeOffset at, string outcome)
    {
        var form = new Typed().Put("held-on", London.DateOf(at)).Put("worries", p.Say("worries")).Put("working-well", p.Say("working-well"))
            .Put("danger-statement", p.Say("danger")).Put("safety-goal", p.Say("goal")).Put("how-safe", outcome is "end-plan" or "child-in-need" ? "8" : "4");
        var quorate = p.Dice.Chance(0.93);
        form.Put("quorate", quorate ? "yes" : "no");
        if (!quorate) { form.Put("went-on-because", p.Say("quorum")); }
        foreach (var child in children)
        {
            if (outcome is "plan" or "continue") { form.For(child, "category", p.Theme.Harm); }
            _ = outcome is "end-plan" ? form.EndsFor(child, outcome, p.Say("end-plan")) : form.EndsFor(child, outcome);
        }

        return p.SaysEach(form, children, at);
    }
}
