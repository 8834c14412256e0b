using System.Collections.Immutable;
using Trellis.Practice;
using CensusModules = Trellis.Returns.Census.Modules;

namespace Trellis.Modules.Returns.Public;

/// <summary>
/// Where each item of the statutory returns and the standard data set comes from, as <c>practice/returns/</c> says it: a field of a form, a
/// step, a happening, a status, a timescale, the record of the person. What comes from nowhere, or from what the practice model does not have, is a warning.
/// </summary>
public static class ReturnItems
{
    private const string Census = "children-in-need-census.csv";

    /// <summary>What is recorded of a person outside the forms, who of a council did the work, and what the program writes itself.</summary>
    private static readonly ImmutableHashSet<string> Besides =
    [
        "export", "person.number", "person.upn", "person.former-upn", "person.born", "person.died", "person.sex", "person.gender", "person.ethnic-group", "person.disability", "person.name", "person.numbers", "person.addresses", "person.household", "person.relationships", "staff",
    ];

    /// <param name="folder">The practice folder. One without <c>returns</c> has no items.</param>
    public static ImmutableArray<Mistake> Lacking(string folder, PracticeModel model)
    {
        var returns = Path.Combine(folder, "returns");
        if (!Directory.Exists(returns)) { return []; }
        var lacking = ImmutableArray.CreateBuilder<Mistake>();
        foreach (var file in Directory.EnumerateFiles(returns, "*.csv").Order(StringComparer.Ordinal))
        {
            var (path, lines) = ($"practice/returns/{Path.GetFileName(file)}", File.ReadAllLines(file));
            var items = lines.Index().Skip(1).Where(l => l.Item.Length > 0).Select(l => (Line: l.Index + 1, Parts: l.Item.Split(',', 2))).Select(l => (l.Line, Item: l.Parts[0], Source: l.Parts.ElementAtOrDefault(1)?.Trim() ?? "")).ToArray();
            foreach (var group in items.Where(i => i.Source.Length == 0).GroupBy(i => i.Item.Split('.')[0]))
            {
                lacking.Add(new Mistake(new Place(path, group.First().Line), $"of {group.Key} nothing here says {string.Join(", ", group.Select(i => i.Item[(group.Key.Length + 1)..]))}"));
            }

            lacking.AddRange(items.Where(i => i.Source.Length > 0 && !IsThere(model, i.Source)).Select(i => new Mistake(new Place(path, i.Line), $"{i.Item} comes from \"{i.Source}\", which the practice model does not have")));
            if (Path.GetFileName(file) == Census) { lacking.AddRange(CensusItems().Except(items.Select(i => i.Item)).Select(i => new Mistake(new Place(path, 1), $"{i} has no line"))); }
        }

        return lacking.ToImmutable();
    }

    private static bool IsThere(PracticeModel model, string source)
    {
        if (Besides.Contains(source)) { return true; }
        if (source.Split(' ') is [var kind, var id]) { return kind switch { "status" => model.Statuses.Any(s => s.Id == id), "timescale" => model.Timescales.Any(t => t.Id == id), "happening" => model.Happenings.Any(h => h.Id == id), _ => false }; }
        return source.Split('.') is [var process, var name, .. var field] && model.Processes.SelectMany(p => p.Steps).FirstOrDefault(s => s.Process == process && s.Id == name) is { } step
            && (field.Length == 0 || step.Form.Any(f => f.Fields.Any(x => x.Id == field[0])));
    }

    /// <summary>Every element of the census that holds a value.</summary>
    private static IEnumerable<string> CensusItems() =>
        new[] { CensusModules.Collection, CensusModules.Source, CensusModules.Identifiers, CensusModules.Characteristics, CensusModules.Episode, CensusModules.Assessment, CensusModules.CinPlan, CensusModules.Enquiry, CensusModules.Plan, CensusModules.Review, CensusModules.PreProceedings }
            .SelectMany(m => m.Items.Where(i => i.Module is null).Select(i => $"{m.Element}.{i.Each ?? i.Element}"));
}
