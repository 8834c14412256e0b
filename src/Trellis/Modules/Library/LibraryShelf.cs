using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Library;

/// <summary>What a list shows of something in the library.</summary>
/// <param name="Published">When the version in force was published; null while there is none.</param>
/// <param name="Sent">It was sent to the asker, who has not said yet that they have read it.</param>
public sealed record Shelved(Guid Id, string Reference, string Kind, string Title, string Summary, string[] Areas, bool IsPublic, int? Version, DateOnly? Published, DateOnly? ReviewBy, string Owner, DateOnly? AskedUntil, bool Withdrawn, bool Sent);

/// <summary>Finds what is in the library, as far as the asker sees it.</summary>
public sealed class LibraryShelf(TrellisDb db, PracticeModel practice, AgencyRegister agencies, LondonClock clock)
{
    private const int Most = 500;

    public LibraryRules Rules => practice.Library;

    /// <param name="words">Looked for in all that is written in the version in force, or, for who writes, in the draft; empty: everything.</param>
    /// <param name="kind">A kind, or empty.</param>
    public async Task<IReadOnlyList<Shelved>> FindAsync(string words, string kind, bool publicOnly = false, CancellationToken stop = default)
    {
        var found = db.Set<ResourceVersion>().AsNoTracking().Where(v => v.ReplacedAt == null);
        if (publicOnly) { found = found.Where(v => v.Resource!.IsPublic && v.Resource.WithdrawnAt == null && v.PublishedAt != null); }
        if (kind.Length > 0) { found = found.Where(v => v.Resource!.Kind == kind); }
        if (words.Trim() is { Length: > 0 } asked)
        {
            var reference = asked.ToUpperInvariant();
            found = found.Where(v => EF.Functions.ToTsVector("english", v.Searched).Matches(EF.Functions.WebSearchToTsQuery("english", asked)) || v.Resource!.Reference == reference);
        }

        var me = db.Acting.Actor.UserId;
        var versions = await found.OrderByDescending(v => v.PublishedAt ?? v.WrittenAt).Take(Most).Select(v => new
        {
            v.Resource!.Id,
            v.Resource.Reference,
            v.Resource.Kind,
            v.Title,
            v.Summary,
            v.Resource.Areas,
            v.Resource.IsPublic,
            v.Resource.Current,
            v.Number,
            v.PublishedAt,
            v.Resource.ReviewBy,
            v.Resource.OwnerAgency,
            v.Resource.Owner,
            v.AskedUntil,
            v.Resource.WithdrawnAt,
            Sent = db.Set<Reader>().Any(r => r.ResourceId == v.ResourceId && r.UserId == me && r.ReadAt == null),
        }).ToListAsync(stop);
        var titles = (await agencies.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        // Of one that is written anew, the version in force stands for it.
        return [.. versions.GroupBy(v => v.Id).Select(g => (Shown: g.FirstOrDefault(v => v.PublishedAt != null) ?? g.First(), Draft: g.FirstOrDefault(v => v.PublishedAt == null))).Select(v => new Shelved(
            v.Shown.Id, v.Shown.Reference, v.Shown.Kind, v.Shown.Title, v.Shown.Summary, v.Shown.Areas, v.Shown.IsPublic, v.Shown.Current, v.Shown.PublishedAt is { } at ? London.DateOf(at) : null, v.Shown.ReviewBy,
            OwnedBy(v.Shown.Owner, v.Shown.OwnerAgency, titles), v.Draft?.AskedUntil is { } until && until >= clock.Today ? until : null, v.Shown.WithdrawnAt is not null, v.Shown.Sent))];
    }

    /// <summary>With its versions, their sections and files; null where the asker sees none.</summary>
    public Task<Resource?> FindAsync(string reference, bool tracked, CancellationToken stop = default)
    {
        var asked = reference.ToUpperInvariant();
        var all = db.Set<Resource>().Include(r => r.Versions).ThenInclude(v => v.Sections).Include(r => r.Versions).ThenInclude(v => v.Files).AsSplitQuery();
        return (tracked ? all : all.AsNoTrackingWithIdentityResolution()).FirstOrDefaultAsync(r => r.Reference == asked, stop);
    }

    public async Task<string> OwnerOfAsync(Resource of, CancellationToken stop = default) => OwnedBy(of.Owner, of.OwnerAgency, (await agencies.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title));

    public string TitleOf(string kind) => Rules.Kind(kind)?.Title ?? kind;

    /// <summary>What a version says, for a page, a PDF or a Word file.</summary>
    public static ImmutableArray<Block> Blocks(ResourceVersion version) =>
        [.. version.Sections.Where(s => s.Text.Length > 0).OrderBy(s => s.Position).SelectMany(s => Prose.Read(s.Text, headings: 3, s.Name).Prepend(new Heading(2, s.Title, s.Name)))];

    private static string OwnedBy(string owner, string? agency, Dictionary<string, string> titles) => string.Join(", ", new[] { owner, agency is null ? "" : titles.GetValueOrDefault(agency, agency) }.Where(p => p.Length > 0));
}

/// <summary><c>L101</c>, <c>L102</c>, …</summary>
public static class ResourceReferences
{
    public static async Task<string> NextAsync(TrellisDb db, CancellationToken stop = default) => $"L{await db.Database.SqlQuery<long>($"select nextval('library.reference') as \"Value\"").SingleAsync(stop)}";
}
