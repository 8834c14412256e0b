using System.Globalization;
using System.Text.Json;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>A file of a statutory return that somebody sent to be checked: checked by itself, answered, signed off by somebody else.</summary>
public sealed class Submission : Entity, IEdited
{
    public const string Sent = "sent";
    public const string Checked = "checked";
    public const string SignedOff = "signed-off";
    public const string ThrownAway = "thrown-away";

    /// <summary>Those who keep returns: the database shows them to nobody else.</summary>
    public const string Circle = "returns";

    public const int LongestName = 200;

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        [Sent] = "Being checked",
        [Checked] = "Checked",
        [SignedOff] = "Signed off",
        [ThrownAway] = "Thrown away",
    };

    public required string Area { get; init; }

    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>The calendar year in which the census year ends whose rules somebody chose; null: the file's own.</summary>
    public int? Asked { get; init; }

    public string State { get; private set; } = Sent;

    public required Guid SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The calendar year in which its census year ends; null until it is checked.</summary>
    public int? Ending { get; private set; }

    public DateOnly? ReferenceDate { get; private set; }

    /// <summary>Number of the local authority, as the file gives it.</summary>
    public string Authority { get; private set; } = "";

    public int Children { get; private set; }

    public int Errors { get; private set; }

    public int Queries { get; private set; }

    /// <summary>How many rules found nothing.</summary>
    public int Passed { get; private set; }

    /// <summary>The file could be read to its end.</summary>
    public bool Whole { get; private set; }

    /// <summary>JSON of <see cref="RuleOutcomes"/>.</summary>
    public string? Outcomes { get; private set; }

    /// <summary>JSON of <see cref="FileOddities"/>.</summary>
    public string? Oddities { get; private set; }

    public DateTimeOffset? CheckedAt { get; private set; }

    public Guid? SignedBy { get; private set; }

    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Edition { get; private set; }

    public string? Year => Ending is { } ending ? CensusYear.NameOf(ending) : null;

    public IReadOnlyList<RuleOutcomeKept> RuleOutcomes => Outcomes is null ? [] : JsonSerializer.Deserialize<RuleOutcomeKept[]>(Outcomes, JsonSerializerOptions.Web)!;

    public IReadOnlyList<OddityKept> FileOddities => Oddities is null ? [] : JsonSerializer.Deserialize<OddityKept[]>(Oddities, JsonSerializerOptions.Web)!;

    internal void Send() => Say("return.sent", SentAt);

    internal void Check(CheckResult result, int mostKept, DateTimeOffset at)
    {
        var header = result.Census.Header;
        (State, CheckedAt, Ending, ReferenceDate) = (Checked, at, result.Year.Ending, header.Collection.ReferenceDate.Day);
        (Authority, Children, Whole) = (Short(header.Source.Authority.Text ?? ""), result.Census.Children.Count, result.Census.IsWhole);
        (Errors, Queries, Passed) = (result.Errors, result.Queries, result.Count(RuleOutcome.Passed));
        Outcomes = JsonSerializer.Serialize(result.Rules.Where(r => r.Outcome is not RuleOutcome.Passed).Select(r => RuleOutcomeKept.Of(r, mostKept)), JsonSerializerOptions.Web);
        Oddities = JsonSerializer.Serialize(result.Census.Oddities.Select(o => new OddityKept(o.Line, o.Words)), JsonSerializerOptions.Web);
        Say("return.checked", at, ("year", result.Year.Name), ("children", Number(Children)), ("errors", Number(Errors)), ("queries", Number(Queries)));
    }

    /// <summary>Somebody said why what a rule found stands as it is.</summary>
    internal Outcome<int> Answer(IReadOnlyCollection<KeptIssue> issues, string why, Guid by, DateTimeOffset at)
    {
        if (State is not Checked) { return new Refusal("Answer", State is SignedOff ? "This file is signed off: what was answered stays as it is" : "This file cannot be answered for"); }
        why = why.Trim();
        if (why.Length is 0 or > KeptIssue.LongestAnswer) { return new Refusal("Answer", why.Length == 0 ? "Enter why it stands as it is" : "Why must be 2,000 characters or fewer"); }
        if (issues.Count == 0) { return new Refusal("Answer", "Somebody else has answered meanwhile. Look at it again"); }
        foreach (var issue in issues) { issue.Take(why, by, at); }
        Say("return.answered", at, [("rule", issues.First().Rule.ToLowerInvariant()), ("issues", Number(issues.Count))]);
        return issues.Count;
    }

    /// <summary>Whoever answers for the return says that it may go as it is.</summary>
    /// <param name="unanswered">Issues that nobody has answered.</param>
    /// <param name="answered">Who answered any.</param>
    internal Outcome<Submission> SignOff(int unanswered, IReadOnlyCollection<Guid> answered, Guid by, DateTimeOffset at)
    {
        if (State is not Checked) { return new Refusal("", "Somebody else has signed this file off, or thrown it away. Look at it again"); }
        if (!Whole) { return new Refusal("", "The file could not be read to its end: it cannot be signed off"); }
        if (RuleOutcomes.Any(r => r.Outcome == "crashed")) { return new Refusal("", "A rule went wrong itself: what it would have found is not known, so the file cannot be signed off"); }
        if (RuleOutcomes.FirstOrDefault(r => r.Count > r.Kept) is { } much) { return new Refusal("", $"Rule {much.Code} finds more than can be answered. Put the file right first"); }
        if (unanswered > 0) { return new Refusal("", $"{English.Count(unanswered, "issue is", "issues are")} not answered yet"); }
        if (by == SentBy || answered.Contains(by)) { return new Refusal("", "You sent this file or answered for it. Somebody else has to sign it off"); }
        (State, SignedBy, SignedAt) = (SignedOff, by, at);
        Say("return.signed-off", at, ("year", Year!), ("errors", Number(Errors)), ("queries", Number(Queries)));
        return this;
    }

    internal Outcome<Submission> ThrowAway(DateTimeOffset at)
    {
        if (State is ThrownAway) { return new Refusal("", "Somebody else has thrown this file away"); }
        (State, EndedAt, Oddities) = (ThrownAway, at, null);
        Say("return.thrown-away", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, params (string Field, string Code)[] details) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Occurred = Moment.Exactly(at),
        VisibleTo = Circle,
        Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length > 40 ? text[..40] : text;
}
