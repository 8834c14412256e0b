using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What the partnership is for a time: a board, then a partnership.</summary>
/// <param name="Signs">Kinds of agency (as the register of agencies has them) whose partners sign for it; empty where no partner does.</param>
/// <param name="Who">Who answers for it, in words.</param>
public sealed record FootprintForm(string Id, string Title, ImmutableArray<string> Signs, string Who, string Authority, Place Place);

/// <summary>An agency that was of the partnership at some time, whether or not anybody of it signs in.</summary>
/// <param name="Areas">Where; empty: everywhere the partnership is.</param>
/// <param name="Partner">It is one of those who sign, where its kind does.</param>
/// <param name="Register">Its code in the register of agencies; null: it is not in it.</param>
/// <param name="From">Its first day; null: it was there before anything here is said.</param>
public sealed record FootprintAgency(string Id, string Title, string Kind, ImmutableArray<string> Areas, bool Partner, string? Register, DateOnly? From, Place Place);

public enum FootprintKind { AreaJoins, AreaLeaves, AgencySucceeded, AgencyEnds, AgencyRenamed, Form }

/// <summary>What moves along with a change, in words.</summary>
public sealed record FootprintMoves(string Records, string Actions, string Reserves);

/// <summary>From a day on the partnership is otherwise.</summary>
/// <param name="On">The first day it is so.</param>
/// <param name="Agencies">Those that end or are renamed; several where they merge.</param>
/// <param name="By">The agency that takes their place.</param>
/// <param name="Called">What an agency is called from then on.</param>
/// <param name="Source">Where it is said.</param>
public sealed record FootprintChange(
    string Id, FootprintKind Kind, DateOnly On, string Title, string? Area, ImmutableArray<string> Agencies, string? By, string? Form, string? Called, FootprintMoves? Moves, string Source, Place Place)
{
    public DateOnly LastDayBefore => On.AddDays(-1);
}

/// <summary>Who belonged to the partnership when, from <c>practice/partnership/footprint.yaml</c>. It holds no personal data.</summary>
/// <param name="Since">Of the days before it says nothing.</param>
/// <param name="Form">What it was on that day; <paramref name="Areas"/> likewise.</param>
/// <param name="Changes">In the order of their days.</param>
public sealed record FootprintHistory(DateOnly Since, string Form, ImmutableArray<string> Areas, ImmutableArray<FootprintForm> Forms, ImmutableArray<FootprintAgency> Agencies, ImmutableArray<FootprintChange> Changes)
{
    public static readonly FootprintHistory None = new(DateOnly.MinValue, "", [], [], [], []);

    public bool Knows(DateOnly day) => Forms.Length > 0 && day >= Since;

    public FootprintAgency? Agency(string id) => Agencies.FirstOrDefault(a => a.Id == id);

    /// <summary>What the agency of this code in the register was and is, the first first.</summary>
    public ImmutableArray<FootprintAgency> Registered(string code) => [.. Agencies.Where(a => a.Register == code)];

    public FootprintForm? FormOn(DateOnly day) =>
        Knows(day) ? Forms.FirstOrDefault(f => f.Id == (Changes.LastOrDefault(c => c.Kind is FootprintKind.Form && c.On <= day)?.Form ?? Form)) : null;

    public ImmutableArray<string> AreasOn(DateOnly day)
    {
        if (!Knows(day)) { return []; }
        var areas = Areas.ToList();
        foreach (var change in Changes.Where(c => c.On <= day))
        {
            if (change.Kind is FootprintKind.AreaJoins) { areas.Add(change.Area!); }
            if (change.Kind is FootprintKind.AreaLeaves) { areas.Remove(change.Area!); }
        }

        return [.. areas];
    }

    /// <summary>What ends an agency; null: it goes on.</summary>
    public FootprintChange? EndOf(string agency) => Changes.FirstOrDefault(c => c.Kind is FootprintKind.AgencySucceeded or FootprintKind.AgencyEnds && c.Agencies.Contains(agency));

    /// <summary>There is such an agency, whether or not any of its areas is in the partnership.</summary>
    public bool StandsOn(string agency, DateOnly day) => Knows(day) && !(Agency(agency)?.From > day) && (EndOf(agency) is not { } end || day < end.On);

    /// <summary>It is there and of the partnership: one of its areas is, or it is of all.</summary>
    public bool BelongsOn(string agency, DateOnly day) =>
        Agency(agency) is { } known && StandsOn(agency, day) && (known.Areas.IsEmpty || known.Areas.Any(AreasOn(day).Contains));

    public ImmutableArray<FootprintAgency> AgenciesOn(DateOnly day) => [.. Agencies.Where(a => BelongsOn(a.Id, day))];

    /// <summary>The safeguarding partners of a day: who must sign. Empty where no partner signs, or nothing is known.</summary>
    public ImmutableArray<FootprintAgency> SignsOn(DateOnly day) =>
        FormOn(day) is { } form ? [.. form.Signs.SelectMany(kind => AgenciesOn(day).Where(a => a.Partner && a.Kind == kind))] : [];

    /// <summary>What it was called on a day.</summary>
    public string TitleOn(FootprintAgency agency, DateOnly day) =>
        Changes.LastOrDefault(c => c.Kind is FootprintKind.AgencyRenamed && c.On <= day && c.Agencies.Contains(agency.Id))?.Called ?? agency.Title;

    public FootprintAgency? SuccessorOf(string agency) => EndOf(agency)?.By is { } by ? Agency(by) : null;

    public ImmutableArray<FootprintAgency> PredecessorsOf(string agency) =>
        [.. Changes.Where(c => c.Kind is FootprintKind.AgencySucceeded && c.By == agency).SelectMany(c => c.Agencies).Distinct().Select(Agency).OfType<FootprintAgency>()];

    /// <summary>The days an agency was of the partnership; <c>Last</c> null: it still is.</summary>
    public (DateOnly First, DateOnly? Last)? DaysOf(string agency)
    {
        var edges = Changes.Select(c => c.On).Prepend(Since).Concat(Agency(agency)?.From is { } from ? [from] : []).Distinct().Order().ToArray();
        var belonging = edges.Where(d => BelongsOn(agency, d)).ToArray();
        if (belonging.Length == 0) { return null; }
        return (belonging[0], edges.FirstOrDefault(d => d > belonging[^1]) is var after && after == default ? null : after.AddDays(-1));
    }

    /// <summary>The days an area was of the partnership, each time.</summary>
    public IEnumerable<(DateOnly First, DateOnly? Last)> DaysOfArea(string area)
    {
        DateOnly? first = Areas.Contains(area) ? Since : null;
        foreach (var change in Changes.Where(c => c.Area == area))
        {
            if (change.Kind is FootprintKind.AreaLeaves && first is { } began) { yield return (began, change.LastDayBefore); }
            first = change.Kind is FootprintKind.AreaJoins ? change.On : null;
        }

        if (first is { } open) { yield return (open, null); }
    }

    /// <summary>Changes inside a stretch of time: not one that takes effect on its first day.</summary>
    public ImmutableArray<FootprintChange> Inside(DateOnly from, DateOnly to) => [.. Changes.Where(c => from < c.On && c.On <= to)];
}
