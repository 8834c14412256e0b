using Trellis.Platform.Timescales;
using Trellis.Practice.Reading;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Language;

/// <summary>A pattern as read; <paramref name="Open"/> is the status of <c>child-protection-plan open</c>, which only figures may say.</summary>
internal readonly record struct Heard(Pattern? Pattern, string? Open);

/// <summary>
/// Reads what timescales, statuses and figures listen for: <c>contact where anonymity != unknown</c> (a step of this process),
/// <c>child-in-need.assessment</c>, <c>child-protection-plan starts</c>, <c>person turned 18</c> (a declared happening).
/// </summary>
internal sealed class PatternParser(Known known, Mistakes mistakes)
{
    /// <param name="process">Whose steps can be named without their process; null in figures.</param>
    public Pattern? Read(TextNode text, string? process)
    {
        var heard = Hear(text, process);
        if (heard.Open is not null) { mistakes.Add(text.Place, $"\"{text.Text}\" can only be counted by a figure", "starts or ends"); }
        return heard.Pattern;
    }

    public Heard Hear(TextNode text, string? process)
    {
        var (head, where) = Split(text.Text);
        var lastSpace = head.LastIndexOf(' ');
        if (lastSpace > 0 && head[(lastSpace + 1)..] is "starts" or "ends" or "open")
        {
            return Status(text, head[..lastSpace], head[(lastSpace + 1)..], where);
        }
        if (lastSpace < 0 && known.FindStep(head, process) is { } step)
        {
            var condition = where is null ? null : known.ScopeOfFact(step).Read(where, text.Place, mistakes);
            return new Heard(where is not null && condition is null ? null : new FactPattern(step.FactKind, condition), null);
        }
        return Happening(text, head, where, process);
    }

    private Heard Status(TextNode text, string status, string change, string? where)
    {
        if (!known.Statuses.TryGetValue(status, out var shape))
        {
            mistakes.Unknown(text.Place, $"there is no status \"{status}\"", status, known.Statuses.Keys);
            return default;
        }
        var condition = where is null ? null : known.ScopeOfStatus(shape).Read(where, text.Place, mistakes);
        if (where is not null && condition is null) { return default; }
        return change switch
        {
            "open" when where is not null => Refuse(text, "\"open\" cannot be followed by where: split the figure by the category in place of it"),
            "open" => new Heard(null, status),
            "starts" => new Heard(new StatusPattern(status, StatusChange.Starts, condition), null),
            _ => new Heard(new StatusPattern(status, StatusChange.Ends, condition), null),
        };
    }

    private Heard Happening(TextNode text, string head, string? where, string? process)
    {
        var id = known.Happenings.Contains(head) ? head : AsId(head);
        if (known.Happenings.Contains(id))
        {
            var condition = where is null ? null : known.ScopeOfHappening(id).Read(where, text.Place, mistakes);
            return new Heard(where is not null && condition is null ? null : new FactPattern(id, condition), null);
        }
        var words = known.FactKinds
            .Concat(known.StepsOf(process))
            .Concat(known.Happenings.Select(AsWords))
            .Concat(known.Statuses.Keys.SelectMany(s => new[] { $"{s} starts", $"{s} ends" }))
            .ToList();
        mistakes.Add(text.Place, $"nothing is called \"{head}\"", "a step, \"status starts\", \"status ends\" or a declared happening", NearMiss.Of(head, words));
        return default;
    }

    private Heard Refuse(TextNode text, string message)
    {
        mistakes.Add(text.Place, message);
        return default;
    }

    /// <summary><c>person turned 18</c> is the fact kind <c>person.turned-18</c>.</summary>
    private static string AsId(string words)
    {
        var parts = words.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? words : $"{parts[0]}.{parts[1].Replace(' ', '-')}";
    }

    private static string AsWords(string id) => id.Replace('.', ' ').Replace('-', ' ');

    private static (string Head, string? Where) Split(string text)
    {
        var at = text.IndexOf(" where ", StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), null) : (text[..at].Trim(), text[(at + 7)..].Trim());
    }
}
