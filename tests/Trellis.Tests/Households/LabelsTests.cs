using Trellis.Households.Recording;

namespace Trellis.Tests.Households;

/// <summary>The labels are the truth that matching is judged by: none may be untrue, none may lack.</summary>
public sealed class LabelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_field_differs_exactly_when_a_label_says_so()
    {
        var rows = MadeUp.Rows(MadeUp.Request(ErrorRates.Hard));
        foreach (var row in rows.Left.Concat(rows.Right))
        {
            var labels = row.Errors.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var clean = row.Clean!;
            bool Said(params ReadOnlySpan<string> any) => any.ContainsAny(labels.AsSpan());
            // Only a row that is wrong is written out: there are tens of thousands.
            void Agrees(bool differs, bool said) => (differs == said).ShouldBeTrue(differs == said ? null : Shown(row));
            var swapped = Said("names-swapped");
            var (given, family) = swapped ? (row.Family, row.Given) : (row.Given, row.Family);

            var names = (given != clean.Given) || (family != clean.Family);
            Agrees(names, Said("nickname", "given-variant", "placeholder", "known-as", "alias", "given-typo", "middle-merged", "family-variant", "family-changed", "double-barrelled", "family-typo"));
            Agrees(given != clean.Given && !Said("alias"), Said("nickname", "given-variant", "placeholder", "known-as", "given-typo", "middle-merged") && !Said("alias"));
            Agrees(family != clean.Family && !Said("alias"), Said("family-variant", "family-changed", "double-barrelled", "family-typo") && !Said("alias"));
            Agrees(row.Middle != clean.Middle && clean.Middle.Length > 0, Said("middle-merged", "placeholder") && clean.Middle.Length > 0);
            Agrees(row.Born != clean.Born, Said("birth-digit", "birth-day-month", "birth-first-january", "birth-year", "birth-missing"));
            Agrees(row.Postcode != clean.Postcode, Said("moved", "postcode-missing", "postcode-typo", "postcode-outward"));
            Agrees(row.Sex != clean.Sex, Said("sex-missing", "sex-wrong"));
            Agrees(row.NhsNumber != clean.NhsNumber, Said("nhs-typo"));
            Agrees(row.Address == clean.Address || Said("moved", "postcode-missing", "postcode-outward", "address-form"), true);
        }
    }

    [Fact]
    public void A_pair_without_label_says_the_same_in_both_files_wherever_both_say_anything()
    {
        Files.Write(MadeUp.Request(ErrorRates.Usual), _folder);
        var right = MadeUp.Read(_folder, "right.csv").ToDictionary(r => r["truth"]);
        var pairs = MadeUp.Read(_folder, "left.csv").Where(l => l["errors"] == "" && right.TryGetValue(l["truth"], out var r) && r["errors"] == "").ToList();

        pairs.Count.ShouldBeGreaterThan(3_000);
        string[] fields = ["nhs_number", "upn", "given_name", "middle_names", "family_name", "birth_date", "sex", "address", "postcode", "school", "origin"];
        foreach (var left in pairs)
        {
            var other = right[left["truth"]];
            fields.Where(f => left[f] != "" && other[f] != "" && left[f] != other[f]).ShouldBeEmpty();
        }
    }

    [Fact]
    public void So_many_people_as_asked_for_are_in_both_files_and_nobody_is_twice_in_one()
    {
        Files.Write(MadeUp.Request(ErrorRates.Usual, 5_000) with { Overlap = 0.6 }, _folder);
        var left = MadeUp.Read(_folder, "left.csv");
        var right = MadeUp.Read(_folder, "right.csv");

        (left.Count, right.Count).ShouldBe((5_000, 5_000));
        left.Select(l => l["truth"]).Intersect(right.Select(r => r["truth"])).Count().ShouldBe(3_000);
        left.DistinctBy(l => l["truth"]).Count().ShouldBe(5_000);
        left.Concat(right).DistinctBy(l => l["id"]).Count().ShouldBe(10_000);
    }

    [Theory]
    [InlineData("usual", false)]
    [InlineData("hard", true)]
    public void The_same_seed_makes_the_same_bytes_and_another_makes_others(string errors, bool everybody)
    {
        var request = MadeUp.Request(errors == "hard" ? ErrorRates.Hard : ErrorRates.Usual, 3_000, everybody: everybody);
        string[] Bytes(string name, long seed)
        {
            var folder = Path.Combine(_folder, name);
            Files.Write(request with { Seed = seed }, folder);
            return [.. new[] { "left.csv", "right.csv", "twins.csv" }.Select(f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, f)))))];
        }

        var first = Bytes("first", 7);
        Bytes("again", 7).ShouldBe(first);
        Bytes("other", 8).Intersect(first).ShouldBeEmpty();
    }

    private static string Shown(Row row) => $"{row} and not {row.Clean}";
}
