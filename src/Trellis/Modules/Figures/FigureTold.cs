using Npgsql;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// What is told of each thing counted, besides that it is one: of a length how long it took, of an agreement what both said. Things of which the same
/// is told are counted together, so that sixty thousand lengths come as a few hundred rows.
/// </summary>
internal static class FigureTold
{
    private const int Times = 100;

    /// <summary>An expression over a row; null of all else.</summary>
    public static string Of(Figure figure, List<NpgsqlParameter> parameters, WorkingCalendar calendar)
    {
        if (figure.Between is { } between)
        {
            return $"(select a.code || ' ' || b.code from record.fact_detail a, record.fact_detail b where a.fact_id = r.fact_id and b.fact_id = r.fact_id and a.field = {Add(between.First)} and b.field = {Add(between.Second)})";
        }

        if (figure.Kind is not FigureKind.Length) { return "null::text"; }
        if (figure.Unit is not "working days") { return "r.happened - r.began"; }
        // Working days up to the one day, less those up to the other. Outside the calendar nobody can say: no number, and the reader refuses it.
        var days = Add(calendar.WorkingDays.ToArray());
        return $"case when r.began >= {Add(new DateOnly(calendar.FirstYear, 1, 1))} and r.happened <= {Add(new DateOnly(calendar.LastYear, 12, 31))} then width_bucket(r.happened, {days}) - width_bucket(r.began, {days}) end";

        string Add(object value)
        {
            parameters.Add(new NpgsqlParameter { Value = value });
            return $"${parameters.Count}";
        }
    }

    /// <summary>A length in the figure's unit; of an agreement the places of both codes in their list, a hundred times the one and the other, or null where one of them said nothing.</summary>
    /// <exception cref="InvalidOperationException">It took working days in a year the calendar does not cover.</exception>
    public static int? Read(Figure figure, NpgsqlDataReader row, int column, PracticeModel practice)
    {
        if (figure.Kind is FigureKind.Length)
        {
            return row.IsDBNull(column) ? throw new InvalidOperationException($"{figure.Title}: something took working days in a year the calendar does not cover") : row.GetInt32(column);
        }

        if (figure.Between is not { } between || row.IsDBNull(column)) { return null; }
        var said = row.GetString(column).Split(' ');
        var places = practice.Codes[between.Codes].Codes.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        return places.TryGetValue(said[0], out var first) && places.TryGetValue(said[1], out var second) ? (Times * first) + second : null;
    }
}
