using Trellis.Tests.Support;

namespace Trellis.Tests.Questionnaires;

/// <summary>Rounds as people make and answer them on the pages.</summary>
internal static class RoundPages
{
    public const string Rating = "how far is this met?";

    /// <summary>Makes a round that is open from now on.</summary>
    /// <param name="whom">Fills in whom it asks.</param>
    public static async Task<TestPage> Makes(this Visitor manager, string questionnaire, string name, string closes, Func<TestPage, TestPage> whom) =>
        await whom((await manager.Opens($"/questionnaires/new?of={questionnaire}")).Fill("What is the round called?", name).Fill("What is the last day?", closes)).Presses("Make the round");

    /// <summary>Every standard of a section with the same score, unless it is among those said otherwise.</summary>
    public static TestPage Rates(this TestPage section, string score, params (string Standard, string Score)[] but)
    {
        foreach (var legend in section.Main.QuerySelectorAll("legend").Select(l => l.TextContent.Trim()).Where(l => l.EndsWith(Rating, StringComparison.Ordinal)).ToArray())
        {
            section.Fill(legend, but.FirstOrDefault(b => legend.StartsWith(b.Standard, StringComparison.Ordinal)).Score ?? score);
        }

        return section;
    }

    public static string Id(this TestPage page) => page.Path.Split('/')[2];
}
