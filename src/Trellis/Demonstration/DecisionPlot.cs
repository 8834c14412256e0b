namespace Trellis.Demonstration;

/// <summary>A social worker decides for each child, and what was decided begins.</summary>
internal static class DecisionPlot
{
    /// <param name="waiting">An assessment that waits for its approval today.</param>
    public static void Tell(Plot p, DateTimeOffset decided, bool waiting)
    {
        var (dice, worker) = (p.Dice, p.Cast.SocialWorker());
        var harmful = p.Theme.Id is "physical" or "sexual" or "neglect" or "exploitation" or "emotional";
        var all = dice.Of(("assess", 72), ("strategy-discussion", harmful ? 17 : 4), ("early-help", p.Theme.Need is "N1" ? 6 : 15), ("no-further-action", 9));
        if (waiting) { all = "assess"; }
        var form = new Typed();
        var assessed = new List<Invented>();
        var helped = new List<Invented>();
        foreach (var child in p.About)
        {
            // What happens to one brother or sister need not happen to another.
            var own = all is "assess" or "early-help" && child != p.About[0] && dice.Chance(0.12) ? "no-further-action" : all;
            var level = own switch { "strategy-discussion" => "4", "assess" => dice.Of(("3", 55), ("4", 45)), "early-help" => "2", _ => dice.Of(("1", 50), ("2", 50)) };
            form.For(child, "need-level", level).For(child, "why", p.Say($"decision.{own}")).EndsFor(child, own);
            if (own is "assess" or "strategy-discussion") { assessed.Add(child); }
            if (own is "early-help") { helped.Add(child); }
        }

        p.Do(new Complete(decided, worker, new("front-door", "decision"), form));
        if (helped.Count > 0) { EarlyHelpPlot.Tell(p, decided, opened: true); }
        if (assessed.Count == 0) { return; }
        p.Opens(decided);
        p.BusyUntil = p.Time.Days(decided, 90);
        var protection = all is "strategy-discussion" ? ProtectionPlot.Tell(p, decided, assessed) : Protection.None;
        AssessmentPlot.Tell(p, decided, assessed, worker, protection, waiting);
    }
}

/// <summary>How an enquiry went on.</summary>
/// <param name="Plan">A child in need plan follows it; whether one does otherwise is for the assessment.</param>
/// <param name="Until">When it is over.</param>
internal readonly record struct Protection(bool Plan, DateTimeOffset Until)
{
    public static readonly Protection None = new(Plan: false, default);
}
