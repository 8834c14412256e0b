using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>What waits for the designated officer, the first due first.</summary>
[Does(ActWords.ViewAllegations)]
public sealed class IndexModel(MattersOfProcess matters, Views views, LondonClock clock) : PageModel
{
    /// <summary>The process of <c>practice/partnership/allegations.yaml</c>.</summary>
    public const string Process = "allegations";

    public IReadOnlyList<WaitingInMatter> Waiting { get; private set; } = [];

    public int Open { get; private set; }

    public int Closed { get; private set; }

    public DateTimeOffset Now => clock.Now;

    public async Task OnGetAsync()
    {
        Waiting = await matters.WaitingAsync(Process, HttpContext.RequestAborted);
        (Open, Closed) = await matters.CountAsync(Process, HttpContext.RequestAborted);
        await views.SawAsync("allegations", ActWords.ViewAllegations, [.. Waiting.SelectMany(w => w.PeopleIds).Distinct()]);
    }
}
