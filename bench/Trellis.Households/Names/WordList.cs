using System.Globalization;

namespace Trellis.Households.Names;

/// <summary>Names in the order of how common they are, drawn accordingly. <c>Nguyễn*38</c> says the weight itself; a list may have a tail made of stems and endings.</summary>
public sealed class WordList
{
    private readonly string[] _words;
    private readonly double[] _upTo;
    private readonly string[] _stems;
    private readonly string[] _endings;
    private readonly double _tail;

    public WordList(string words, string stems, string endings, double tail)
    {
        var parts = Split(words);
        _words = new string[parts.Length];
        _upTo = new double[parts.Length];
        var sum = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            var star = parts[i].IndexOf('*', StringComparison.Ordinal);
            _words[i] = star < 0 ? parts[i] : parts[i][..star];
            // Zipf's law with an offset: the most common name of a list of 80 is borne by about one in thirty.
            sum += star < 0 ? 1.0 / (i + 12) : double.Parse(parts[i][(star + 1)..], CultureInfo.InvariantCulture);
            _upTo[i] = sum;
        }

        _stems = Split(stems);
        _endings = Split(endings);
        _tail = _stems.Length > 0 ? tail : 0;
    }

    public bool IsEmpty => _words.Length == 0;

    public string Draw(Chance chance)
    {
        if (_tail > 0 && chance.Hits(_tail))
        {
            return chance.Of(_stems) + chance.Of(_endings);
        }

        var at = Array.BinarySearch(_upTo, chance.Next() * _upTo[^1]);
        return _words[Math.Min(at < 0 ? ~at : at, _words.Length - 1)];
    }

    /// <summary>A joined name (<c>Zi_Han</c>) has a space in it.</summary>
    private static string[] Split(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace('_', ' '))];
}
