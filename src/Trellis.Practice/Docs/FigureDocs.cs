using System.Globalization;

namespace Trellis.Practice.Docs;

/// <summary><c>docs/figures.md</c>: every declared figure, by the file it is declared in.</summary>
internal static class FigureDocs
{
    public static string Page(PracticeModel model)
    {
        var page = new Markdown()
            .Heading(1, "Figures")
            .Line("Written from `practice/figures/`; change it there. Each is by area and financial year. A case of each, worked by hand, is in `tests/Trellis.Tests/Figures/Worked`.")
            .Line();
        foreach (var file in model.Figures.GroupBy(f => f.Place.File).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Heading(2, Words(Path.GetFileNameWithoutExtension(file.Key)));
            foreach (var figure in file) { One(page, figure); }
        }

        return page.ToString();
    }

    private static void One(Markdown page, Figure figure)
    {
        page.Heading(3, figure.Title).Line($"- `{figure.Id}`, {figure.Unit}").Line($"- {Question(figure)}");
        if (figure.Explanation is { } explanation) { page.Line($"- {explanation}"); }
        page.Line($"- Beside national figures: {figure.National}");
        if (figure.By.Length > 0) { page.Line($"- by: {string.Join(", ", figure.By.Select(d => $"`{d.Id}`"))}"); }
        if (figure.Target is { } target) { page.Line(string.Create(CultureInfo.InvariantCulture, $"- target: at {(target.AtLeast ? "least" : "most")} {target.Value}. {target.Why}")); }
        if (figure.KeptTo is { } circle) { page.Line($"- kept to `{circle}`"); }
        page.Line();
    }

    private static string Question(Figure figure) => figure.Kind switch
    {
        _ when figure.Rate is { } rate => string.Create(CultureInfo.InvariantCulture, $"rate: `{rate.Figure}`, for each {rate.Per} `{rate.Population}`"),
        FigureKind.StatusOpen => $"open: {Open(figure)}",
        FigureKind.People => $"people: {PatternWords.Of(figure.Counts!)}",
        FigureKind.Again => $"again: {PatternWords.Of(figure.Counts!)}, within {figure.Months.ToString(CultureInfo.InvariantCulture)} months",
        FigureKind.Lasting => $"lasting: {(figure.Counts is { } ends ? PatternWords.Of(ends) : Open(figure))}, at least {figure.Months.ToString(CultureInfo.InvariantCulture)} months",
        FigureKind.Length => $"{(figure.Percentile == 50 ? "middle value" : string.Create(CultureInfo.InvariantCulture, $"{figure.Percentile} in a hundred took at most"))}: {(figure.Timescale is { } timescale ? $"`{timescale}`" : PatternWords.Of(figure.Counts!))}",
        FigureKind.Share => $"share: {PatternWords.Of(figure.Counts!)}; of {PatternWords.Of(figure.Of!)}",
        FigureKind.Timely => $"in time: `{figure.Timescale}`",
        FigureKind.Agreement => $"agreement: {PatternWords.Of(figure.Counts!)}, between `{figure.Between!.Value.First}` and `{figure.Between.Value.Second}`",
        FigureKind.Standing => $"standing: {PatternWords.Of(figure.Counts!)}; until {PatternWords.Of(figure.Standing!.Until)}",
        _ => $"counts: {PatternWords.Of(figure.Counts!)}",
    };

    private static string Open(Figure figure) => string.Create(CultureInfo.InvariantCulture, $"`{figure.Status}`, on {new DateOnly(2024, figure.On!.Value.Month, figure.On.Value.Day):d MMMM}");

    private static string Words(string file) => char.ToUpperInvariant(file[0]) + file[1..].Replace('-', ' ');
}
