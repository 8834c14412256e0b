using Microsoft.EntityFrameworkCore;
using Trellis.Matching.Identifiers;
using Trellis.Modules.People.Parts;
using Trellis.Practice;

namespace Trellis.Modules.People.Public;

/// <summary>One thing that is or was true of somebody, as other modules and programs read it.</summary>
/// <param name="Part">name, address, number, place, trait, relationship or source.</param>
/// <param name="Kind">A code of the part's list; of a source, the agency.</param>
/// <param name="Title">What the kind is called.</param>
/// <param name="Text">What it says: of a relationship the other's name, of a source all that was said.</param>
/// <param name="Until">The last day it was true; null when it still is, or when nobody said.</param>
/// <param name="Agency">The agency that said so; null when it was the partnership's own.</param>
/// <param name="Confidential">Kept to the circle of confidential addresses.</param>
/// <param name="Other">Of a relationship: who.</param>
public sealed record PersonDetail(string Part, string Kind, string Title, string Text, DateOnly? From, DateOnly? Until, string? Agency, bool Confidential, Guid? Other);

/// <summary>All that stands of somebody, as far as the asker may see it; what was found to be wrong is left out. The asker notes the view.</summary>
public sealed class PersonDetails(TrellisDb db, PracticeModel practice)
{
    /// <param name="records">Every record of one person.</param>
    public async Task<IReadOnlyList<PersonDetail>> OfAsync(IReadOnlyList<Guid> records, CancellationToken cancellationToken = default)
    {
        var found = new List<PersonDetail>();
        foreach (var record in records)
        {
            if (await db.WithPartsAsync(record, cancellationToken) is not { } person) { continue; }
            var others = person.Relationships.Select(r => r.OtherId).ToArray();
            var names = await db.People.AsNoTracking().Where(p => others.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.GivenName + " " + p.FamilyName, cancellationToken);
            found.AddRange(Standing(person.Names).Select(n => Of("name", "name-kind", n.Kind, n.Name, n)));
            found.AddRange(Standing(person.Addresses).Select(a => Of("address", "address-kind", a.Kind, a.Line ?? Title("address-kind", a.Kind), a) with { Confidential = a.VisibleTo is not null }));
            found.AddRange(Standing(person.Identifiers).Select(i => Of("number", "identifier-kind", i.Kind, i.Kind is "nhs" ? NhsNumber.Spaced(i.Value) : i.Value, i)));
            found.AddRange(Standing(person.Registrations).Select(r => Of("place", "registration-kind", r.Kind, r.Place, r)));
            found.AddRange(Standing(person.Traits).Select(t => Of("trait", t.Kind, t.Answer, Title(t.Kind, t.Answer), t) with { Kind = t.Kind, Title = practice.Codes[t.Kind].Title }));
            found.AddRange(Standing(person.Relationships).Where(r => names.ContainsKey(r.OtherId)).Select(r => Of("relationship", "relationship", r.Kind, names[r.OtherId], r) with { Other = r.OtherId }));
            found.AddRange(person.Sources.OrderBy(s => s.ReceivedAt).ThenBy(s => s.Id).Select(s => new PersonDetail("source", s.Agency, "What an agency said", string.Join("; ", s.Lines.Select(l => $"{l.Key}: {l.Value}")), null, null, s.Agency, false, null)));
        }

        return found;
    }

    private static IEnumerable<T> Standing<T>(IEnumerable<T> parts) where T : PersonPart => parts.Where(p => p.Stands).OrderByDescending(p => p.FromOn ?? DateOnly.MinValue).ThenByDescending(p => p.RecordedAt).ThenBy(p => p.Id);

    private PersonDetail Of(string part, string list, string kind, string text, PersonPart row) => new(part, kind, Title(list, kind), text, row.FromOn, row.UntilOn, row.Agency, false, null);

    private string Title(string list, string code) => practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;
}
