using Trellis.Components;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>A page that asks about training somebody had elsewhere.</summary>
public interface IAsksLearnt
{
    string Title { get; }

    string Level { get; }

    string How { get; }

    DateParts DoneOn { get; }

    string Evidence { get; }

    DateParts EvidenceOn { get; }

    TrainingRules Rules { get; }

    LearntFiles Files { get; }

    IReadOnlyList<Choice> LevelChoices => [.. Rules.Levels.Select(l => new Choice(l.Id, l.Title))];

    IReadOnlyList<Choice> HowChoices => [.. Learnt.Hows.Select(h => new Choice(h.Key, h.Value))];

    /// <summary>As it was typed; a date that is none is refused by the entity where it is missing.</summary>
    LearntText Text => new(Title, Level, How, DoneOn.Read("day it was finished").Date, Evidence, EvidenceOn.Read("date of the evidence").Date);

    /// <summary>What is wrong with the dates, each at its field.</summary>
    IEnumerable<(string Field, DateFault Fault)> Faults
    {
        get
        {
            if (DoneOn.Read("day it was finished").Fault is { } done) { yield return (nameof(DoneOn), done); }
            if (EvidenceOn.Read("date of the evidence").Fault is { } evidence) { yield return (nameof(EvidenceOn), evidence); }
        }
    }
}
