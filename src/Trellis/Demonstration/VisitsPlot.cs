using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>A social worker visits the children of a plan: mostly in time, now and then late, or with nobody in.</summary>
internal static class VisitsPlot
{
    /// <param name="process">Whose step the visit is: child-protection or child-in-need.</param>
    /// <param name="least">Working days between two visits, where they are in time.</param>
    public static void Tell(Plot p, string process, DateTimeOffset from, DateTimeOffset until, IReadOnlyList<Invented> children, StaffRow worker, int least, int most)
    {
        // Dice and hours of their own: the rest of the story is as it would be without.
        var dice = Dice.For(p.Household.Number, process, London.DateOf(from).DayNumber);
        var time = new WorkingTime(p.Time.Calendar, dice);
        for (var at = time.Days(from, dice.Between(3, least)); at.AddHours(3) < until;)
        {
            var nobodyIn = dice.Chance(0.07);
            p.Do(new Complete(time.Minutes(at, 40, 100), worker, new(process, "visit"), Form(p, dice, children, at, nobodyIn)));
            at = time.Days(at, nobodyIn ? dice.Between(1, 4) : dice.Chance(0.88) ? dice.Between(least, most) : dice.Between(most + 2, most + 12));
        }
    }

    private static Typed Form(Plot p, Dice dice, IReadOnlyList<Invented> children, DateTimeOffset at, bool nobodyIn)
    {
        string Say(string about) => dice.Pick(p.From.Sentences(about));
        var form = new Typed().Put("visited-on", London.DateOf(at)).Put("found", Say(nobodyIn ? "visit.nobody-in" : "visit.found")).Ends("visited");
        foreach (var child in children)
        {
            var age = child.AgeOn(London.DateOf(at));
            form.For(child, "seen", age < 0 ? "not-born" : nobodyIn || dice.Chance(0.04) ? "no" : "yes");
            if (age >= 0) { Seen(form, child, age); }
        }

        return form;

        void Seen(Typed to, Invented child, int age)
        {
            if (to.Said(child, "seen") is "no")
            {
                to.For(child, "seen.reason", Say("visit.not-seen"));
                return;
            }

            to.For(child, "seen-alone", age < 3 ? "not-appropriate" : dice.Chance(0.8) ? "yes" : "no").For(child, "bedroom", dice.Chance(0.6) ? "yes" : "no").For(child, "child-says", Say(age < 4 ? "child-shows" : "child-says"));
        }
    }
}
