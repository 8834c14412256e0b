using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>The assessment and the plan that may follow.</summary>
internal static class AssessmentPlot
{
    private const string Process = "child-in-need";

    private static readonly Which Assessment = new(Process, "assessment");
    private static readonly Which Closure = new(Process, "closure");

    public static void Tell(Plot p, DateTimeOffset decided, IReadOnlyList<Invented> children, StaffRow worker, Protection protection, bool waiting)
    {
        var (dice, time) = (p.Dice, p.Time);
        var (manager, enquired) = (p.Cast.Manager(), protection != default);
        var began = time.Days(decided, dice.Between(0, 4));
        var submitted = time.Days(decided, dice.Chance(0.84) ? dice.Between(12, 40) : dice.Between(44, 68));
        if (waiting) { submitted = p.JustNow(); }
        var outcome = protection.Plan ? "child-in-need-plan" : dice.Of(("child-in-need-plan", 36), ("early-help", 20), ("no-further-action", 44));
        var each = new Dictionary<Guid, string>();
        foreach (var child in children) { each[child.Id] = outcome is "child-in-need-plan" || child == children[0] || dice.Chance(0.9) ? outcome : "no-further-action"; }
        p.Do(new Complete(submitted, worker, Assessment, Form(p, children, each, began, submitted, enquired)));
        if (!waiting && dice.Chance(0.08))
        {
            var back = time.Days(submitted, dice.Between(0, 2));
            p.Do(new SendBack(back, manager, Assessment, p.Say("returned")));
            submitted = time.Days(back, dice.Between(1, 3));
            p.Do(new Complete(submitted, worker, Assessment, Form(p, children, each, began, submitted, enquired)));
        }

        var approved = p.Approved(submitted, 3);
        p.Do(new Approve(approved, manager, Assessment));
        p.BusyUntil = approved;
        if (each.ContainsValue("early-help")) { EarlyHelpPlot.Tell(p, approved, opened: true); }
        if (outcome is "child-in-need-plan") { Plan(p, protection.Until > approved ? protection.Until : approved, children, worker, manager); }
    }

    /// <summary>Agreed, reviewed every few weeks, closed when it is no longer needed.</summary>
    public static void Plan(Plot p, DateTimeOffset from, IReadOnlyList<Invented> children, StaffRow worker, StaffRow manager)
    {
        var (dice, time) = (p.Dice, p.Time);
        var at = time.Days(from, dice.Between(2, 9));
        var plan = new Typed();
        foreach (var child in children)
        {
            plan.For(child, "planned-on", London.DateOf(at)).For(child, "change", p.Say("change"));
            var actions = dice.Between(1, 3);
            for (var row = 0; row < actions; row++)
            {
                plan.For(child, $"actions.{row}.action", p.Say("action")).For(child, $"actions.{row}.who", p.Say("who")).For(child, $"actions.{row}.by-when", London.DateOf(at).AddDays(dice.Between(14, 40)));
            }
        }

        p.Do(new Complete(at, worker, new(Process, "plan"), p.SaysEach(plan, children, at).Ends("agreed")));
        var planned = at;
        for (var left = dice.Between(1, 5); left > 0; left--)
        {
            at = time.Days(at, dice.Between(22, 34));
            var review = p.SeenEach(new Typed().Put("held-on", London.DateOf(at)), children, at);
            foreach (var child in children) { review.For(child, "progress", p.Say("progress")); }
            foreach (var child in children) { _ = left > 1 ? review.EndsFor(child, "continue") : review.EndsFor(child, "close", p.Say("review.close")); }
            p.Do(new Complete(at, worker, new(Process, "review"), review));
        }

        at = time.Days(at, dice.Between(1, 6));
        var closure = new Typed().Put("closed-on", London.DateOf(at));
        var ends = dice.Chance(0.2) ? "closed-to-early-help" : "closed";
        foreach (var child in children) { closure.For(child, "closure-reason", ends is "closed" ? dice.Of(("RC7", 92), ("RC5", 8)) : "RC7").EndsFor(child, ends); }
        p.Do(new Complete(at, worker, Closure, closure));
        VisitsPlot.Tell(p, Process, planned, at, children, worker, 22, 29);
        at = p.Approved(at, 2);
        p.Do(new Approve(at, manager, Closure));
        p.BusyUntil = at;
        if (ends is "closed-to-early-help") { EarlyHelpPlot.Tell(p, at, opened: true); }
    }

    /// <param name="enquired">An enquiry went on beside it: then the assessment was not all.</param>
    private static Typed Form(Plot p, IReadOnlyList<Invented> children, Dictionary<Guid, string> each, DateTimeOffset began, DateTimeOffset at, bool enquired)
    {
        var form = p.SeenEach(new Typed().Put("began-on", London.DateOf(began)).Put("asked", p.Say("asked")), children, at);
        foreach (var child in children)
        {
            var outcome = each[child.Id];
            var nothing = outcome is "no-further-action" && p.Dice.Chance(0.25) && !enquired;
            form.For(child, "factors", nothing ? ["21"] : [.. p.Theme.Found.Where((_, i) => i == 0 || p.Dice.Chance(0.5))]).For(child, "analysis", p.Say("analysis"));
            if (outcome is "early-help") { form.For(child, "closure-reason", enquired ? "RC7" : "RC9"); }
            if (outcome is "no-further-action") { form.For(child, "closure-reason", enquired ? "RC7" : "RC8"); }
            _ = outcome is "no-further-action" ? form.EndsFor(child, outcome, p.Say("assessment.no-further-action")) : form.EndsFor(child, outcome);
        }

        return p.SaysEach(form, children, at);
    }
}
