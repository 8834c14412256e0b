using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>A role as people read it.</summary>
/// <param name="Sees">What it sees, in a sentence.</param>
/// <param name="May">Its acts in plain words, by the noun they are about; what everyone may do left out.</param>
public sealed record RoleText(string Id, string Title, string Sees, string? Qualification, bool SecondFactor, ImmutableArray<string> Circles, ImmutableArray<string> GivenBy, ImmutableArray<string> May);

/// <summary>The roles of <c>practice/roles.yaml</c> in plain words: the same for the page and for <c>docs/roles.md</c>.</summary>
public static class RoleWords
{
    /// <param name="acts">The program's act words and what each means.</param>
    public static ImmutableArray<RoleText> Of(PracticeModel model, IReadOnlyCollection<(string Act, string What)> acts)
    {
        var everyone = Everyone(model, acts).ToHashSet(StringComparer.Ordinal);
        return [.. model.Roles.Select(role => new RoleText(
            role.Id,
            role.Title,
            role.SeesArea ? "Every record of the areas of its post, but what is kept to a circle or closed" : "What it is involved in: what its agency was asked, began or was let into",
            role.Qualification,
            role.SecondFactor is SecondFactor.Required,
            role.Circles,
            role.GivenBy,
            [.. acts.Where(a => May(role, a.Act)).Select(a => a.What).Where(w => !everyone.Contains(w))]))];
    }

    /// <summary>What everyone who signs in may do.</summary>
    public static ImmutableArray<string> Everyone(PracticeModel model, IReadOnlyCollection<(string Act, string What)> acts) =>
        [.. acts.Where(a => model.Roles.All(r => May(r, a.Act))).Select(a => a.What)];

    /// <summary><c>docs/roles.md</c>.</summary>
    public static string Page(PracticeModel model, IReadOnlyCollection<(string Act, string What)> acts)
    {
        var page = new Docs.Markdown()
            .Heading(1, "Roles")
            .Line("Written from `practice/roles.yaml` and the program; change it there. What a role does not say here it may not do.")
            .Line()
            .Heading(2, "Everyone who signs in");
        foreach (var may in Everyone(model, acts)) { page.Line($"- {may}"); }
        page.Line();
        foreach (var role in Of(model, acts))
        {
            page.Heading(2, role.Title).Line($"`{role.Id}`. {role.Sees}.");
            foreach (var more in More(role)) { page.Line(more); }
            page.Line();
            foreach (var may in role.May) { page.Line($"- {may}"); }
            page.Line();
        }

        return page.ToString();
    }

    private static IEnumerable<string> More(RoleText role)
    {
        if (role.Qualification is { } qualification) { yield return $"Only for somebody qualified: {qualification}."; }
        if (role.SecondFactor) { yield return "Signs in with a second factor."; }
        if (!role.Circles.IsEmpty) { yield return $"Circles: {string.Join(", ", role.Circles)}."; }
        if (!role.GivenBy.IsEmpty) { yield return $"Given by the administrators of these kinds of agency: {string.Join(", ", role.GivenBy)}."; }
    }

    private static bool May(Role role, string act) => role.Acts.Contains(act) || role.Acts.Contains($"{act.Split('.')[0]}.*");
}
