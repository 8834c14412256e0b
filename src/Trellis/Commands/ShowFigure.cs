using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>figures ID [--area A] [--by DIM] [--over quarter] [--known DAY] [--json]</c>: one figure as a series, printed and counted values side by side.</summary>
public static class ShowFigure
{
    /// <param name="load">Published and live figures and what the practice model declares.</param>
    public static Command Build(Func<string, FigureCut, CancellationToken, Task<FigureData>> load)
    {
        var id = new Argument<string>("ID") { Description = "The figure, for example referrals" };
        var area = new Option<string?>("--area") { Description = "Only this area" };
        var by = new Option<string?>("--by") { Description = "Split by this dimension" };
        var over = new Option<Grain>("--over") { Description = "Year, quarter or month" };
        var known = new Option<DateOnly?>("--known") { Description = "As known on this day, such as 2026-03-31: what was recorded or corrected later is left out" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("figures", "Show one figure by area and year, with where each value is from") { id, area, by, over, known, json };
        command.SetAction(async (parse, cancel) =>
        {
            var cut = new FigureCut(parse.GetValue(by), parse.GetValue(over), parse.GetValue(known) is { } day ? FigureCut.EndOf(day) : null);
            return Run(parse.GetValue(id)!, parse.GetValue(area), cut, parse.GetValue(json), await load(parse.GetValue(id)!, cut, cancel), Console.Out, Console.Error);
        });
        return command;
    }

    /// <summary>0: shown, even when it has no values. 1: there is no such figure or area, or it is not split that way.</summary>
    public static int Run(string id, string? area, FigureCut cut, bool json, FigureData input, TextWriter output, TextWriter errors)
    {
        var figure = input.Declared.FirstOrDefault(f => f.Id == id);
        if (figure is null) { return Wrong($"There is no figure “{id}”. Known are {string.Join(", ", input.Declared.Select(f => f.Id))}"); }
        if (area is not null && !input.Registry.Areas.ContainsKey(area)) { return Wrong($"There is no area “{area}”. Known are {string.Join(", ", input.Registry.Areas.Keys)}"); }

        var by = cut.By is null ? null : FigureBook.Dimension(figure, cut.By)?.Id ?? cut.By;
        var dimensions = figure.By.Select(d => d.Id).Concat(input.Published.Where(r => figure.Published.Contains(r.Measure) && !r.IsWhole).Select(r => r.Dimension)).ToImmutableSortedSet();
        if (by is not null && !dimensions.Contains(by)) { return Wrong($"“{id}” is not split by “{by}”. It is by {string.Join(", ", dimensions)}"); }

        var series = FigureSeries.Of(figure, cut.PrintedBeside(input.Published), input.Live, input.Relations, area, by);
        if (json) { output.WriteLine(JsonSerializer.Serialize(series, CheckFigures.Json)); }
        else { Print(series, figure.Unit, input.Over, output); }
        return 0;

        int Wrong(string message)
        {
            errors.WriteLine(message);
            return 1;
        }
    }

    private static void Print(FigureSeries series, string unit, PartnershipOverTime? over, TextWriter output)
    {
        output.WriteLine($"{series.Title} ({series.Figure})");
        if (series.National.Length > 0) { output.WriteLine(series.National); }
        foreach (var value in series.Values)
        {
            var where = value.Source is "live" ? "counted from records" : string.Create(CultureInfo.InvariantCulture, $"{value.Document} line {value.Line}");
            var part = value.Part is null ? "" : $" {value.Part}";
            var note = value.Comparable ? value.Note : $"not comparable: {value.Note}";
            output.WriteLine(string.Create(English.Culture, $"{value.Period,-12}{value.Area,-8}{NumberText.Of(value.Value, unit),12}{part}  {where}{(note is null ? "" : $"  ({note})")}"));
        }
        var periods = series.Values.Select(v => v.Period).Distinct().Order(StringComparer.Ordinal).Select(PartnershipOverTime.DaysOf).ToArray();
        foreach (var crossing in over?.Crossings(periods, [.. series.Values.Select(v => v.Area).Distinct()]) ?? []) { output.WriteLine($"The partnership changed: {crossing.Words}"); }
        if (series.Values.IsEmpty) { output.WriteLine("No values yet"); }
    }
}
