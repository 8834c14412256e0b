using Trellis.Households.Making;
using Trellis.Households.Recording;

namespace Trellis.Tests.Households;

/// <summary>Twins are where matching fails: they must be real ones, and different people.</summary>
public sealed class TwinsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_of_twins_pairs_different_children_of_one_birth()
    {
        Files.Write(MadeUp.Request(ErrorRates.Usual), _folder);
        var left = MadeUp.Read(_folder, "left.csv").ToDictionary(l => l["id"]);
        var right = MadeUp.Read(_folder, "right.csv").ToDictionary(r => r["id"]);
        var twins = MadeUp.Read(_folder, "twins.csv");

        twins.Count.ShouldBeGreaterThan(300);
        foreach (var (l, r) in twins.Select(t => (left[t["left"]], right[t["right"]])))
        {
            l["truth"].ShouldNotBe(r["truth"]);
            if (l["errors"] == "" && r["errors"] == "")
            {
                (l["birth_date"], l["postcode"]).ShouldBe((r["birth_date"], r["postcode"]));
                l["given_name"].ShouldSatisfyAllConditions(() => (l["given_name"] != r["given_name"] || l["middle_names"] != r["middle_names"] || l["middle_names"] == "").ShouldBeTrue());
            }
        }
    }

    [Fact]
    public void No_pair_of_twins_is_left_out_and_none_is_of_one_person()
    {
        var rows = MadeUp.Rows(MadeUp.Request(ErrorRates.Hard));
        var right = rows.Right.Select(r => r.Person).ToHashSet();

        rows.Twins.Count.ShouldBe(rows.Left.Count(l => l.Person.Twin is { } twin && right.Contains(twin)));
        rows.Twins.ShouldAllBe(t => t.Left.Person.Twin == t.Right.Person && t.Left.Person != t.Right.Person);
    }

    [Fact]
    public void About_three_births_in_two_hundred_are_of_twins_and_nearly_all_have_names_of_their_own()
    {
        var children = MadeUp.Households(60_000).SelectMany(h => h.Children).ToList();
        var twins = children.Where(c => c.Twin is not null).ToList();
        var births = children.Count - (twins.Count / 2);

        ((twins.Count / 2.0) / births).ShouldBe(Population.TwinBirths, 0.0025);
        twins.ShouldAllBe(t => t.Twin!.Twin == t && t.Twin.Born == t.Born && t.Twin.Household == t.Household && t.Given + t.Middle != t.Twin.Given + t.Twin.Middle);
        // A first name of honour that all sons of a family have is a custom; beyond it no two are called the same.
        twins.Count(t => t.Given == t.Twin!.Given && t.Given != t.Origin.FirstName).ShouldBe(0);
        twins.Average(t => t.Sex == t.Twin!.Sex ? 1.0 : 0).ShouldBe(0.67, 0.06);
    }
}
