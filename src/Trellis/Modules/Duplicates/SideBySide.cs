using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <summary>Whether two records say the same of something.</summary>
public enum Agreement { Agrees, SomeAgree, Differs, OnlyInOne, InNeither }

/// <param name="One">What the first record says, each on a line of its own.</param>
public sealed record SideLine(string What, IReadOnlyList<string> One, IReadOnlyList<string> Other, Agreement Agreement);

/// <summary>Two records beside each other, field by field, as far as the reader sees them. The asker notes the view.</summary>
public sealed class SideBySide(PracticeModel practice, PeopleRegister people, PersonDetails details, CaseworkRegister casework, TwoRecords two)
{
    /// <param name="Key">What is compared: how it is written, without when it was true or who said so.</param>
    private sealed record Value(string Text, string Key);

    private sealed record Side(PersonSummary Person, DescribedAs? As, IReadOnlyList<PersonDetail> Details, IReadOnlyList<PersonSummary> Household, IReadOnlyList<MatterSummary> Matters, IReadOnlyList<StatusSummary> Statuses);

    public async Task<IReadOnlyList<SideLine>> OfAsync(PersonSummary one, PersonSummary other, CancellationToken stop = default)
    {
        var (a, b) = (await SideAsync(one, other.Id, stop), await SideAsync(other, one.Id, stop));
        SideLine Line(string what, Func<Side, IEnumerable<Value>> read) => Compare(what, [.. read(a)], [.. read(b)]);
        IEnumerable<SideLine> Lines(string part, IEnumerable<string>? first = null) =>
            (first ?? []).Concat(a.Details.Concat(b.Details).Where(d => d.Part == part).Select(d => d.Title)).Distinct().Select(title => Line(title, s => s.Details.Where(d => d.Part == part && d.Title == title).Select(d => Of(d, d.Text))));
        return
        [
            Line("Names", s => s.Details.Where(d => d.Part is "name").Select(d => Of(d, $"{d.Text} ({d.Title.ToLower(English.Culture)})", d.Text)).Concat(s.Details.Any(d => d.Part is "name" && d.Text == s.Person.Name) ? [] : [new Value(s.Person.Name, Plain(s.Person.Name))])),
            Line("Date of birth", s => Maybe(s.Person.BornWords)),
            Line("Date of death", s => Maybe(s.Person.DiedOn is { } died ? English.Date(died) : null)),
            Line("Sex", s => Maybe(s.As is { Sex: not "U" } known ? practice.Codes["sex"].Find(known.Sex)?.Title : null)),
            Line("Ethnic group", s => Maybe(s.As is { } known ? practice.Codes["ethnic-group"].Find(known.EthnicGroup)?.Title : null)),
            Line("Addresses", s => s.Details.Where(d => d.Part is "address").Select(d => Of(d, d.Confidential ? $"{d.Text} (confidential)" : d.Text, d.Text)).Concat(Hidden(s))),
            .. Lines("number", ["NHS number"]),
            .. Lines("place", ["School"]),
            .. Lines("trait"),
            Line("Family", s => s.Details.Where(d => d.Part is "relationship").Select(d => Of(d, $"{d.Text}, {d.Title.ToLower(English.Culture)}", d.Text))),
            Line("Household", s => s.Household.Select(h => new Value(h.Name, Plain(h.Name)))),
            Line("Matters", s => s.Matters.Where(m => m.ClosedAt is null && m.Title != PutRight(s.Person)).Select(m => new Value($"{m.Title} {m.Reference}", m.Reference))),
            Line("Statuses", s => s.Statuses.Where(t => t.EndsOn is null).Select(t => new Value($"{t.Title} since {English.Date(t.StartsOn)}", Plain(t.Title)))),
        ];
    }

    /// <summary>All records of the one, but for the other: a second reviewer is not told that the two were joined.</summary>
    private async Task<Side> SideAsync(PersonSummary person, Guid not, CancellationToken stop)
    {
        var records = await two.RecordsOfAsync(person.Id, not, stop);
        var whose = new Belonging(person.Id, records, [], []);
        return new Side(
            person, await two.DescribedAsync(person.Id, stop), [.. (await details.OfAsync(records, stop)).Where(d => d.Other != not)], [.. (await people.HouseholdsOfAsync(records, stop)).Where(h => h.Id != not)],
            await casework.MattersOfAsync(whose, stop), await casework.StatusesOfAsync(whose, stop));
    }

    private static SideLine Compare(string what, Value[] one, Value[] other)
    {
        var (a, b) = (one.Select(v => v.Key).Where(k => k.Length > 0).ToHashSet(), other.Select(v => v.Key).Where(k => k.Length > 0).ToHashSet());
        var agreement = one.Length == 0 && other.Length == 0 ? Agreement.InNeither : a.Count == 0 || b.Count == 0 ? Agreement.OnlyInOne : a.SetEquals(b) ? Agreement.Agrees : a.Overlaps(b) ? Agreement.SomeAgree : Agreement.Differs;
        return new SideLine(what, [.. one.Select(v => v.Text)], [.. other.Select(v => v.Text)], agreement);
    }

    /// <summary>Work on records that do not agree is no part of somebody's life, and would say that they had been joined.</summary>
    private string PutRight(PersonSummary person) => practice.ProcessIn(person.Area, SamePerson.Process).Title;

    private static IEnumerable<Value> Hidden(Side side) =>
        side.Person.HasConfidentialAddress && !side.Details.Any(d => d.Confidential) ? [new Value(PersonSummary.Confidential, "")] : [];

    private static IEnumerable<Value> Maybe(string? text) => text is null ? [] : [new Value(text, Plain(text))];

    private static Value Of(PersonDetail detail, string text, string? key = null) => new($"{text}{When(detail)}", Plain(key ?? detail.Text));

    private static string When(PersonDetail detail) => (detail.From, detail.Until) switch
    {
        ({ } from, { } until) => $", {English.Date(from)} to {English.Date(until)}",
        ({ } from, null) => $", from {English.Date(from)}",
        (null, { } until) => $", until {English.Date(until)}",
        _ => "",
    };

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
