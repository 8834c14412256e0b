using System.Text.RegularExpressions;
using Npgsql;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Disclosure;

/// <summary>What is known to be there and is not in the copy.</summary>
/// <param name="Why"><c>restricted</c>, or the circles that alone see it.</param>
public sealed record KeptBack(string Reference, string Why, long Steps);

/// <summary>Gathers everything held about somebody that the asker may read, and marks what somebody has to decide about.</summary>
public sealed partial class Gathering(TrellisDb db, PeopleRegister people, WrittenRegister written, CaseworkRegister casework, AgencyRegister agencies, OnePerson one, PersonDetails details, PracticeModel practice)
{
    private const int ShortestName = 3;

    public async Task<List<DisclosureItem>> OfAsync(DisclosureRequest request, CancellationToken cancellationToken = default)
    {
        var subject = await people.FindAsync(request.PersonId, cancellationToken) ?? throw new InvalidOperationException($"There is no person {request.PersonId} for this actor");
        var records = (await one.OfAsync(subject.Id, cancellationToken)).Everywhere;
        var known = await details.OfAsync(records, cancellationToken);
        var beside = new List<Guid>((await people.HouseholdsOfAsync(records, cancellationToken)).Select(p => p.Id).Concat(known.Select(k => k.Other).OfType<Guid>()));
        foreach (var record in records) { beside.AddRange(await written.OthersAsync(record, cancellationToken)); }
        var others = (await people.OfAsync(beside, cancellationToken)).Where(p => !records.Contains(p.Id)).ToArray();
        var names = others.SelectMany(o => new[] { o.GivenName, o.FamilyName }).Where(n => n.Length >= ShortestName && n != subject.FamilyName && n != subject.GivenName).Distinct().ToArray();
        var lines = new List<DisclosureItem>();
        void Add(string part, string label, string text, string? mark = null, Guid? matter = null) =>
            lines.Add(new DisclosureItem { RequestId = request.Id, Request = request, PersonId = subject.Id, MatterId = matter, Area = request.Area, Position = lines.Count, Part = part, Label = label, Text = text, Mark = mark });
        string? Named(string text) => names.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)) ? "third-party" : null;

        const string Who = "Who we say you are";
        Add(Who, "Name", subject.Name);
        Add(Who, "Reference", subject.Reference);
        Add(Who, "Date of birth", subject.Born is { } born ? English.Date(born) : "Not known");
        if (subject.DiedOn is { } died) { Add(Who, "Date of death", English.Date(died)); }
        // A confidential address is not among what the reader sees; that there is one, and where they go to school, is for somebody to decide.
        var kept = subject.HasConfidentialAddress && request.Kind is not "subject-access";
        Add(Who, "Address", subject.Where ?? "Not recorded", subject.HasConfidentialAddress ? "confidential" : null);
        foreach (var detail in known.Where(k => k.Text != subject.Name && k.Text != subject.Where))
        {
            var when = detail switch { { From: { } from, Until: { } until } => $", {English.Date(from)} to {English.Date(until)}", { From: { } from } => $", from {English.Date(from)}", { Until: { } until } => $", until {English.Date(until)}", _ => "" };
            var mark = detail.Part is "relationship" ? "third-party" : detail.Part is "source" ? "agency" : detail.Confidential || (kept && detail.Part is "place" or "address" or "number") ? "confidential" : detail.Agency is { } said && !IsOurs(said) ? "agency" : null;
            Add(Who, detail.Title, detail.Text + when, mark);
        }

        foreach (var other in others) { Add(Who, "Somebody recorded with you", other.Name, "third-party"); }
        foreach (var matter in (await casework.MattersOfAsync(subject.Id, cancellationToken)).Reverse())
        {
            Add("What was done about you", $"{matter.Title} {matter.Reference}", $"From {English.Date(London.DateOf(matter.OpenedAt))}{(matter.ClosedAt is { } closed ? $" to {English.Date(London.DateOf(closed))}" : ", still open")}", null, matter.Id);
        }

        var titles = (await agencies.ListAsync(cancellationToken: cancellationToken)).ToDictionary(a => a.Code, a => a.Title);
        var answers = new List<WrittenAnswer>();
        foreach (var record in records) { answers.AddRange(await written.OfAsync(record, cancellationToken)); }
        foreach (var answer in answers.Where(a => a.Text.Length > 0).DistinctBy(a => (a.Step, a.Part, a.About, a.Label, a.Text)))
        {
            var part = $"{answer.Part}, {English.Date(London.DateOf(answer.At))} ({answer.Reference}{(answer.Agency is { } agency ? $", {titles.GetValueOrDefault(agency, agency)}" : "")})";
            var mark = answer.VisibleTo is not null ? "confidential"
                : answer.Agency is not null ? "agency"
                : answer.Sensitive is not null ? "sensitive"
                : (answer.About is { } about && !records.Contains(about)) || answer.Names || Contact().IsMatch(answer.Label) ? "third-party"
                : answer.Words && !answer.Voice ? Named(answer.Text) ?? (Told().IsMatch(answer.Text) ? "third-party" : null)
                : Named(answer.Text);
            Add(part, answer.Label, answer.Text, mark, answer.Matter);
        }

        foreach (var line in (await casework.ChronologyOfAsync(subject.Id, cancellationToken)).Where(l => l.PersonId is not { } of || records.Contains(of)).Reverse())
        {
            if (line.Withdrawn is "wrong-person") { continue; }
            var day = English.Date(line.Occurred.Date);
            Add("What happened, day by day", $"{day}: {line.Title}", string.Join("; ", line.Details.Select(d => $"{d.Label}: {d.Text}").DefaultIfEmpty("Recorded")), line.Agency is { } from && from != "" && titles.ContainsKey(from) && !IsOurs(from) ? "agency" : Named(string.Join(' ', line.Details.Select(d => d.Text))));
            // A reason is written about all that was done, by and for staff.
            if (!string.IsNullOrWhiteSpace(line.Reason)) { Add("What happened, day by day", $"{day}: {line.Title}, why", line.Reason, "third-party"); }
        }

        await AddLooksAndMessagesAsync(subject.Id, titles, Add, cancellationToken);
        return lines;
    }

    public async Task<IReadOnlyList<KeptBack>> KeptBackAsync(Guid person, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select reference, why, steps from disclosure.kept_back($1)", own.Connection) { Parameters = { new() { Value = person } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<KeptBack>();
        while (await row.ReadAsync(cancellationToken)) { found.Add(new KeptBack(row.GetString(0), row.GetString(1), row.GetInt64(2))); }
        return found;
    }

    private async Task AddLooksAndMessagesAsync(Guid person, Dictionary<string, string> titles, Action<string, string, string, string?, Guid?> add, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using (var ask = new NpgsqlCommand("select agency, looks, first_at, last_at from disclosure.agencies_that_looked($1)", own.Connection) { Parameters = { new() { Value = person } } })
        await using (var row = await ask.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                add("Who looked at your record", titles.GetValueOrDefault(row.GetString(0), row.GetString(0)),
                    $"{English.Count(row.GetInt64(1), "time", "times")}, first on {English.Date(London.DateOf(row.GetFieldValue<DateTimeOffset>(2)))}, last on {English.Date(London.DateOf(row.GetFieldValue<DateTimeOffset>(3)))}", null, null);
            }
        }

        await using var messages = new NpgsqlCommand("select kind, at from disclosure.messages_about($1)", own.Connection) { Parameters = { new() { Value = person } } };
        await using var message = await messages.ExecuteReaderAsync(cancellationToken);
        while (await message.ReadAsync(cancellationToken))
        {
            add("Messages to staff about work on your record", English.DateTime(message.GetFieldValue<DateTimeOffset>(1)), practice.Messages.Kind(message.GetString(0))?.Title ?? message.GetString(0), null, null);
        }
    }

    private static bool IsOurs(string agency) => agency.EndsWith("-children", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(name|who|phone|telephone|e-?mail|relationship|referrer|contact details|employer)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Contact();

    /// <summary>Words for people: whoever they stand for may be another person.</summary>
    [GeneratedRegex(@"\b(mother|father|mum|dad|parent|brother|sister|uncle|aunt|neighbour|teacher|partner|boyfriend|girlfriend|grand\w+|step\w+|carer|he|she|they|Mrs?|Ms|Dr)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();
}
