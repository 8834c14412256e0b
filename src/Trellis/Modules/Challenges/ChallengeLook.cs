using Trellis.Components;

namespace Trellis.Modules.Challenges;

/// <summary>How a disagreement stands, as a tag.</summary>
public static class ChallengeLook
{
    public static (string Words, TagColour Colour) Tag(string state, bool late) => state switch
    {
        Disagreement.Asked => late ? ("Not answered in time", TagColour.Red) : ("To be answered", TagColour.Yellow),
        Disagreement.Answered => ("Answered", TagColour.Blue),
        Disagreement.Agreed => ("Agreed, to be ended", TagColour.Purple),
        _ => ("Ended", TagColour.Grey),
    };
}
