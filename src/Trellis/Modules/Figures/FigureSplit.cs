using System.Globalization;
using Npgsql;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>How the rows of a figure are told apart, as SQL: a join and the expression of the part.</summary>
internal static class FigureSplit
{
    private const string Person = "person.";

    /// <summary>How a row is split: by a code of the fact, or by how the person is described, now or then.</summary>
    public static (string Joins, string Part) Of(Figure figure, string? by, FigureSql sql, PracticeModel practice)
    {
        if (by is null) { return ("", "null::text"); }
        if (by is Standing.Stage && figure.Kind is FigureKind.Standing) { return ("", $"coalesce(r.category, '{practice.Codes[figure.Standing!.Stages!].Codes[0].Id}')"); }
        if (by is Standing.OpenFor && figure.Kind is FigureKind.Standing) { return ("", Ages(practice)); }
        if (by is "category" && figure.Status is not null) { return ("", $"coalesce(r.category, '{LiveFigures.NotKnown}')"); }
        sql.Parameters.Add(new NpgsqlParameter { Value = by is "person.age-band" ? "born" : by.StartsWith(Person, StringComparison.Ordinal) ? by[Person.Length..] : by });
        var field = $"${sql.Parameters.Count}";
        if (!by.StartsWith(Person, StringComparison.Ordinal))
        {
            return ($"left join lateral (select distinct d.code from record.fact_detail d where d.fact_id in (r.fact_id, r.start_id) and d.field = {field}) d on true", $"coalesce(d.code, '{LiveFigures.NotKnown}')");
        }

        var described = $"""
            left join (select distinct on (f.person_id) f.person_id, d.code from {sql.Facts} f left join record.fact_detail d on d.fact_id = f.id and d.field = {field}
              where f.kind = 'person.described' order by f.person_id, f.recorded desc) p on p.person_id = r.person_id
            """;
        return (described, by is "person.age-band" ? AgeBand("p.code::date", "r.happened", practice) : $"coalesce(p.code, '{LiveFigures.NotKnown}')");
    }

    /// <summary>The bands of <c>practice/codes/open-for.yaml</c>: under-3-months, 3-6-months, over-12-months. A band ends before the month it names.</summary>
    private static string Ages(PracticeModel practice)
    {
        var cases = new List<string>();
        foreach (var code in practice.Codes[Standing.OpenFor].Codes.Select(c => c.Id))
        {
            var words = code.Split('-');
            if (words is ["under" or _, .., "months"] && int.TryParse(words[1], CultureInfo.InvariantCulture, out var months)) { cases.Add(words[0] is "over" ? $"when r.began + interval '{months} months' <= r.happened then '{code}'" : $"when r.began + interval '{months} months' > r.happened then '{code}'"); }
        }

        return $"case {string.Join(' ', cases)} else '{LiveFigures.NotKnown}' end";
    }

    /// <summary>The bands of <c>practice/codes/age-band.yaml</c>: unborn, under-1, 1-4 … 16-plus, as an SQL expression.</summary>
    public static string AgeBand(string born, string day, PracticeModel practice)
    {
        var years = $"extract(year from age({day}, {born}))";
        var cases = new List<string> { $"when {born} is null then '{LiveFigures.NotKnown}'", $"when {born} > {day} then 'unborn'" };
        foreach (var code in practice.Codes["age-band"].Codes.Select(c => c.Id))
        {
            var words = code.Split('-');
            if (words is ["under", var under] && int.TryParse(under, CultureInfo.InvariantCulture, out var u)) { cases.Add($"when {years} < {u} then '{code}'"); }
            else if (words is [var from, "plus"] && int.TryParse(from, CultureInfo.InvariantCulture, out var f)) { cases.Add($"when {years} >= {f} then '{code}'"); }
            else if (words is [var low, var high] && int.TryParse(low, CultureInfo.InvariantCulture, out var l) && int.TryParse(high, CultureInfo.InvariantCulture, out var h)) { cases.Add($"when {years} between {l} and {h} then '{code}'"); }
        }

        return $"case {string.Join(' ', cases)} else '{LiveFigures.NotKnown}' end";
    }
}
