using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Sharing;

/// <summary>The register of sharing agreements as it stands today, and what it lacks. It is kept in the practice model: nothing is changed here.</summary>
[Does(ActWords.ViewAgreements)]
public sealed class IndexModel(PracticeModel practice, AgencyRegister register, LondonClock clock) : PageModel
{
    private IReadOnlyList<AgencySummary> agencies = [];

    /// <summary>In force first, those that ended last; each in the order of the register.</summary>
    public IReadOnlyList<SharingAgreement> Agreements { get; private set; } = [];

    public IReadOnlyList<string> Gaps { get; private set; } = [];

    /// <summary>Agencies of the register that no agreement in force names.</summary>
    public IReadOnlyList<string> Outside { get; private set; } = [];

    public async Task OnGetAsync()
    {
        agencies = await register.ListAsync(cancellationToken: HttpContext.RequestAborted);
        Agreements = [.. practice.Agreements.OrderBy(a => StateOf(a) is AgreementState.Ended)];
        Gaps = [.. AgreementCheck.Gaps(practice, clock.Today).Select(Words)];
        var named = practice.Agreements.Where(a => a.InForceOn(clock.Today)).SelectMany(a => a.Agencies).ToHashSet(StringComparer.Ordinal);
        Outside = [.. agencies.Where(a => !named.Contains(a.Code)).Select(a => a.Title)];
    }

    public AgreementState StateOf(SharingAgreement agreement) => agreement.StateOn(clock.Today);

    public string StateWords(SharingAgreement agreement) => StateOf(agreement) switch
    {
        AgreementState.ReviewOverdue => "Review overdue",
        AgreementState.NotYet => "Not yet in force",
        AgreementState.Ended => "Ended",
        _ => "In force",
    };

    public TagColour Colour(SharingAgreement agreement) => StateOf(agreement) switch
    {
        AgreementState.ReviewOverdue => TagColour.Red,
        AgreementState.InForce => TagColour.Green,
        _ => TagColour.Grey,
    };

    public string Kinds(SharingAgreement agreement) => string.Join(", ", agreement.Parties.Select(Kind));

    /// <summary>Titles of the agencies that signed; the code of one that the register of agencies does not have.</summary>
    public IEnumerable<string> SignedBy(SharingAgreement agreement) =>
        agreement.Agencies.Select(code => agencies.FirstOrDefault(a => a.Code == code)?.Title ?? $"{code} (not in the register of agencies)");

    public IEnumerable<string> Processes(SharingAgreement agreement) => agreement.Processes.Select(id => practice.Processes.First(p => p.Id == id).Title);

    public static string Bases(ImmutableArray<string> words, ImmutableArray<(string Word, string Title)> all) => Capital(string.Join("; ", words.Select(w => LawfulBases.Title(all, w))));

    public string Owner(SharingAgreement agreement) => practice.Roles.First(r => r.Id == agreement.Owner).Title;

    /// <summary>"Public task, …": the model writes these for the middle of a sentence.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : $"{char.ToUpper(words[0], English.Culture)}{words[1..]}";

    private string Words(AgreementGap gap)
    {
        var process = practice.Processes.First(p => p.Id == gap.Step.Process).Title;
        return gap.Kind is { } kind
            ? $"{gap.Step.Title} ({process}) needs {Kind(kind)}, and no agreement in force covers them."
            : $"{gap.Step.Title} ({process}) asks agencies, and no agreement in force covers it.";
    }

    private string Kind(string kind) => practice.Codes["agency-kind"].Find(kind)!.Title;
}
