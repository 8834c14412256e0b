using System.Text.Json;
using Trellis.Returns.Census;
using Record = Trellis.Returns.Census.Record;

namespace Trellis.Tests.Returns;

/// <summary>
/// Tables of a rule's fixture as a return: a row's line is its number. Tables hold only what a rule touches, so what joins rows is
/// taken from whatever there is: the child's number, the episode's, the plan's; a row without them is a child or an episode of its own.
/// </summary>
internal sealed class CensusFixture
{
    private static readonly Dictionary<string, Module> Modules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CINplanDates"] = Trellis.Returns.Census.Modules.CinPlan,
        ["Section47"] = Trellis.Returns.Census.Modules.Enquiry,
        ["Assessments"] = Trellis.Returns.Census.Modules.Assessment,
    };

    private readonly List<Child> children = [];
    private readonly Dictionary<string, Child> byId = [];
    private readonly Dictionary<string, Record> records = [];
    private readonly Header header = new(0);

    public static CensusReturn Read(JsonElement input)
    {
        var fixture = new CensusFixture();
        foreach (var name in new[] { "Header", "ChildIdentifiers", "ChildCharacteristics", "Disabilities", "CINdetails", "Assessments", "CINplanDates", "Section47", "ChildProtectionPlans", "Reviews" })
        {
            if (!input.TryGetProperty(name, out var table)) { continue; }
            var columns = table.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToArray();
            foreach (var (line, cells) in table.GetProperty("rows").EnumerateArray().Index())
            {
                var row = columns.Zip(cells.EnumerateArray()).ToDictionary(p => p.First, p => p.Second);
                fixture.Take(name, new Row(row, line));
            }
        }

        return new CensusReturn(fixture.header, fixture.children, []);
    }

    private void Take(string table, Row row)
    {
        switch (table)
        {
            case "Header": row.Into(header.Open(Trellis.Returns.Census.Modules.Collection, row.Line)!); break;
            case "ChildIdentifiers": row.Into(NewChild(row).Open(Trellis.Returns.Census.Modules.Identifiers, row.Line)!); break;
            case "ChildCharacteristics" or "Disabilities":
                var child = ChildOf(row);
                row.Into(child.Open(Trellis.Returns.Census.Modules.Characteristics, row.Line) ?? child.Characteristics);
                break;
            case "CINdetails": row.Into(NewEpisode(ChildOf(row), row)); break;
            case "ChildProtectionPlans" when row.Has("CPPID") && row.Text("CPPID") is null: break; // no plan
            case "ChildProtectionPlans":
                var plan = EpisodeOf(row, "CPPID").Open(Trellis.Returns.Census.Modules.Plan, row.Line)!;
                records.TryAdd($"plan {row.Text("LAchildID")} {row.Text("CPPID")}", plan);
                row.Into(plan);
                break;
            case "Reviews": row.Into(PlanOf(row).Open(Trellis.Returns.Census.Modules.Review, row.Line)!); break;
            case "Assessments" when row.Has("AssessmentFactors") && row.Text("LAchildID") is not null:
                // One row for each factor.
                var key = $"assessment {row.Text("LAchildID")} {row.Text("CINdetailsID")} {row.Text("AssessmentID")} {row.Text("AssessmentActualStartDate")} {row.Text("AssessmentAuthorisationDate")}";
                if (!records.TryGetValue(key, out var assessment)) { records[key] = assessment = EpisodeOf(row).Open(Modules[table], row.Line)!; }
                row.Into(assessment);
                break;
            default: row.Into(EpisodeOf(row).Open(Modules[table], row.Line)!); break;
        }
    }

    private Child NewChild(Row row)
    {
        var child = new Child(row.Line);
        children.Add(child);
        if (row.Text("LAchildID") is { } id) { byId.TryAdd(id, child); }
        return child;
    }

    private Child ChildOf(Row row)
    {
        if (row.Text("LAchildID") is { } id && byId.TryGetValue(id, out var child)) { return child; }
        child = NewChild(row);
        child.Identifiers.Line = -1;
        return child;
    }

    private Episode NewEpisode(Child child, Row row)
    {
        var episode = (Episode)child.Open(Trellis.Returns.Census.Modules.Episode, row.Line)!;
        records.TryAdd($"episode {row.Text("LAchildID")} {row.Text("CINdetailsID")}", episode);
        return episode;
    }

    /// <param name="instead">Tells episodes apart where the table has no number of theirs.</param>
    private Episode EpisodeOf(Row row, string? instead = null)
    {
        var child = ChildOf(row);
        var column = row.Has("CINdetailsID") ? "CINdetailsID" : instead is not null && row.Has(instead) ? instead : null;
        if (column is null && child.Episodes.Length > 0) { return child.Episodes[0]; }
        if (column is not null && row.Text(column) is { } id)
        {
            var key = $"episode {row.Text("LAchildID")} {id}";
            if (records.TryGetValue(key, out var known)) { return (Episode)known; }
            var episode = NewEpisode(child, row);
            episode.Line = -1;
            records[key] = episode;
            return episode;
        }

        var other = (Episode)child.Open(Trellis.Returns.Census.Modules.Episode, -1)!;
        return other;
    }

    private Record PlanOf(Row row)
    {
        var key = $"plan {row.Text("LAchildID")} {row.Text("CPPID")}";
        if (row.Text("LAchildID") is not null && records.TryGetValue(key, out var plan)) { return plan; }
        return records[key + (row.Text("LAchildID") is null ? $" {row.Line}" : "")] = EpisodeOf(row, "CPPID").Open(Trellis.Returns.Census.Modules.Plan, -1)!;
    }

    private sealed record Row(Dictionary<string, JsonElement> Cells, int Line)
    {
        public bool Has(string column) => Cells.ContainsKey(column);

        public string? Text(string column) => Cells.TryGetValue(column, out var cell) ? Text(cell) : null;

        public void Into(Record record)
        {
            foreach (var (column, cell) in Cells)
            {
                var each = cell.ValueKind is JsonValueKind.Array ? cell.EnumerateArray().Select(Text) : [Text(cell)];
                foreach (var text in each.Where(t => t is not null))
                {
                    if (record.Module.Find(column) is { Index: >= 0 } item) { record.Set(item, new Value(text, Line)); }
                    else if (record.Module.List?.Each == column) { record.AddMany(new Value(text, Line)); }
                }
            }
        }

        private static string? Text(JsonElement cell) => cell.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => cell.GetString(), _ => cell.GetRawText() };
    }
}
