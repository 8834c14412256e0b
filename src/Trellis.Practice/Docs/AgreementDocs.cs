using System.Collections.Immutable;
using System.Globalization;

namespace Trellis.Practice.Docs;

/// <summary>The register of sharing agreements, for <c>docs/sharing-agreements.md</c>. It says dates and not what they mean today, so that the page changes only when the register does.</summary>
internal static class AgreementDocs
{
    public static string Page(PracticeModel model)
    {
        var page = new Markdown()
            .Heading(1, "Sharing agreements")
            .Line("Written from `practice/partnership/sharing-agreements.yaml`; change it there. What is overdue today: `./trellis practice check`, and the page `/agencies/sharing`.")
            .Line();
        if (model.Agreements.IsEmpty) { return page.Line("The register is empty.").ToString(); }
        page.Table("Agreement", "Parties", "In force from", "To be reviewed by", "Ends", "Who answers for it");
        foreach (var agreement in model.Agreements)
        {
            page.Row(agreement.Title, Kinds(agreement, model), Day(agreement.Since), Day(agreement.ReviewBy), agreement.Ends is { } ends ? Day(ends) : "", Owner(agreement, model));
        }
        page.Line();
        foreach (var agreement in model.Agreements) { One(page, agreement, model); }
        return page.ToString();
    }

    private static void One(Markdown page, SharingAgreement agreement, PracticeModel model)
    {
        page.Heading(2, agreement.Title).Line($"`{agreement.Id}`").Line()
            .Line($"- purpose: {agreement.Purpose}")
            .Line($"- between: {Kinds(agreement, model)}");
        if (!agreement.Agencies.IsEmpty) { page.Line($"- signed by: {string.Join(", ", agreement.Agencies.Select(a => $"`{a}`"))}"); }
        if (!agreement.Processes.IsEmpty) { page.Line($"- in: {string.Join(", ", agreement.Processes.Select(p => model.Processes.First(m => m.Id == p).Title))}"); }
        page.Line($"- lawful basis: {Bases(agreement.Article6, LawfulBases.Article6)}")
            .Line($"- special categories: {(agreement.Article9.IsEmpty ? "none are shared" : Bases(agreement.Article9, LawfulBases.Article9))}")
            .Line($"- criminal offences: {(agreement.CriminalOffences ? "yes" : "none are shared")}");
        if (agreement.Condition is { } condition) { page.Line($"- condition: {condition}"); }
        page.Line($"- duty or power: {string.Join("; ", agreement.Statutes)}")
            .Line($"- what is shared: {string.Join("; ", agreement.Shares)}")
            .Line($"- how: {agreement.How}")
            .Line($"- signed paper: {agreement.Paper}")
            .Line();
    }

    private static string Kinds(SharingAgreement agreement, PracticeModel model) =>
        string.Join(", ", agreement.Parties.Select(k => model.Codes["agency-kind"].Find(k)!.Title));

    private static string Bases(ImmutableArray<string> words, ImmutableArray<(string Word, string Title)> all) => string.Join("; ", words.Select(w => LawfulBases.Title(all, w)));

    private static string Owner(SharingAgreement agreement, PracticeModel model) => model.Roles.First(r => r.Id == agreement.Owner).Title;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
