using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Questionnaires.Guest;

/// <summary>What a one-time link to a questionnaire opens.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class OpenModel(QuestionnaireGuests guests) : OneTimeLinkPage
{
    protected override string Onward => "/questionnaire";

    protected override Task<bool> IsThereAsync(CancellationToken stop) => guests.IsThereAsync(Secret, stop);

    protected override Task<bool?> TryAsync(string code, CancellationToken stop) => guests.OpenAsync(HttpContext, Secret, code, stop);
}
