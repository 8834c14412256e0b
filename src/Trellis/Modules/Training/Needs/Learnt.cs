using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>What is said of something learnt elsewhere, as read from its form.</summary>
/// <param name="Evidence">What shows it, such as the number of a certificate.</param>
/// <param name="EvidenceOn">The day of that.</param>
public sealed record LearntText(string Title, string Level, string How, DateOnly? DoneOn, string Evidence, DateOnly? EvidenceOn);

/// <summary>Training somebody had that was no workshop of ours: elsewhere, or e-learning.</summary>
public sealed class Learnt : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestEvidence = 500;

    public static readonly IReadOnlyDictionary<string, string> Hows = new Dictionary<string, string> { ["external"] = "A course elsewhere", ["e-learning"] = "E-learning" };

    public required string Email { get; init; }

    /// <summary>Whose lead says it; null when they say it themselves.</summary>
    public string? Agency { get; init; }

    public required string Area { get; init; }

    public string Level { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string How { get; private set; } = "";

    public DateOnly DoneOn { get; private set; }

    public string Evidence { get; private set; } = "";

    public DateOnly EvidenceOn { get; private set; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? TakenBackAt { get; private set; }

    public int Edition { get; private set; }

    /// <summary>Where a file shows it.</summary>
    public LearntFile? File { get; private set; }

    public static Outcome<Learnt> Add(string email, string? agency, string area, LearntText text, LookedAtFile? file, TrainingRules rules, DateTimeOffset at)
    {
        var (title, evidence, today) = (text.Title.Trim(), text.Evidence.Trim(), London.DateOf(at));
        if (title.Length is 0 or > LongestTitle) { return new Refusal("Title", title.Length == 0 ? "Enter what it was called" : $"What it was called must be {LongestTitle} characters or fewer"); }
        if (rules.Levels.All(l => l.Id != text.Level)) { return new Refusal("Level", "Select the level"); }
        if (!Hows.ContainsKey(text.How)) { return new Refusal("How", "Select how it was learnt"); }
        if (text.DoneOn is not { } done) { return new Refusal("DoneOn", "Enter the day it was finished"); }
        if (done > today) { return new Refusal("DoneOn", "The day it was finished must be today or earlier"); }
        if (evidence.Length is 0 or > LongestEvidence) { return new Refusal("Evidence", evidence.Length == 0 ? "Enter what shows it, such as the number of a certificate" : $"What shows it must be {LongestEvidence} characters or fewer"); }
        if (text.EvidenceOn is not { } on) { return new Refusal("EvidenceOn", "Enter the date of the evidence"); }
        if (on < done || on > today) { return new Refusal("EvidenceOn", on < done ? "The date of the evidence must not be before the day it was finished" : "The date of the evidence must be today or earlier"); }
        var learnt = new Learnt { Email = email, Agency = agency, Area = area, AddedAt = at, Level = text.Level, Title = title, How = text.How, DoneOn = done, Evidence = evidence, EvidenceOn = on };
        if (file is not null) { learnt.File = LearntFile.Of(file, learnt, at); }
        learnt.Say("training.learnt-added", at);
        return learnt;
    }

    public Outcome<Learnt> TakeBack(DateTimeOffset at)
    {
        if (TakenBackAt is not null) { return new Refusal("", "It was taken back already"); }
        TakenBackAt = at;
        Say("training.learnt-taken-back", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at) =>
        Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Agency = Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "level", Code = Level }, new FactDetail { Field = "how", Code = How }] });
}
