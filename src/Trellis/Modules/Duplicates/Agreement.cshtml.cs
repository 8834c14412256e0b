using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <summary>How far those agree who look at the same pair without knowing of each other.</summary>
[Does(ActWords.ViewDuplicates)]
public sealed class AgreementModel(Acting acting, PracticeModel practice, ReviewersAgree reviewers) : PageModel
{
    public IReadOnlyList<HowFar> Lines { get; private set; } = [];

    public int Fewest => reviewers.Fewest;

    public DuplicateRules Rules => practice.Duplicates;

    public bool MayList => acting.Actor.May(ActWords.ListFacts);

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public async Task OnGetAsync(CancellationToken stop) => Lines = await reviewers.ReadAsync(acting.Actor.Areas, stop);
}
