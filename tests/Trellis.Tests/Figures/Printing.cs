using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures;

/// <summary>A set of printed figures made up for one test.</summary>
internal sealed class Printing
{
    private readonly List<PublishedRow> _rows = [];

    /// <summary>Adds a figure; what is not said is the same for all: document <c>first</c>, a line of its own, 2018-19.</summary>
    public Printing Of(
        string measure, string area, string printed, string unit = "children", string year = "2018-19", string? asAt = null, string by = "", string part = "",
        string qualifier = "", string document = "first", int? line = null, string note = "", decimal? value = null, (string From, string To)? period = null)
    {
        var span = period is { } p ? (DateOnly.Parse(p.From, null), DateOnly.Parse(p.To, null)) : Period.FinancialYear(year);
        PartialDate? at = asAt is not null && PartialDate.TryParse(asAt, out var date) ? date : null;
        var number = Printed.TryParse(printed, out var read) ? read : default;
        var given = value ?? (number.OutOf is { } n && unit is "one-in-n" ? n : number.Number);
        _rows.Add(new PublishedRow(
            _rows.Count + 2, document, line ?? (_rows.Count * 10) + 10, "Numbers", measure, measure, area, span?.Item1, span?.Item2, at, unit, given, printed,
            qualifier, by, part, note));
        return this;
    }

    public IReadOnlyList<Finding> Check() => FigureCheck.Run(_rows, over: Stage.Practised.Model.Footprint);

    /// <summary>The findings of one rule; no other rule may have found anything.</summary>
    public IReadOnlyList<Finding> Finds(string rule)
    {
        var all = Check();
        all.ShouldAllBe(f => f.Rule == rule);
        return all;
    }

    public void FindsNothing() => Check().ShouldBeEmpty();
}
