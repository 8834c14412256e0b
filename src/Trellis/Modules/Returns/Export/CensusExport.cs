using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using CensusModules = Trellis.Returns.Census.Modules;

namespace Trellis.Modules.Returns.Export;

/// <summary>A census made of what is recorded here: every child in need at any time of the census year, and what the census asks of them.</summary>
public sealed class CensusExport(TrellisDb db, CensusPeople people, CensusCodes codes, WorkingCalendar calendar)
{
    private const int AtOnce = 2_000;

    /// <summary>Of working days from the enquiry to the conference: Working Together, as in the timescale of the practice model.</summary>
    private const int ConferenceDays = 15;

    /// <param name="authority">Number of the local authority; null where it is not known here.</param>
    public async Task<CensusReturn> MakeAsync(string area, string agency, CensusYear year, string? authority, CancellationToken stop = default)
    {
        var header = new Header(0).PutEach([]);
        header.Add(CensusModules.Collection).Put("Collection", "CIN").Put("Year", year.Ending.ToString(System.Globalization.CultureInfo.InvariantCulture)).Put("ReferenceDate", year.Proper);
        header.Add(CensusModules.Source).Put("SourceLevel", "L").Put("LEA", authority).Put("SoftwareCode", "Trellis");
        var children = new List<Child>();
        foreach (var some in (await InNeedAsync(area, year, stop)).Chunk(AtOnce))
        {
            var known = await people.OfAsync(some, agency, stop);
            var facts = (await EffectiveAsync(area, some, stop)).ToLookup(f => f.PersonId!.Value);
            var plans = (await db.Statuses.AsNoTracking().Where(s => s.Area == area && s.Kind == CensusEpisodes.ProtectionPlan && some.Contains(s.PersonId)).ToListAsync(stop)).ToLookup(s => s.PersonId);
            foreach (var person in some.Select(known.GetValueOrDefault).OfType<CensusPerson>().OrderBy(p => p.Number, StringComparer.Ordinal))
            {
                if (ChildOf(person, facts[person.Id], plans[person.Id], year) is { } child) { children.Add(child); }
            }
        }

        return new CensusReturn(header, children, []);
    }

    /// <summary>Referred by the end of the year: whether the help had ended before it follows from the facts.</summary>
    private async Task<Guid[]> InNeedAsync(string area, CensusYear year, CancellationToken stop)
    {
        var (start, end) = (year.Proper.AddYears(-1).AddDays(1), year.Proper);
        var open = db.Statuses.Where(s => s.Area == area && (s.Kind == CensusEpisodes.InNeed || s.Kind == CensusEpisodes.ProtectionPlan) && s.StartsOn <= end && (s.EndsOn == null || s.EndsOn >= start)).Select(s => s.PersonId);
        var referred = db.Facts.Where(f => f.Area == area && f.Kind == CensusCodes.Referral && f.OccurredOn >= start && f.OccurredOn <= end && f.PersonId != null).Select(f => f.PersonId!.Value);
        return await open.Union(referred).Distinct().OrderBy(p => p).ToArrayAsync(stop);
    }

    private async Task<List<Fact>> EffectiveAsync(string area, Guid[] some, CancellationToken stop) =>
        await db.Facts.AsNoTracking().Include(f => f.Details).Where(f => f.Area == area && f.PersonId != null && some.Contains(f.PersonId.Value) && CensusEpisodes.Kinds.Contains(f.Kind) && !f.Void && !db.Facts.Any(later => later.CorrectsId == f.Id)).ToListAsync(stop);

    private Child? ChildOf(CensusPerson person, IEnumerable<Fact> facts, IEnumerable<StatusRow> plans, CensusYear year)
    {
        var child = new Child(0);
        // Only that a child is too young for a number is known here; any other reason is for the authority to give.
        var young = person.Born is null || person.Born > new DateOnly(year.Ending - 6, 8, 31);
        // Who was born after the year was expected then.
        var (born, expected) = person.Born > year.Proper ? (null, person.Born) : (person.Born, person.Expected);
        child.Add(CensusModules.Identifiers).Put("LAchildID", person.Number).Put("UPN", person.Upn).Put("FormerUPN", person.FormerUpn).Put("UPNunknown", person.Upn is null && young ? "UN1" : null)
            .Put("PersonBirthDate", born).Put("ExpectedPersonBirthDate", expected).Put("Sex", born is null ? "U" : person.Sex).Put("PersonDeathDate", person.Died <= year.Proper ? person.Died : null);
        child.Add(CensusModules.Characteristics).Put("Ethnicity", codes.InCensus("ethnic-group", person.EthnicGroup) ?? "NOBT").PutEach(person.Disabilities);
        new CensusEpisodes(codes, year.Proper.AddYears(-1).AddDays(1), year.Proper) { Target = day => calendar.AddWorkingDays(day, ConferenceDays) }.Put(child, [.. facts], [.. plans]);
        return child.Episodes.IsEmpty ? null : child;
    }
}
