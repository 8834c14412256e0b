using System.Globalization;
using System.Text;
using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Files;

/// <summary>
/// Pairs as lines of text, with why: every field that both records have, how it is alike, and its bits, and no value of a record. Words
/// are made into bytes once, since a million lines say the same few.
/// </summary>
internal sealed class PairText(Layout layout)
{
    private readonly byte[][][] words = [.. layout.Fields.Select(field => Levels.Of(field.Kind).Select(level => Encoding.UTF8.GetBytes($"{field.Name} {level.Words} ")).ToArray())];
    private readonly byte[][] guards = [.. Enum.GetValues<Guard>().Select(guard => Encoding.UTF8.GetBytes(Verdicts.Say(guard) is { Length: > 0 } said ? said + "; " : ""))];
    private byte[] bytes = new byte[1 << 16];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    /// <summary>One line. The scorer has just compared the two.</summary>
    public void Row(ReadOnlySpan<char> left, ReadOnlySpan<char> right, Decided pair, Scorer scorer)
    {
        Cell(left);
        Add(","u8);
        Cell(right);
        Add(","u8);
        Probability(pair.Probability);
        Add(pair.Outcome switch { Outcome.Same => ",same,\""u8, Outcome.Review => ",review,\""u8, Outcome.CouldNotCheck => ",could not check,\""u8, _ => ",different,\""u8 });
        if (pair.Through) { Add("of one group with others; "u8); }
        Add(guards[(int)pair.Guard]);
        Why(scorer);
        Add("\"\n"u8);
    }

    private void Why(Scorer scorer)
    {
        var first = true;
        for (var f = 0; f < words.Length; f++)
        {
            var level = scorer.Found[f];
            if (level == Levels.Missing) { continue; }
            if (!first) { Add("; "u8); }
            first = false;
            Add(words[f][level]);
            var bits = scorer.Bits(f);
            Add(bits < 0 ? "−"u8 : "+"u8);
            var tenths = (int)MathF.Round(MathF.Abs(bits) * 10, MidpointRounding.AwayFromZero);
            Number(tenths / 10);
            Add("."u8);
            Number(tenths % 10);
        }
    }

    /// <summary>To six places at most, and never a whole 1: nothing is certain.</summary>
    private void Probability(double probability)
    {
        var millionths = (int)Math.Round(Math.Min(probability, .999999) * 1e6, MidpointRounding.AwayFromZero);
        Add("0"u8);
        if (millionths == 0) { return; }
        Add("."u8);
        for (var place = 100_000; millionths > 0; place /= 10)
        {
            Number(millionths / place);
            millionths %= place;
        }
    }

    private void Number(int number)
    {
        Room(11);
        number.TryFormat(bytes.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    private void Cell(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny("\",\r\n") >= 0) { text = $"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\""; }
        Room(text.Length * 3);
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    private void Add(ReadOnlySpan<byte> more)
    {
        Room(more.Length);
        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    private void Room(int more)
    {
        if (length + more > bytes.Length) { Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more)); }
    }
}
