namespace Trellis.Practice.Docs;

/// <summary>The parts of <c>docs/record.md</c>.</summary>
internal static class RecordDocs
{
    public static void Acts(Markdown page, PracticeModel model, IEnumerable<(string Act, string What)> acts)
    {
        page.Heading(2, "Acts")
            .Line("An act word is at once the permission asked for and the entry in the record.")
            .Line()
            .Table("Act", "What", "Who may");
        foreach (var (act, what) in acts.OrderBy(a => a.Act, StringComparer.Ordinal))
        {
            var every = $"{act.Split('.')[0]}.*";
            var who = model.Roles.Where(r => r.Acts.Contains(act) || r.Acts.Contains(every)).Select(r => r.Title).ToList();
            page.Row($"`{act}`", what, who.Count == model.Roles.Length ? "Everyone" : string.Join(", ", who));
        }
        page.Line();
    }

    public static void Facts(Markdown page, PracticeModel model)
    {
        page.Heading(2, "Facts");
        foreach (var process in model.Processes) { Facts(page, process, model); }
        foreach (var local in model.Local)
        {
            var title = model.Areas.First(a => a.Code == local.Area).Title;
            foreach (var process in local.Processes)
            {
                var common = model.Processes.First(p => p.Id == process.Id);
                var added = process with { Title = $"{process.Title}, {title} only", Steps = [.. process.Steps.Where(s => common.Step(s.Id) is null)] };
                if (!added.Steps.IsEmpty) { Facts(page, added, model); }
            }
        }
        if (model.Happenings.IsEmpty) { return; }
        page.Heading(3, "From outside the forms").Table("Fact", "What", "Who says so", "Starts");
        foreach (var happening in model.Happenings)
        {
            page.Row($"`{happening.Id}`", happening.Title, happening.By switch { "time" => "time", "record" => "the program", _ => "people" }, happening.Starts is { } starts ? $"`{starts.Process}.{starts.Step}`" : "");
        }
        page.Line();
    }

    public static void Statuses(Markdown page, PracticeModel model)
    {
        page.Heading(2, "Statuses").Line("Dated periods of a person. Periods of one status never overlap for one person in one area.").Line();
        foreach (var status in model.Statuses)
        {
            page.Heading(3, status.Title)
                .Line($"- `{status.Id}`")
                .Line($"- starts: {PatternWords.Of(status.Starts)}")
                .Line($"- ends: {PatternWords.Of(status.Ends)}");
            if (status.CategoryField is { } category)
            {
                var sources = status.Starts.Concat(status.CategoryFrom).ToList();
                page.Line($"- category: `{category}` of {PatternWords.Of(sources)}");
            }
            page.Line();
        }
    }

    public static void Sight(Markdown page, PracticeModel model)
    {
        page.Heading(2, "Who sees what")
            .Line("Somebody sees every record of an area (what is kept to a circle or closed to them apart), or only what they are involved in: their agency was asked, began it or was let into it.")
            .Line()
            .Table("Role", "Sees", "Circles");
        foreach (var role in model.Roles) { page.Row(role.Title, role.SeesArea ? "the areas of its post" : "what it is involved in", string.Join(", ", role.Circles.Select(c => $"`{c}`"))); }
        page.Line();
    }

    public static void Circles(Markdown page, PracticeModel model)
    {
        var circles = model.Roles.SelectMany(r => r.Circles).Distinct().Order(StringComparer.Ordinal).ToList();
        if (circles.Count == 0) { return; }
        page.Heading(2, "Circles").Line("A circle alone sees what is kept for it, until it shares it.").Line().Table("Circle", "Roles in it", "Keeps");
        foreach (var circle in circles)
        {
            var keeps = model.Processes.SelectMany(p => p.Steps).Where(s => s.VisibleTo == circle).Select(s => $"`{s.FactKind}`");
            page.Row($"`{circle}`", string.Join(", ", model.Roles.Where(r => r.Circles.Contains(circle)).Select(r => r.Title)), string.Join(", ", keeps));
        }
        page.Line();
    }

    private static void Facts(Markdown page, Process process, PracticeModel model)
    {
        page.Heading(3, process.Title).Table("Fact", "When it occurred", "Details", "Seen by");
        foreach (var step in process.Steps)
        {
            var occurred = step.OccurredField is { } field ? $"`{field.Id}`" : step.TakesEffect == TakesEffect.Authorised ? "authorised" : "completed";
            var details = step.Fields.Where(f => f.Fact == FactUse.Detail).Select(f => Detail(f, model)).Prepend($"`outcome` ({string.Join(", ", step.Outcomes.Select(o => o.Id))})");
            page.Row($"`{step.FactKind}`", occurred, string.Join("; ", details), step.VisibleTo is { } circle ? $"circle `{circle}`" : "all in the matter");
        }
        page.Line();
    }

    private static string Detail(Field field, PracticeModel model) =>
        field.Codes is { } list ? $"`{field.Id}` ({model.Codes[list].Title.ToLowerInvariant()}: `{list}`)" : $"`{field.Id}` ({Type(field.Type)})";

    private static string Type(FieldType type) => type switch
    {
        FieldType.YesNo => "yes or no",
        FieldType.DateTime => "date and time",
        FieldType.Calculated => "number",
        _ => type.ToString().ToLowerInvariant(),
    };
}
