using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>What a one-time link to a copy of a draft opens.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class OpenModel(DraftGuests guests) : OneTimeLinkPage
{
    protected override string Onward => "/draft";

    protected override Task<bool> IsThereAsync(CancellationToken stop) => guests.IsThereAsync(Secret, stop);

    protected override Task<bool?> TryAsync(string code, CancellationToken stop) => guests.OpenAsync(HttpContext, Secret, code, stop);
}
