namespace Trellis.Practice.Docs;

/// <summary>What people are told, for <c>docs/record.md</c>.</summary>
internal static class MessageDocs
{
    public static void Messages(Markdown page, PracticeModel model)
    {
        var rules = model.Messages;
        if (rules.Kinds.IsEmpty) { return; }
        page.Heading(2, "Messages")
            .Line("Not record: what people are told of it. A message holds its kind, the step it is about, a reference and a link, and no more.")
            .Line()
            .Table("Message", "When", "Who is told", "In the tray", "Subject of the e-mail", "Urgent");
        foreach (var kind in rules.Kinds)
        {
            var when = string.Join(", ", kind.When.Select(w => Words(w.ToString())));
            var steps = kind.Steps.IsEmpty ? "" : $" of {string.Join(", ", kind.Steps.Select(s => $"`{s}`"))}";
            page.Row($"`{kind.Id}`", $"{when}{steps}", string.Join(", ", kind.To.Select(t => Who(t, model))), kind.Tray, kind.Email, kind.Urgent ? "yes" : "");
        }

        page.Line().Line("Reminders of time limits, in working days before and after the day they end on (0: as soon as it is over):").Line().Table("Timescale", "Before", "On the day", "After");
        foreach (var (timescale, reminding) in rules.Reminders.OrderBy(r => r.Key, StringComparer.Ordinal)) { Row(page, $"`{timescale}`", reminding); }
        Row(page, "every other", rules.Otherwise);
        page.Line();
    }

    private static void Row(Markdown page, string timescale, Reminding reminding) =>
        page.Row(timescale, string.Join(", ", reminding.Before), reminding.OnTheDay ? "yes" : "", string.Join(", ", reminding.After));

    private static string Who(Told told, PracticeModel model) => told switch
    {
        Told.WaitsFor => "whoever it waits for",
        Told.Author => "its author",
        Told.Themselves => "whose account it is",
        Told.AgencyAdministrators => "the administrators of their agencies",
        Told.AtTable => "those at the table",
        Told.Governance => model.Roles.FirstOrDefault(r => r.Id == model.Messages.Governance)?.Title ?? "nobody",
        _ => model.Roles.First(r => r.Id == model.Messages.Manager).Title,
    };

    /// <summary>WorkWaits: "work waits".</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}")).ToLowerInvariant();
}
