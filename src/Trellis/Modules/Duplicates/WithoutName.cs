using Trellis.Modules.People.Public;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <summary>
/// How likely somebody known by a number alone is somebody whose name is known, where a rule of the practice model says that people are asked: the
/// matcher compares names, of which there are none here.
/// </summary>
internal static class WithoutName
{
    /// <summary>As likely as birth date, sex and ethnic group may make it: they never say who somebody is.</summary>
    private const double Most = .9;

    /// <summary>Of those a return tells of, so many are taken to be recorded already: a judgement.</summary>
    private const double RecordedAlready = .1;

    /// <summary>Bits of a number nobody has by chance; slips are seen, so not all there are.</summary>
    private const double OfNumber = 17;

    public static string Words(IEnumerable<NamelessRule> rules) => string.Join("; ", rules.Select(r => string.Join(" ", r.Same) + (r.ByChance is { } chance ? $" {chance * 100:0}%" : "")));

    public static Weighed Weigh(NamelessPair pair, string edition)
    {
        if (pair.Rule.ByChance is null) { return new Weighed(Most, "review", PairWords.NoGuard, [.. pair.Rule.Same.Select(f => new FieldSaid(Title(f), "same", NamelessRule.Numbers.Contains(f) ? OfNumber : 0))], edition); }
        var odds = RecordedAlready / pair.Expected;
        var rest = pair.Rule.Same.Where(f => f is not NamelessRule.BirthDate).Select(Title).ToArray();
        FieldSaid[] why =
        [
            new(Title(NamelessRule.BirthDate), "same", Math.Log2((double)pair.Recorded / pair.OfYear * NamelessPair.DaysOfYear)),
            .. rest.Length == 0 ? Array.Empty<FieldSaid>() : [new(string.Join(" and ", rest), "same", Math.Log2((double)pair.OfYear / pair.Crowd))],
        ];
        return new Weighed(Math.Min(Most, odds / (1 + odds)), "review", "no-given-name", why, edition);
    }

    private static string Title(string field) => field switch
    {
        NamelessRule.Upn => "UPN",
        NamelessRule.CouncilNumber => "council’s number",
        NamelessRule.BirthDate => "birth date",
        NamelessRule.EthnicGroup => "ethnic group",
        _ => field,
    };
}
