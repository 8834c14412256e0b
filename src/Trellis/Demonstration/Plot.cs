using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>A story while it is made up: who takes part, what it is about, and what has been done so far.</summary>
internal sealed class Plot(Inventions from, Dice dice, WorkingTime time, Household household, Theme theme, Source source, IReadOnlyList<Invented> about, DateOnly today)
{
    private readonly List<Deed> deeds = [];
    private readonly List<DateTimeOffset> opened = [];

    public Inventions From => from;

    public Dice Dice => dice;

    public WorkingTime Time => time;

    public Household Household => household;

    public Theme Theme => theme;

    public Source Source => source;

    public Cast Cast { get; } = new(from.Staff, household.Area, dice);

    /// <summary>The children it is about; one may join later.</summary>
    public List<Invented> About { get; } = [.. about];

    /// <summary>Until then children of the story have a social worker.</summary>
    public DateTimeOffset BusyUntil { get; set; }

    /// <summary>When a manager approves. What came in during the last days still waits: a manager's list is never empty.</summary>
    public DateTimeOffset Approved(DateTimeOffset submitted, int most)
    {
        var waits = dice.Between(0, most);
        return time.Days(submitted, today.DayNumber - London.DateOf(submitted).DayNumber <= 5 ? waits + 5 : waits);
    }

    /// <summary>On one of the last working days before today.</summary>
    public DateTimeOffset JustNow() => time.InOffice(time.Calendar.AddWorkingDays(today, -dice.Between(1, 3)));

    public string Say(string about) => dice.Pick(from.Sentences(about));

    public void Do(Deed deed) => deeds.Add(deed);

    public void Opens(DateTimeOffset at) => opened.Add(at);

    public Typed SaysEach(Typed typed, IEnumerable<Invented> people, DateTimeOffset at)
    {
        foreach (var person in people) { typed.For(person, "child-says", Say(person.AgeOn(London.DateOf(at)) < 4 ? "child-shows" : "child-says")); }
        return typed;
    }

    public Typed SeenEach(Typed typed, IEnumerable<Invented> people, DateTimeOffset at)
    {
        foreach (var person in people)
        {
            var seen = person.AgeOn(London.DateOf(at)) < 3 ? "not-appropriate" : dice.Of(("alone", 78), ("with-others", 17), ("not-seen", 5));
            typed.For(person, "seen", seen);
            if (seen is "not-seen") { typed.For(person, "seen.reason", Say("not-seen")); }
            if (seen is "alone" or "with-others") { typed.For(person, "seen-on", London.DateOf(at).AddDays(-dice.Between(1, 8))); }
        }

        return typed;
    }

    public Story Told(int number) => new(number, household, deeds.Min(d => d.At), [.. deeds.OrderBy(d => d.At)], [.. opened.Order()]);
}
