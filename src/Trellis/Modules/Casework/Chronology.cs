using System.Globalization;
using Npgsql;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>The story as the facts tell it: what happened, who said so and why, what was corrected. One reader for a person and for a matter.</summary>
public sealed class Chronology(TrellisDb db, AgencyRegister agencies, PracticeModel practice)
{
    /// <summary>That a step was opened is said by what was done in it: two facts of five, which nobody reads here.</summary>
    private const string Facts = """
        select f.id, f.kind, f.occurred_at, f.day_only, f.recorded, f.source_id, f.matter_id, f.person_id, f.corrects_id, f.void, f.area, a.user_id, f.agency, w.body,
          array(select d.field || '=' || d.code from record.fact_detail d where d.fact_id = f.id order by d.field, d.code), f.act_id
        from record.fact f join record.act a on a.id = f.act_id
        left join record.words w on w.act_id = a.id and w.kind = 'reason'
        where f.kind not like '%.%.opened' and
        """;

    public Task<IReadOnlyList<ChronologyLine>> OfPersonAsync(Guid person, CancellationToken cancellationToken = default) => OfAsync(Belonging.Of(person), cancellationToken);

    /// <summary>From all records of one person, and only what is about them.</summary>
    public Task<IReadOnlyList<ChronologyLine>> OfAsync(Belonging whose, CancellationToken cancellationToken = default) => whose switch
    {
        { Given.Count: 0, Taken.Count: 0, Records: [var one] } => ReadAsync("f.person_id = $1", cancellationToken, one),
        _ => ReadAsync(
            "((f.person_id = any($1) and (f.matter_id is null or f.matter_id <> all($2))) or (f.matter_id, f.person_id) in (select * from unnest($3::uuid[], $4::uuid[])))", cancellationToken,
            whose.Records.ToArray(), whose.Given.ToArray(), whose.Taken.Select(t => t.Matter).ToArray(), whose.Taken.Select(t => t.Of).ToArray()),
    };

    public Task<IReadOnlyList<ChronologyLine>> OfMatterAsync(Guid matter, CancellationToken cancellationToken = default) => ReadAsync("f.matter_id = $1", cancellationToken, matter);

    private Dictionary<string, string> titles = [];
    private IReadOnlyDictionary<Guid, string> people = new Dictionary<Guid, string>();

    private const string WrongPerson = "withdrawn=wrong-person";

    private sealed record Row(Guid Id, string Kind, Moment Occurred, DateTimeOffset Recorded, Guid? Source, Guid? Matter, Guid? Person, Guid? Corrects, bool Void, string Area, Guid By, string? Agency, string? Reason, string[] Codes, Guid Act);

    private async Task<IReadOnlyList<ChronologyLine>> ReadAsync(string where, CancellationToken cancellationToken, params object[] asked)
    {
        var rows = new List<Row>();
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand($"{Facts} {where}", own.Connection);
            foreach (var value in asked) { ask.Parameters.Add(new NpgsqlParameter { Value = value }); }
            await using var r = await ask.ExecuteReaderAsync(cancellationToken);
            while (await r.ReadAsync(cancellationToken))
            {
                rows.Add(new Row(r.GetGuid(0), r.GetString(1), new Moment(r.GetFieldValue<DateTimeOffset>(2), r.GetBoolean(3)), r.GetFieldValue<DateTimeOffset>(4), Maybe(r, 5), Maybe(r, 6), Maybe(r, 7), Maybe(r, 8),
                    r.GetBoolean(9), r.GetString(10), r.GetGuid(11), r.IsDBNull(12) ? null : r.GetString(12), r.IsDBNull(13) ? null : r.GetString(13), r.GetFieldValue<string[]>(14), r.GetGuid(15)));
            }
        }

