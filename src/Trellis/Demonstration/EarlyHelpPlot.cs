using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>Help before it is needed more: asked for, given, looked at again.</summary>
internal static class EarlyHelpPlot
{
    private const string Process = "early-help";

    /// <param name="opened">A matter is opened for it, not only a step in one that is there.</param>
    public static void Tell(Plot p, DateTimeOffset from, bool opened)
    {
        if (opened) { p.Opens(from); }
        var (dice, worker) = (p.Dice, p.Cast.FrontDoor());
        var asked = p.Time.Days(from, dice.Between(1, 9));
        var outcome = dice.Of(("accepted", 74), ("other-help", 12), ("not-agreed", 14));
        var form = new Typed().Put("requested-on", London.DateOf(asked)).Put("help-with", p.Theme.Help).Put("agreed", outcome is "not-agreed" ? "no" : "yes").Ends(outcome);
        p.Do(new Complete(asked, worker, new(Process, "request"), form));
        if (outcome is not "accepted") { return; }

        var at = asked;
        for (var left = dice.Between(1, 4); left > 0; left--)
        {
            at = p.Time.Days(at, dice.Between(24, 38));
            var ends = left > 1 ? "continue" : dice.Of(("needs-met", 78), ("withdrew", 22));
            var review = new Typed().Put("reviewed-on", London.DateOf(at)).Put("better", p.Say("better"));
            p.Do(new Complete(at, worker, new(Process, "support"), ends is "withdrew" ? review.Ends(ends, p.Say("withdrew")) : review.Ends(ends)));
        }
    }
}
