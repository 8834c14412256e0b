using System.Collections.Immutable;
using Trellis.Platform.Conditions;

namespace Trellis.Practice.Language;

/// <summary>What came of reading a condition: the condition, or what is wrong and at which character (from 1).</summary>
public sealed record ConditionReading(Condition? Condition, string? Error, int Position);

/// <summary>
/// Reads <c>outcome = plan</c>, <c>risk in [red, amber]</c>, <c>not knows</c>, <c>previous.outcome != ask and (person.age &lt; 18 or urgent)</c>.
/// <c>and</c> binds tighter than <c>or</c>. What the names and codes mean is checked apart.
/// </summary>
public sealed class ConditionParser
{
    private static readonly string[] Symbols = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","];

    private static readonly Dictionary<string, Comparison> Comparisons = new()
    {
        ["="] = Comparison.Is,
        ["!="] = Comparison.IsNot,
        ["<"] = Comparison.Below,
        ["<="] = Comparison.AtMost,
        [">"] = Comparison.Above,
        [">="] = Comparison.AtLeast,
    };

    private readonly List<(string Word, int At)> tokens = [];
    private readonly int end;
    private int next;

    private ConditionParser(string text)
    {
        end = text.Length + 1;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i])) { i++; continue; }
            var token = TokenAt(text, i);
            tokens.Add((token, i + 1));
            i += token.Length;
        }
    }

    public static ConditionReading Parse(string text)
    {
        try
        {
            var parser = new ConditionParser(text);
            var condition = parser.Any();
            return parser.Peek is null
                ? new ConditionReading(condition, null, 0)
                : throw parser.Wrong($"\"{parser.Peek}\" does not belong here; join conditions with and, or");
        }
        catch (WrongConditionException wrong)
        {
            return new ConditionReading(null, wrong.Message, wrong.At);
        }
    }

    private string? Peek => next < tokens.Count ? tokens[next].Word : null;

    private Condition Any()
    {
        var left = All();
        while (Take("or")) { left = new Either(left, All()); }
        return left;
    }

    private Condition All()
    {
        var left = One();
        while (Take("and")) { left = new Both(left, One()); }
        return left;
    }

    private Condition One()
    {
        if (Take("not")) { return new Not(One()); }
        if (!Take("(")) { return Comparing(); }
        var inner = Any();
        return Take(")") ? inner : throw Wrong("a closing bracket ) is missing");
    }

    private Condition Comparing()
    {
        var name = Word("a name");
        if (Peek is { } sign && Comparisons.TryGetValue(sign, out var comparison))
        {
            next++;
            return new Compare(name, comparison, [Word("a code or number")]);
        }
        if (Take("in")) { return new Compare(name, Comparison.In, List()); }
        if (Take("not"))
        {
            return Take("in") ? new Compare(name, Comparison.NotIn, List()) : throw Wrong("\"not\" after a name must be followed by \"in\"");
        }
        return new Present(name);
    }

    private ImmutableArray<string> List()
    {
        if (!Take("[")) { throw Wrong("\"in\" needs a list such as [red, amber]"); }
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            values.Add(Word("a code"));
        }
        while (Take(","));
        return Take("]") ? values.ToImmutable() : throw Wrong("a closing bracket ] is missing");
    }

    private string Word(string what)
    {
        if (Peek is not { } word || !IsWordPart(word[0]) || word is "and" or "or" or "not" or "in") { throw Wrong($"{what} is missing"); }
        next++;
        return word;
    }

    private bool Take(string word)
    {
        if (Peek != word) { return false; }
        next++;
        return true;
    }

    private WrongConditionException Wrong(string message) => new(message, next < tokens.Count ? tokens[next].At : end);

    private static string TokenAt(string text, int start)
    {
        var symbol = Array.Find(Symbols, s => text.AsSpan(start).StartsWith(s));
        if (symbol is not null) { return symbol; }
        var stop = start;
        while (stop < text.Length && IsWordPart(text[stop])) { stop++; }
        return stop > start ? text[start..stop] : throw new WrongConditionException($"the character {text[start]} is not used in conditions", start + 1);
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_';

    /// <summary>Never leaves this class: a reader of sentences has many places from which to give up.</summary>
    private sealed class WrongConditionException(string message, int at) : Exception(message)
    {
        public int At { get; } = at;
    }
}
