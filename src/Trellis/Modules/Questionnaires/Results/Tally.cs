namespace Trellis.Modules.Questionnaires.Results;

/// <summary>How many answers are green, amber and red, and how the whole is coloured. Answers without a colour count nowhere.</summary>
public sealed record Tally(int Green, int Amber, int Red, string? Colour)
{
    public int All => Green + Amber + Red;

    /// <summary>To the nearest whole, halves up; null of nothing.</summary>
    public int? Percent => Standing.Share(Green, All);

    public static Tally Of(IEnumerable<string?> colours, Practice.GroupColours? rule)
    {
        var (green, amber, red) = (0, 0, 0);
        foreach (var colour in colours)
        {
            switch (colour)
            {
                case "green": green++; break;
                case "amber": amber++; break;
                case "red": red++; break;
            }
        }

        return new Tally(green, amber, red, rule?.Of(green, amber, red));
    }
}

/// <summary>The words and the look of a colour.</summary>
public static class Colours
{
    public static string Words(string? colour) => colour switch { "green" => "Green", "amber" => "Amber", "red" => "Red", _ => "No colour" };

    public static Components.TagColour Tag(string? colour) => colour switch { "green" => Components.TagColour.Green, "amber" => Components.TagColour.Yellow, "red" => Components.TagColour.Red, _ => Components.TagColour.Grey };
}

/// <summary>
/// Which groups may be shown, so that no group with fewer answers than a round shows can be seen, nor worked out by taking those that are shown
/// from the whole.
/// </summary>
public static class SmallNumbers
{
    /// <param name="groups">Groups that together are the whole: their ids, and how many answered.</param>
    /// <returns>Ids of those that may be shown. An empty group is shown: it says nothing of anybody.</returns>
    public static HashSet<string> Shown(IReadOnlyCollection<(string Id, int Answers)> groups, int fewest)
    {
        var whole = groups.Sum(g => g.Answers);
        if (whole < fewest) { return [.. groups.Where(g => g.Answers == 0).Select(g => g.Id)]; }
        var shown = groups.Where(g => g.Answers >= fewest).OrderByDescending(g => g.Answers).ThenBy(g => g.Id, StringComparer.Ordinal).ToList();
        var hidden = whole - shown.Sum(g => g.Answers);
        while (hidden > 0 && hidden < fewest && shown.Count > 0)
        {
            hidden += shown[^1].Answers;
            shown.RemoveAt(shown.Count - 1);
        }

        return [.. shown.Select(g => g.Id), .. groups.Where(g => g.Answers == 0).Select(g => g.Id)];
    }
}
