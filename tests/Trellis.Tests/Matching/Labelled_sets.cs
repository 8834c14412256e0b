using Trellis.Commands;
using Trellis.Platform;

namespace Trellis.Tests.Matching;

/// <summary>
/// How well it does on public labelled sets, which are not ours to keep in the repository: they are read from the folder
/// <c>shared/matching</c> beside it, or <c>TRELLIS_LABELLED</c>. Models are learnt on one half, measured on the other.
/// </summary>
public sealed class Labelled_sets
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("TRELLIS_LABELLED") ?? Path.Combine(Checkout.Root, "..", "shared", "matching");

    [OnLabelledTheory]
    [InlineData("fake_1000.csv", "fake.yaml", "cluster", .915)]
    [InlineData("fake_1000_from_splink_demos.csv", "fake.yaml", "cluster", .982)]
    [InlineData("febrl3.csv", "febrl3.yaml", "rec_id", .997)]
    [InlineData("febrl3.csv", "febrl3-without-number.yaml", "rec_id", .985)]
    public async Task Reach_what_was_promised(string file, string map, string truth, double f1)
    {
        using var output = new StringWriter();
        var exit = await CommandLine.RunAsync(["dedupe", Path.Combine(Folder, file), "--map", Path.Combine(Checkout.Root, "bench", "matching", map), "--truth", truth, "--train", "--json"], output, output);

        exit.ShouldBe(0, output.ToString());
        var json = output.ToString();
        using var answer = System.Text.Json.JsonDocument.Parse(json[json.IndexOf('{', StringComparison.Ordinal)..]);
        answer.RootElement.GetProperty("quality")[0].GetProperty("withReview").GetProperty("f1").GetDouble().ShouldBeGreaterThan(f1);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OnLabelledTheoryAttribute : TheoryAttribute
    {
        public OnLabelledTheoryAttribute()
        {
            if (!Directory.Exists(Folder)) { Skip = "The labelled sets are not beside this checkout"; }
        }
    }
}
