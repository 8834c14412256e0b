using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>One thing a rule found in a file that was sent, and what somebody said to it.</summary>
public sealed class KeptIssue : IPart
{
    public const int LongestAnswer = 2_000;

    public Guid Id { get; init; }

    public Guid SubmissionId { get; init; }

    public required string Area { get; init; }

    public required string Rule { get; init; }

    /// <summary>The department does not take the return with it; otherwise a query.</summary>
    public bool IsError { get; init; }

    /// <summary>Of the child in the file, from 1; null where the whole return is wrong.</summary>
    public int? Position { get; init; }

    /// <summary>The authority's number for the child.</summary>
    public string? Child { get; init; }

    public int Line { get; init; }

    /// <summary>Which issue it is, in whatever file of this return.</summary>
    public Guid Key { get; init; }

    /// <summary>The same with the same values.</summary>
    public Guid Said { get; init; }

    /// <summary>JSON of <see cref="Places"/>.</summary>
    public required string Shown { get; init; }

    public string? Answer { get; private set; }

    public Guid? AnsweredBy { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Answered for an earlier file, where it said the same.</summary>
    public bool Carried { get; private set; }

    public Submission? Submission { get; init; }

    public Entity Whole => Submission ?? throw new InvalidOperationException("An issue is changed with its submission");

    public ShownIssue Places => JsonSerializer.Deserialize<ShownIssue>(Shown, JsonSerializerOptions.Web)!;

    internal void Take(string why, Guid by, DateTimeOffset at) => (Answer, AnsweredBy, AnsweredAt, Carried) = (why, by, at, false);

    /// <summary>What is kept of a result: of each rule the first so many. Children are known by their number, else by where they stand.</summary>
    internal static IEnumerable<KeptIssue> Of(CheckResult result, Submission submission, int most)
    {
        var positions = result.Census.Children.Index().ToDictionary(c => c.Item, c => c.Index + 1);
        foreach (var rule in result.Rules)
        {
            var before = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var issue in rule.Issues.Take(most))
            {
                int? position = issue.Child is { } child ? positions[child] : null;
                var number = issue.Child?.Identifiers.ChildId.Text;
                var shown = ShownIssue.Of(issue);
                var what = $"{rule.Rule.Code}\n{number ?? issue.Child?.Identifiers.Upn.Text ?? position?.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n{issue.Main?.Module}";
                var nth = before[what] = before.GetValueOrDefault(what) + 1;
                yield return new KeptIssue
                {
                    Id = Ids.New(),
                    SubmissionId = submission.Id,
                    Area = submission.Area,
                    Rule = rule.Rule.Code,
                    IsError = rule.Rule.Severity is Severity.Error,
                    Position = position,
                    Child = number,
                    Line = issue.Main?.Line ?? 0,
                    Key = Hash($"{what}\n{nth}"),
                    Said = Hash($"{what}\n{nth}\n{shown.Said}"),
                    Shown = JsonSerializer.Serialize(shown, JsonSerializerOptions.Web),
                };
            }
        }
    }

    private static Guid Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
