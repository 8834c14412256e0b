namespace Trellis.Tests.Practice;

/// <summary>Figures of what is open on a day: what may be wrong with one, said with its line.</summary>
public sealed class Standing_figures_are_read
{
    [Theory]
    [InlineData("recommendations.yaml", "    until: [recommendation closed]\n", "", "a standing needs \"until\"")]
    [InlineData("recommendations.yaml", "    stages: recommendation-stage\n", "", "\"reached\" needs \"stages\"")]
    [InlineData("recommendations.yaml", "stages: recommendation-stage", "stages: recommendation-stages", "there is no code list \"recommendation-stages\"")]
    [InlineData("recommendations.yaml", "      accepted: recommendation answered", "      acepted: recommendation answered", "\"acepted\" is not in the code list \"recommendation-stage\"")]
    [InlineData("recommendations.yaml", "    counts: recommendation made\n", "    counts: recommendation made\n    until: [recommendation closed]\n", "\"until\" belongs to a standing")]
    [InlineData("recommendations.yaml", "until: [recommendation closed]", "until: [child-protection-plan starts]", "a standing is told of by things that happened, not by a status")]
    [InlineData("allegations.yaml", "    by: [open-for, sector, role]", "    by: [open-for, stage]", "the figure cannot be split by \"stage\"")]
    [InlineData("allegations.yaml", "    by: [open-for, sector, role]\n    kept-to: allegations", "    by: [open-for]", "counts matters that are hidden")]
    public void A_mistake_in_a_standing_is_found_with_its_line(string file, string text, string replacement, string said) =>
        PracticeFiles.Broken($"figures/{file}", text, replacement).Mistakes.Select(m => m.ToString()).ShouldContain(m => m.StartsWith($"practice/figures/{file}:", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));
}
