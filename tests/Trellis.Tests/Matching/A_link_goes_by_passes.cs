using System.Globalization;
using Trellis.Matching;
using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

using Known = Trellis.Matching.Index.Known;

namespace Trellis.Tests.Matching;

/// <summary>Extracts so large that not every pair is compared: who has a plain partner is looked for no further, and nobody is joined for that.</summary>
public sealed class A_link_goes_by_passes
{
    /// <summary>Above two million pairs keys decide who is compared.</summary>
    private const int Each = 1_600;

    private static readonly Layout Fields = new(
    [
        new("given name", FieldKind.GivenName), new("family name", FieldKind.FamilyName), new("birth date", FieldKind.BirthDate),
        new("sex", FieldKind.Sex), new("postcode", FieldKind.Postcode), new("NHS number", FieldKind.NhsNumber),
    ]);

    private static readonly Lazy<List<Decided>> Linked = new(() => Link());

    [Theory]
    [InlineData(0, "as they are")]
    [InlineData(1, "moved, found by birth date and a name")]
    [InlineData(2, "without a birth date, found by postcode and a name")]
    [InlineData(3, "a slip in the birth date and moved, found by the number")]
    [InlineData(4, "another day of the year, found by both names and the year")]
    public void Whoever_is_in_both_is_found_by_one_pass_or_another(int kind, string how)
    {
        var same = Linked.Value.Where(d => d.Outcome is Outcome.Same or Outcome.Review).ToDictionary(d => d.A, d => d.B);
        var missed = Enumerable.Range(0, Each).Where(i => i % 8 == kind && same.GetValueOrDefault(i, -1) != i).ToArray();
        missed.Length.ShouldBeLessThan(Each / 8 / 20, $"{how}: {string.Join(", ", missed.Take(5))}");
    }

    [Fact]
    public void Whoever_is_plain_is_joined_and_nobody_else_with_them()
    {
        var joined = Linked.Value.Where(d => d.Outcome == Outcome.Same).ToArray();

        joined.Count(d => d.A % 8 == 0 && d.A == d.B).ShouldBe(Each / 8);
        joined.ShouldAllBe(d => d.A == d.B);
    }

    [Fact]
    public void Whose_twin_alone_is_in_the_other_extract_is_not_joined_with_them_but_listed()
    {
        Linked.Value.Where(d => d.A % 8 == 6 && d.B == d.A).ShouldAllBe(d => d.Outcome == Outcome.Different && d.Guard == Guard.TwinOrSibling);
        Linked.Value.Count(d => d.A % 8 == 6 && d.B == d.A).ShouldBe(Each / 8);
    }

    [Fact]
    public void How_many_threads_work_changes_nothing()
    {
        var four = Link(threads: 4);

        four.Select(Plainly).Order(StringComparer.Ordinal).ShouldBe(Linked.Value.Select(Plainly).Order(StringComparer.Ordinal));

        static string Plainly(Decided d) => string.Create(CultureInfo.InvariantCulture, $"{d.A} {d.B} {d.Outcome} {d.Probability:0.000000}");
    }

    private static List<Decided> Link(int threads = 1)
    {
        var words = new Vocabularies();
        var (one, other) = (new Trellis.Matching.Comparing.People(Fields, words), new Trellis.Matching.Comparing.People(Fields, words));
        for (var i = 0; i < Each; i++)
        {
            Add(one, Person(i));
            Add(other, Changed(i, Person(i)) ?? Person(Each + i));
        }

        return Linkage.Run(one, other, Model.Default(Fields), threads: threads).Decide();
    }

    private static Known? Changed(int i, Known known) => (i % 8) switch
    {
        1 => known with { Postcode = "SE7 3QQ", NhsNumber = null },
        2 => known with { BirthDate = null, NhsNumber = null },
        3 => known with { BirthDate = known.BirthDate![..^1] + "5", Postcode = null },
        4 => known with { BirthDate = known.BirthDate![..5] + (known.BirthDate[5..7] == "11" ? "10" : "11") + known.BirthDate[7..], Postcode = null, NhsNumber = null },
        5 => null,
        6 => known with { GivenName = Word(i + 900_000), NhsNumber = null },
        _ => known,
    };

    private static Known Person(int i) => new(
        Word(i + 1), null, Word(i + 40_000) + Word(i + 80_000)[1..].ToLowerInvariant(), new DateOnly(2008, 1, 1).AddDays(i * 37 % 5_800).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        i % 2 == 0 ? "F" : "M", string.Create(CultureInfo.InvariantCulture, $"W{(i % 14) + 1} {i / 14 % 9}{"ABDEFGHJLN"[i / 126 % 10]}{"PQRSTUWXYZ"[i % 10]}"), null, i % 8 == 3 ? Number(i) : null);

    /// <summary>A name nobody else has, or hardly.</summary>
    private static string Word(int seed)
    {
        var draw = new Random(seed);
        return $"{"BDFGKLMNPRSTVWZ"[draw.Next(15)]}{string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"aeiou"[draw.Next(5)]}{"bdfgklmnprstvz"[draw.Next(14)]}"))}";
    }

    /// <summary>Of the numbers that are given to nobody.</summary>
    private static string Number(int i)
    {
        var nine = string.Create(CultureInfo.InvariantCulture, $"999{i * 11:000000}");
        var digit = Trellis.Matching.Identifiers.NhsNumber.CheckDigit(System.Text.Encoding.ASCII.GetBytes(nine));
        return nine + (digit ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    private static void Add(Trellis.Matching.Comparing.People people, Known known)
    {
        var codes = new int[Fields.Fields.Length];
        string?[] texts = [known.GivenName, known.FamilyName, known.BirthDate, known.Sex, known.Postcode, known.NhsNumber];
        for (var f = 0; f < codes.Length; f++) { people.Code(f, texts[f], null, out codes[f]); }
        people.Add(codes);
    }
}
