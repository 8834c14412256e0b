using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>Who answers at each stage, and by when.</summary>
[Does(ActWords.ViewChallenges)]
public sealed class StagesModel(PracticeModel practice, LondonClock clock) : PageModel
{
    public ChallengeRules Rules => practice.Challenges;

    public DateOnly Today => clock.Today;
}
