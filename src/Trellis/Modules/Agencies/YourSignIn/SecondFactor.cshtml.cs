using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>Where somebody is led whose role requires a second factor and who has none.</summary>
[Does(ActWords.ViewSignIn)]
[BeforeSecondFactor]
public sealed class SecondFactorModel : PageModel
{
    public void OnGet() { }
}
