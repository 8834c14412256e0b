using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>Something in <c>practice/</c> that is wrong, and where.</summary>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Expected">What would be right: <c>one of hint, label, type</c>.</param>
/// <param name="DidYouMean">The near miss, when there is one.</param>
public sealed record Mistake(Place Place, string Message, string? Expected = null, string? DidYouMean = null)
{
    /// <summary><c>practice/children/x.yaml:12: unknown key "requird" in a field. Expected one of label, required. Did you mean "required"?</c></summary>
    public override string ToString() =>
        $"{Place}: {Message}."
        + (Expected is null ? "" : $" Expected {Expected}.")
        + (DidYouMean is null ? "" : $" Did you mean \"{DidYouMean}\"?");
}

/// <summary>Collects mistakes while reading goes on, so that all of them are reported in one go, each once.</summary>
internal sealed class Mistakes
{
    private readonly HashSet<Mistake> found = [];

    public bool Any => found.Count > 0;

    public int Count => found.Count;

    public void Add(Place place, string message, string? expected = null, string? didYouMean = null) =>
        found.Add(new Mistake(place, message, expected, didYouMean));

    /// <summary>A word that is not among those allowed here.</summary>
    public void Unknown(Place place, string message, string word, IEnumerable<string> allowed)
    {
        var words = allowed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var expected = words.Count switch
        {
            0 => null,
            1 => words[0],
            > 30 => $"one of {string.Join(", ", words.Take(30))} and {words.Count - 30} more",
            _ => $"one of {string.Join(", ", words)}",
        };
        Add(place, message, expected, NearMiss.Of(word, words));
    }

    public ImmutableArray<Mistake> InOrder() =>
        [.. found.OrderBy(m => m.Place.File, StringComparer.Ordinal).ThenBy(m => m.Place.Line).ThenBy(m => m.Message, StringComparer.Ordinal)];
}
