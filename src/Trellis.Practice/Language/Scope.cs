using Trellis.Platform.Conditions;

namespace Trellis.Practice.Language;

/// <summary>What a name in a condition can hold.</summary>
/// <param name="Values">The codes it may have; null when any text or number may stand there.</param>
/// <param name="What">Whose codes they are: <c>an outcome of front-door.triage</c>.</param>
internal sealed record Meaning(IReadOnlyCollection<string>? Values, bool Number, string What);

/// <summary>The names a condition may use in one place.</summary>
/// <param name="Where">For messages: <c>front-door.triage</c>.</param>
/// <param name="Refused">Names that exist but cannot be used here, and why.</param>
internal sealed record Scope(string Where, IReadOnlyDictionary<string, Meaning> Names, IReadOnlyDictionary<string, string> Refused)
{
    /// <summary>Reads and checks a condition. What is wrong goes to the mistakes, and null comes back.</summary>
    public Condition? Read(string text, Place place, Mistakes mistakes)
    {
        var (condition, error, position) = ConditionParser.Parse(text);
        if (condition is null)
        {
            mistakes.Add(place, $"the condition \"{text}\" cannot be read at character {position}: {error}");
            return null;
        }
        var before = mistakes.Count;
        Check(condition, place, mistakes);
        return mistakes.Count == before ? condition : null;
    }

    private void Check(Condition condition, Place place, Mistakes mistakes)
    {
        switch (condition)
        {
            case Both(var left, var right):
                Check(left, place, mistakes);
                Check(right, place, mistakes);
                break;
            case Either(var left, var right):
                Check(left, place, mistakes);
                Check(right, place, mistakes);
                break;
            case Not(var inner):
                Check(inner, place, mistakes);
                break;
            case Present(var name):
                Find(name, place, mistakes);
                break;
            case Compare compare when Find(compare.Name, place, mistakes) is { } meaning:
                CheckValues(compare, meaning, place, mistakes);
                break;
        }
    }

    private Meaning? Find(string name, Place place, Mistakes mistakes)
    {
        if (Names.TryGetValue(name, out var meaning)) { return meaning; }
        if (Refused.TryGetValue(name, out var why))
        {
            mistakes.Add(place, $"\"{name}\" cannot be asked about here: {why}");
        }
        else
        {
            mistakes.Unknown(place, $"\"{name}\" is not a field or name of {Where}", name, Names.Keys);
        }
        return null;
    }

    private static void CheckValues(Compare compare, Meaning meaning, Place place, Mistakes mistakes)
    {
        var ordering = compare.Comparison is Comparison.Above or Comparison.AtLeast or Comparison.Below or Comparison.AtMost;
        if (ordering && !meaning.Number)
        {
            mistakes.Add(place, $"\"{compare.Name}\" is not a number, so it has no more or less", "=, != or in");
            return;
        }
        foreach (var value in compare.Values)
        {
            if (meaning.Number && !decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _))
            {
                mistakes.Add(place, $"\"{compare.Name}\" is a number and cannot be \"{value}\"", "a number");
            }
            else if (meaning.Values is { } allowed && !allowed.Contains(value))
            {
                mistakes.Unknown(place, $"\"{value}\" is not {meaning.What}", value, allowed);
            }
        }
    }
}
