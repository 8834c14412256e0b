using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions;

/// <summary>What bodies recommended to others, with the answers, and which have none.</summary>
[Does(ActWords.ViewActions)]
public sealed class RecommendationsModel(TrellisDb db) : PageModel
{
    public IReadOnlyList<IGrouping<string, Recommendation>> ByRecipient { get; private set; } = [];

    public int Total => ByRecipient.Sum(r => r.Count());

    public int Unanswered => ByRecipient.Sum(r => r.Count(x => x.Response.Length == 0));

    public static string Made(Recommendation r) => string.Join(", ", new[] { r.Number.Length > 0 ? $"Number {r.Number}" : "", r.MadeOn is { } on ? English.Date(on) : "" }.Where(t => t.Length > 0)) is { Length: > 0 } made ? made : "Undated";

    public async Task OnGetAsync() =>
        ByRecipient = [.. (await db.Set<Recommendation>().AsNoTracking().OrderBy(r => r.Recipient).ThenBy(r => r.MadeOn).ThenBy(r => r.Line).ThenBy(r => r.Id).ToListAsync()).GroupBy(r => r.Recipient)];
}
