using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What is said of a course, as read from its form.</summary>
/// <param name="Outcomes">What somebody knows or can do afterwards: each is asked about before and after.</param>
/// <param name="RefreshMonths">When it is to be taken again; null: never.</param>
public sealed record CourseText(string Programme, string Level, string Title, string Summary, string Audience, IReadOnlyList<string> Outcomes, string Prerequisites, string Accreditation, int? RefreshMonths, bool Open);

/// <summary>Something that is taught, whenever it is: its workshops are when.</summary>
public sealed class Course : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestSummary = 2000;
    public const int LongestLine = 1000;
    public const int LongestAccreditation = 500;
    public const int LongestOutcome = 300;
    public const int MostOutcomes = 12;
    public const int MostMonths = 120;

    /// <summary><c>T101</c></summary>
    public required string Reference { get; init; }

    public string Programme { get; private set; } = "";

    public string Level { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public string Audience { get; private set; } = "";

    public string[] Outcomes { get; private set; } = [];

    public string Prerequisites { get; private set; } = "";

    public string Accreditation { get; private set; } = "";

    public int? RefreshMonths { get; private set; }

    public required string[] Areas { get; init; }

    /// <summary>It is in the public catalogue.</summary>
    public bool Open { get; private set; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    /// <param name="asked">People have been asked about its outcomes: their number and order stay, or answers would be of others.</param>
    public Outcome<Course> Write(CourseText text, TrainingRules rules, bool asked, Actor by, DateTimeOffset at)
    {
        var outcomes = text.Outcomes.Select(o => o.Trim()).Where(o => o.Length > 0).ToArray();
        if (rules.Programmes.All(p => p.Id != text.Programme)) { return new Refusal("Programme", "Select the part of the programme"); }
        if (rules.Levels.All(l => l.Id != text.Level)) { return new Refusal("Level", "Select the level"); }
        if (Wrong("Name", "title", text.Title, LongestTitle, required: true) is { } title) { return title; }
        if (Wrong("Summary", "summary", text.Summary, LongestSummary, required: true) is { } summary) { return summary; }
        if (Wrong("Audience", "audience", text.Audience, LongestLine, required: true) is { } audience) { return audience; }
        if (outcomes.Length is 0 or > MostOutcomes) { return new Refusal("Outcomes", outcomes.Length == 0 ? "Enter at least one learning outcome" : $"Enter {MostOutcomes} learning outcomes or fewer"); }
        if (outcomes.FirstOrDefault(o => o.Length > LongestOutcome) is not null) { return new Refusal("Outcomes", $"Each learning outcome must be {LongestOutcome} characters or fewer"); }
        if (asked && outcomes.Length != Outcomes.Length) { return new Refusal("Outcomes", $"People have been asked about {Outcomes.Length} learning outcomes. Reword them, or begin another course"); }
        if (Wrong("Prerequisites", "what to have done before", text.Prerequisites, LongestLine) is { } before) { return before; }
        if (Wrong("Accreditation", "accreditation", text.Accreditation, LongestAccreditation) is { } accredited) { return accredited; }
        if (text.RefreshMonths is < 1 or > MostMonths) { return new Refusal("RefreshMonths", $"The number of months must be from 1 to {MostMonths}"); }
        (Programme, Level, Title, Summary, Audience, Outcomes) = (text.Programme, text.Level, text.Title.Trim(), text.Summary.Trim(), text.Audience.Trim(), outcomes);
        (Prerequisites, Accreditation, RefreshMonths, Open) = (text.Prerequisites.Trim(), text.Accreditation.Trim(), text.RefreshMonths, text.Open);
        foreach (var area in Areas)
        {
            Happened(new Fact { Kind = "training.course-written", SourceId = Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "programme", Code = Programme }, new FactDetail { Field = "open", Code = Open ? "yes" : "no" }] });
        }

        return this;
    }

    private static Refusal? Wrong(string field, string what, string text, int most, bool required = false) => text.Trim().Length switch
    {
        0 when required => new Refusal(field, $"Enter the {what}"),
        var length when length > most => new Refusal(field, $"The {what} must be {most} characters or fewer"),
        _ => null,
    };
}
