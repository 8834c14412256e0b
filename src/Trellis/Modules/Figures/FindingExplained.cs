using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures;

/// <summary>What somebody said of a finding of the checker. The last said of a finding holds; the finding itself stays as it is.</summary>
public sealed class FindingExplained : Entity
{
    public const int Longest = 2000;

    /// <summary>Codes with their words, in the order they are offered.</summary>
    public static readonly IReadOnlyList<(string Code, string Words)> Outcomes =
    [
        ("right", "It is right as it was printed"),
        ("wrong", "It was printed wrong, and cannot be changed"),
        ("corrected", "It was printed wrong, and its publisher corrected it"),
        ("open", "Nobody knows yet: ask again"),
    ];

    /// <summary>The finding's <see cref="Finding.Key"/>.</summary>
    public required string Key { get; init; }

    public required string Rule { get; init; }

    public required string Outcome { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>It needs no more asking.</summary>
    public bool Closes => Outcome is not "open";

    /// <summary>It is of no one area; the fact is said in the first of who says it.</summary>
    public static Outcome<FindingExplained> Say(Finding finding, string outcome, string why, Actor by, DateTimeOffset at)
    {
        if (Outcomes.All(o => o.Code != outcome)) { return new Refusal("What", "Select what is known of it"); }
        if (why.Trim().Length is 0 or > Longest) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter how you know" : "How you know must be 2,000 characters or fewer"); }
        if (by.Areas.Order(StringComparer.Ordinal).FirstOrDefault() is not { } area) { return new Refusal("What", "You have no area to say it in"); }
        var said = new FindingExplained { Key = finding.Key, Rule = finding.Rule, Outcome = outcome, Why = why.Trim(), At = at, ById = by.UserId };
        said.Happened(new Fact { Kind = "figure.finding-explained", SourceId = said.Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "outcome", Code = outcome }] });
        return said;
    }
}
