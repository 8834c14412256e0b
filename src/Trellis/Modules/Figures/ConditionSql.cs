using Npgsql;
using Trellis.Platform.Conditions;

namespace Trellis.Modules.Figures;

/// <summary>The practice model's conditions as SQL over <c>record.fact f</c>: the same condition counts and lists.</summary>
public sealed class ConditionSql(string source)
{
    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <summary>Adds a value and gives its place: <c>$3</c>.</summary>
    public string Add(object value)
    {
        Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${Parameters.Count}";
    }

    /// <param name="fact">The alias of the fact asked about.</param>
    /// <exception cref="NotSupportedException">The condition asks something that figures cannot count.</exception>
    public string Of(Condition? condition, string fact) => condition switch
    {
        null => "true",
        Both both => $"({Of(both.Left, fact)} and {Of(both.Right, fact)})",
        Either either => $"({Of(either.Left, fact)} or {Of(either.Right, fact)})",
        Not not => $"not {Of(not.Inner, fact)}",
        Present present => Any(present.Name, fact, "d.code not in ('', 'no')"),
        Compare { Comparison: Comparison.Is or Comparison.In } c => Any(c.Name, fact, $"d.code = any({Add(c.Values.ToArray())})"),
        Compare { Comparison: Comparison.IsNot or Comparison.NotIn } c => $"not {Any(c.Name, fact, $"d.code = any({Add(c.Values.ToArray())})")}",
        Compare c => Any(c.Name, fact, $"(case when d.code ~ '^-?[0-9]+(\\.[0-9]+)?$' then d.code::numeric end) {Sign(c.Comparison)} {Add(decimal.Parse(c.Values[0], System.Globalization.CultureInfo.InvariantCulture))}"),
        _ => throw new NotSupportedException($"A figure cannot count {condition.GetType().Name}"),
    };

    private string Any(string name, string fact, string test)
    {
        if (name.StartsWith("person.", StringComparison.Ordinal)) { throw new NotSupportedException($"Split a figure by {name} rather than count where it"); }
        if (!name.StartsWith("previous.", StringComparison.Ordinal)) { return $"exists (select from record.fact_detail d where d.fact_id = {fact}.id and d.field = {Add(name)} and {test})"; }
        return $"""
            exists (select from record.fact_detail d where d.fact_id = (
              select b.id from {source} b where b.kind = {fact}.kind and b.person_id = {fact}.person_id and b.origin_id = {fact}.origin_id and b.occurred_at < {fact}.occurred_at
              order by b.occurred_at desc limit 1) and d.field = {Add(name["previous.".Length..])} and {test})
            """;
    }

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Above => ">",
        Comparison.AtLeast => ">=",
        Comparison.Below => "<",
        Comparison.AtMost => "<=",
        _ => throw new NotSupportedException($"{comparison} is no ordering"),
    };
}