        if (rows.Any(r => Code(r, "agency") is not null)) { titles = (await agencies.ListAsync(cancellationToken: cancellationToken)).ToDictionary(a => a.Code, a => a.Title); }
        people = await agencies.NamesAsync(rows.Select(r => r.By).Concat(rows.SelectMany(r => Codes(r, "staff")).Select(Guid.Parse)), cancellationToken);
        return Lines(rows, people);
    }

    private List<ChronologyLine> Lines(List<Row> rows, IReadOnlyDictionary<Guid, string> names)
    {
        var byId = rows.ToDictionary(r => r.Id);
        var corrected = rows.Where(r => r.Corrects is not null).Select(r => r.Corrects!.Value).ToHashSet();
        // What was about somebody else is said once, without its words: the step, and matters that were opened by it alone.
        var mistaken = rows.Where(r => r.Codes.Contains(WrongPerson)).Select(r => r.Act).ToHashSet();
        var empty = rows.Where(r => r.Kind == Matter.WithdrawnKind && mistaken.Contains(r.Act)).Select(r => r.Matter).ToHashSet();
        // Whoever was in a matter that is closed leaves it with that: one line says both.
        var closed = rows.Where(r => r.Kind == "matter.closed").Select(r => (r.Act, r.Matter, r.Person)).ToHashSet();
        var lines = new List<ChronologyLine>();
        foreach (var row in rows.Where(r => !corrected.Contains(r.Id)))
        {
            if (row.Kind == "matter.person-left" && closed.Contains((row.Act, row.Matter, row.Person))) { continue; }
            if (row is { Void: false, Corrects: null } && (row.Codes.Contains(WrongPerson) || (row.Kind.StartsWith("matter.", StringComparison.Ordinal) && empty.Contains(row.Matter)))) { continue; }
            var chain = new List<Row>();
            for (var at = row; at.Corrects is { } before && byId.TryGetValue(before, out var older); at = older) { chain.Add(older); }
            var shown = row.Void && chain.Count > 0 ? chain[0] : row;
            var withdrawn = row.Void ? row.Codes.FirstOrDefault(c => c.StartsWith("withdrawn=", StringComparison.Ordinal))?["withdrawn=".Length..] ?? "error" : null;
            if (Title(shown) is not { } title || (row.Void && !IsStep(shown))) { continue; }
            var who = names.GetValueOrDefault(row.By, "Trellis");
            var wrongPerson = withdrawn is "wrong-person";
            lines.Add(new ChronologyLine(
                row.Id, shown.Occurred, row.Recorded, wrongPerson ? "A step about somebody else was recorded here in error and withdrawn" : title, wrongPerson ? [] : Details(shown), who, row.Agency,
                mistaken.Contains(row.Act) ? null : row.Reason, wrongPerson || !IsStep(shown) ? null : shown.Source, shown.Person, row.Void ? [] : [.. chain.SelectMany((old, i) => Changes(old, i == 0 ? row : chain[i - 1]))],
                row.Void || chain.Count == 0 ? null : $"Corrected {English.DateTime(row.Recorded)} by {who}", withdrawn));
        }

        return [.. lines.OrderByDescending(l => l.Occurred.At).ThenByDescending(l => l.Recorded).ThenBy(l => l.FactId)];
    }

    /// <summary>The heading of a kind of fact; null for those nobody reads (a step being opened).</summary>
    private string? Title(Row row)
    {
        switch (row.Kind)
        {
            case "matter.opened": return $"{ProcessTitle(row)} opened";
            case "matter.closed": return "Matter closed";
            case Matter.WithdrawnKind: return "Matter withdrawn";
            case "matter.person-joined": return "Joined the matter";
            case "matter.person-left": return "Part in the matter ended";
            case Involvement.BeganKind: return $"Let in: {Whom(row)}";
            case Involvement.EndedKind: return $"No longer let in: {Whom(row)}";
            case "record.closed": return Code(row, "kind") is "hidden" ? "Record hidden from all but those named" : "Record restricted to those named";
            case "record.opened": return "Record opened again";
            case "record.glass-broken": return "Opened by somebody not named for it";
            case "record.glass-reviewed": return "That it was opened was looked at";
            case "record.conflict" or "record.conflict-ended" or "access.refused" or "access.hidden" or "access.flagged" or "access.flag-reviewed": return null; // for those who govern information, on their page
            case LateReasons.Explained: return $"Explained why late: {TimescaleDuty(row)}";
            case { } copied when copied.StartsWith("disclosure.", StringComparison.Ordinal): return null; // the same
            case { } found when found.StartsWith("duplicate.", StringComparison.Ordinal): return null; // for reviewers, on their page: what came of it has facts of its own
            case "review.named": return "Given a case name";
            case "review.chronology-shared": return "The integrated chronology was shared";
            case "review.draft-published": return Code(row, "kind") is "letter" ? "A letter was sent" : "A report or briefing was published";
            case { } review when review.StartsWith("review.", StringComparison.Ordinal): return null; // on the review's own pages
            case "action.set": return "An action was set";
            case "action.agreed": return "An action was agreed to be done";
            case { } action when action.StartsWith("action.", StringComparison.Ordinal): return null; // on the action's own page
            case "person.new-identity": return "Joined to the record of a new identity, and hidden";
            case "person.added": return "Added to Trellis";
            case "person.described": return "Described";
            case "person.named": return "Name recorded";
            case "person.moved": return Code(row, "confidential") is null ? "Address recorded" : "Confidential address recorded";
            case "person.numbered": return $"{Titled("identifier-kind", Code(row, "kind"))} recorded";
            case "person.registered": return $"{Titled("registration-kind", Code(row, "kind"))} recorded";
            case "person.noted": return $"{(Code(row, "kind") is { } list ? practice.Codes.GetValueOrDefault(list)?.Title ?? list : "Something")} recorded";
            case "person.related": return $"Relationship recorded: {Titled("relationship", Code(row, "kind")).ToLower(English.Culture)}";
            case "person.heard" when Code(row, "said") is not null: return "An agency that is not shown the record said who it means";
            case "person.heard": return "An agency said what their record did not have";
            case "person.ended": return $"{What(row)} ended";
            case "person.corrected": return $"{What(row)} found to be wrong";
            case "record.found-not-one": return "Parted again from a record that was said to be of the same person";
            case "record.tie-proposed": return "It is proposed to join or split this record; a second person has to agree";
            case "record.tie-dropped": return "The proposal to join or split this record was taken back";
            case "record.tie-ending": return "It is proposed to undo a join or split; a second person has to agree";
            case "record.told-apart": return "Known to be somebody else than a record that looks alike";
            case "record.not-told-apart": return "No longer said to be somebody else than a record that looks alike";
            case "record.split": return "Some matters are about somebody else, and shown in their record";
            case "record.split-undone": return "Matters shown in the record of somebody else are shown here again";
        }

        if (practice.Happenings.FirstOrDefault(h => h.Id == row.Kind) is { } happening) { return happening.Title; }
        var (step, suffix) = StepOf(row);
        if (step is null) { return row.Kind; }
        return suffix switch
        {
            null => Code(row, "outcome") is { } outcome ? $"{step.Title}: {step.Outcome(outcome)?.Title ?? outcome}" : step.Title,
            "opened" or "not-needed" or "left" or "back" => null,
            "submitted" => $"{step.Title}: sent for approval",
            "approved" => $"{step.Title}: approved",
            "returned" => $"{step.Title}: sent back to its author",
            "withdrawn" => $"{step.Title}: withdrawn",
            "reworded" => $"{step.Title}: words corrected",
            "inquorate" => $"{step.Title}: not quorate, and not held",
            "continued" => $"{step.Title}: to be continued on another day",
            "asked" => $"{step.Title}: agencies asked",
            "called" => $"{step.Title}: meeting called",
            "moved" => $"{step.Title}: meeting moved to another day or place",
            "attended" => $"{step.Title}: who came was recorded",
            "invited" => $"{step.Title}: {Guest(row)} invited",
            "not-invited" => $"{step.Title}: {Guest(row)} not invited any more",
            "contributed" => $"{step.Title}: {Guest(row)} said something for it",
            "sent" => $"{step.Title}: record sent to {Guest(row)}",
            "read" => $"{step.Title}: record read by {Guest(row)}",
            "held" or "sitting-ended" => null, // what was decided, or what became of it, says so
            "feedback-asked" => $"{step.Title}: {Guest(row)} asked what they thought of it",
            "feedback-not-asked" => $"{step.Title}: {Guest(row)} not asked what they thought of it",
            "feedback-wanted" or "feedback-link" or "feedback-withdrawn" or "link-made" or "link-opened" or "link-refused" or "link-ended" => null, // on the page of the link
            _ => $"{step.Title}: {suffix}",
        };
    }

    private static string What(Row row) => Code(row, "what") switch { "named" => "A name", "moved" => "An address", "numbered" => "A number", "registered" => "A school, GP or other place", "related" => "A relationship", _ => "A gender, language or disability" };

    /// <summary>The agency or member of staff, and how far: "Police, in full".</summary>
    private string Whom(Row row)
    {
        var who = Code(row, "agency") is { } agency ? titles.GetValueOrDefault(agency, agency) : Code(row, "staff") is { } staff && Guid.TryParse(staff, out var id) ? people.GetValueOrDefault(id, "a member of staff") : "somebody";
        return Enum.TryParse<InvolvementLevel>(Code(row, "level"), ignoreCase: true, out var level) ? $"{who}, {Matters.NetworkWords.Of(level)}" : who;
    }

    /// <summary>Who is invited to a meeting: the agency, and of anybody else no name.</summary>
    private string Guest(Row row) => Code(row, "agency") is { } agency ? titles.GetValueOrDefault(agency, agency) : Code(row, "who") is "family" ? "one of the family" : "somebody";

    private bool IsStep(Row row) => StepOf(row) is ({ }, null);

    private (Step? Step, string? Suffix) StepOf(Row row)
    {
        var parts = row.Kind.Split('.');
        if (parts.Length < 2) { return (null, null); }
        var process = practice.Processes.Any(p => p.Id == parts[0]) ? practice.ProcessIn(row.Area, parts[0]) : null;
        return (process?.Step(parts[1]), parts.Length > 2 ? parts[2] : null);
    }

    private List<(string Label, string Text)> Details(Row row)
    {
        if (row.Kind is "person.described")
        {
            return [("Sex", Titled("sex", Code(row, "sex"))), ("Ethnic group", Titled("ethnic-group", Code(row, "ethnic-group"))), ("Born", Code(row, "born") is { } born ? English.Date(DateOnly.Parse(born, CultureInfo.InvariantCulture)) : "Not known")];
        }

        if (StepOf(row) is not ({ } step, null)) { return []; }
        return [.. step.Fields.Where(f => f.Fact is FactUse.Detail).Select(f => (f.Label, Text: string.Join(", ", Codes(row, f.Id).Select(c => FieldText.Of(f, c, practice))))).Where(d => d.Text.Length > 0)];
    }

    private IEnumerable<OldValue> Changes(Row old, Row now)
    {
        if (old.Occurred != now.Occurred) { yield return new OldValue("When", old.Occurred.ToString(), now.Occurred.ToString()); }
        var (before, after) = (Details(old), Details(now));
        foreach (var label in before.Select(d => d.Label).Union(after.Select(d => d.Label)))
        {
            var (was, text) = (before.Find(d => d.Label == label).Text, after.Find(d => d.Label == label).Text);
            if (was != text) { yield return new OldValue(label, was ?? "not given", text ?? "not given"); }
        }
    }

    private string TimescaleDuty(Row row) => practice.TimescalesIn(row.Area).FirstOrDefault(t => t.Id == Code(row, "timescale"))?.Duty ?? "a time limit";

    private string ProcessTitle(Row row) => Code(row, "process") is { } id ? practice.Processes.FirstOrDefault(p => p.Id == id)?.Title ?? id : "Matter";

    private string Titled(string list, string? code) => code is null ? "Not known" : practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;

    private static string? Code(Row row, string field) => Codes(row, field).FirstOrDefault();

    private static IEnumerable<string> Codes(Row row, string field) => row.Codes.Where(c => c.StartsWith(field + "=", StringComparison.Ordinal)).Select(c => c[(field.Length + 1)..]);

    private static Guid? Maybe(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
