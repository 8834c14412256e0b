using FsCheck;
using FsCheck.Fluent;
using Trellis.Matching.Blocking;
using Trellis.Matching.Deciding;
using Trellis.Matching.Index;

using Outcome = Trellis.Matching.Deciding.Outcome;

namespace Trellis.Tests.Matching;

/// <summary>What must never be joined without somebody looking, however much agrees.</summary>
public sealed class Twins_are_not_joined
{
    private static readonly Known Child = new("Amara", "Grace", "Okonjo-Bell", "2016-05-17", "F", "W10 5BN", "12 Golborne Road");

    [Theory]
    [InlineData("Chidi", "M")]
    [InlineData("Chidi", "F")]
    [InlineData("Ngozi", null)]
    public void Another_given_name_in_one_household_is_a_possible_twin(string given, string? sex)
    {
        var found = Ask(Child with { GivenName = given, MiddleNames = null, Sex = sex });

        found.Outcome.ShouldBe(Outcome.Different);
        Verdicts.Say(found.Guard).ShouldBe("possible twin or sibling");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Baby")]
    [InlineData("Twin 1")]
    public void Family_name_birth_date_and_address_alone_are_never_enough(string? given)
    {
        var found = Ask(Child with { GivenName = given, MiddleNames = null });

        found.Outcome.ShouldBe(Outcome.Review);
        found.Guard.ShouldBe(Guard.NoGivenName);
    }

    [Fact]
    public void A_number_on_both_joins_without_a_given_name() =>
        Ask(Child with { GivenName = "Baby", MiddleNames = null, NhsNumber = "9990000018" }, Child with { NhsNumber = "9990000018" }).Outcome.ShouldBe(Outcome.Same);

    [Fact]
    public void Two_valid_numbers_are_never_one_person_without_a_look() =>
        Ask(Child with { NhsNumber = "9990000026" }, Child with { NhsNumber = "9990000018" }).Guard.ShouldBe(Guard.TwoNumbers);

    [Fact]
    public void A_twin_with_the_others_number_is_looked_at() =>
        Ask(Child with { GivenName = "Chidi", MiddleNames = null, Sex = "M", NhsNumber = "9990000018" }, Child with { NhsNumber = "9990000018" }).Outcome.ShouldBe(Outcome.Review);

    [Fact]
    public void Brothers_of_one_first_name_and_other_middle_names_are_possible_twins()
    {
        var one = new Known("Mohammed", "Ali", "Rahman", "2016-05-17", "M", "E1 6AN");

        Ask(one with { MiddleNames = "Hassan" }, one).Guard.ShouldBe(Guard.TwinOrSibling);
    }

    [Fact]
    public void Brothers_of_one_name_and_other_birth_dates_are_looked_at() =>
        Ask(Child with { MiddleNames = null, BirthDate = "2011-11-28" }).Outcome.ShouldNotBe(Outcome.Same);

    [Fact]
    public void The_same_child_by_another_spelling_is_the_same() =>
        Ask(new Known("Muhammad", null, "Rahmann", "2016-05-17", "M", "E1 6AN"), new Known("Mohammed", "Ali", "Rahman", "2016-05-17", "M", "E1 6AN")).Outcome.ShouldNotBe(Outcome.Different);

    [Fact]
    public void Groups_never_hold_two_who_are_apart_and_nobody_is_in_two() =>
        Prop.ForAll(Arb.From(AnyPairs), pairs =>
        {
            var distinct = pairs.DistinctBy(p => (Math.Min(p.A, p.B), Math.Max(p.A, p.B))).Where(p => p.A != p.B).ToList();
            var groups = Clusters.Group(12, distinct, i => distinct[i].Bits < -5 ? Tie.Apart : distinct[i].Bits > 4 ? Tie.Joins : Tie.Weak, 0, -8, 14);
            return groups.Length == 12 && groups.All(g => groups[g] == g) && distinct.Where(p => p.Bits < -5).All(p => groups[p.A] != groups[p.B]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static readonly Gen<List<Pair>> AnyPairs =
        Gen.Choose(0, 11).Two().Zip(Gen.Choose(-10, 15)).Select(p => new Pair(p.Item1.Item1, p.Item1.Item2, p.Item2)).ListOf().Select(p => p.ToList());

    /// <summary>What the index says of somebody known, among others, when somebody is typed.</summary>
    private static Candidate Ask(Known typed, Known? known = null)
    {
        using var index = new PeopleIndex();
        for (var i = 0; i < 200; i++) { index.Put(Guid.NewGuid(), new Known($"Other{i}", null, $"Person{i % 17}", $"20{10 + (i % 9)}-0{1 + (i % 9)}-1{i % 9}", "M", $"N{1 + (i % 9)} 1AA")); }
        var id = Guid.NewGuid();
        index.Put(id, known ?? Child);
        return index.Find(typed).Single(c => c.Id == id);
    }
}
