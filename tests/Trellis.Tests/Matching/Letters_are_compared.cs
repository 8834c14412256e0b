using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trellis.Matching.Text;

namespace Trellis.Tests.Matching;

public sealed class Letters_are_compared
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    /// <summary>Few letters and lengths about 16 and 64, where the ways of counting change.</summary>
    private static readonly Gen<byte[]> AnyText =
        from length in Gen.Frequency((6, Gen.Choose(0, 12)), (2, Gen.Choose(14, 19)), (1, Gen.Choose(60, 70)))
        from letters in Gen.Choose('A', 'D').Select(c => (byte)c).ArrayOf(length)
        select letters;

    [Fact]
    public void Slips_are_counted_as_the_book_does() =>
        Prop.ForAll(Arb.From(AnyText.Two()), p => Edits.Within(p.Item1, p.Item2, 200) == Book(p.Item1, p.Item2)).Check(Thorough);

    [Fact]
    public void Slips_beyond_the_bound_are_the_bound_and_one() =>
        Prop.ForAll(Arb.From(AnyText.Two().Zip(Gen.Choose(0, 6))), p => Edits.Within(p.Item1.Item1, p.Item1.Item2, p.Item2) == Math.Min(Book(p.Item1.Item1, p.Item1.Item2), p.Item2 + 1)).Check(Thorough);

    [Fact]
    public void Likeness_is_that_of_the_definition() =>
        Prop.ForAll(Arb.From(AnyText.Two()), p => Math.Abs(JaroWinkler.Likeness(p.Item1, p.Item2) - Definition(p.Item1, p.Item2)) < 1e-9).Check(Thorough);

    [Theory]
    [InlineData("MARTHA", "MARHTA", .9611)]
    [InlineData("DWAYNE", "DUANE", .8400)]
    [InlineData("DIXON", "DICKSONX", .8133)]
    [InlineData("", "", 1)]
    [InlineData("A", "", 0)]
    public void Likeness_has_the_published_values(string one, string other, double likeness) =>
        JaroWinkler.Likeness(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other)).ShouldBe(likeness, .0001);

    [Theory]
    [InlineData("O'Brien", "OBRIEN")]
    [InlineData("Zoë  Smith-Jones ", "ZOE SMITH JONES")]
    [InlineData("Łukasz Đặng", "LUKASZ DANG")]
    [InlineData("Олександр", "OLEKSANDR")]
    [InlineData("Ελένη", "ELENI")]
    [InlineData(" - ", "")]
    public void Every_alphabet_comes_to_capitals(string text, string letters)
    {
        var into = new byte[text.Length * 4];
        Encoding.ASCII.GetString(into, 0, Letters.Words(text, into)).ShouldBe(letters);
    }

    private static int Book(byte[] a, byte[] b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) { d[i, 0] = i; }
        for (var j = 0; j <= b.Length; j++) { d[0, j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) { d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1); }
            }
        }

        return d[a.Length, b.Length];
    }

    /// <summary>Jaro's window and Winkler's prefix, the shorter text's letters looked for in the longer; the first 64 letters.</summary>
    private static double Definition(byte[] one, byte[] other)
    {
        byte[] a = [.. one.Take(64)], b = [.. other.Take(64)];
        if (a.Length > b.Length) { (a, b) = (b, a); }
        if (a.Length == 0) { return b.Length == 0 ? 1 : 0; }
        var (reach, taken, mine) = (Math.Max((b.Length / 2) - 1, 0), new bool[b.Length], new List<byte>());
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j <= Math.Min(b.Length - 1, i + reach); j++)
            {
                if (taken[j] || a[i] != b[j]) { continue; }
                taken[j] = true;
                mine.Add(a[i]);
                break;
            }
        }

        if (mine.Count == 0) { return 0; }
        var theirs = b.Where((_, j) => taken[j]).ToArray();
        var transposed = mine.Where((c, i) => c != theirs[i]).Count() / 2;
        double m = mine.Count;
        var jaro = ((m / a.Length) + (m / b.Length) + ((m - transposed) / m)) / 3;
        var prefix = a.Zip(b).Take(4).TakeWhile(p => p.First == p.Second).Count();
        return jaro + (prefix * .1 * (1 - jaro));
    }
}
