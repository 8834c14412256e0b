using Trellis.Demonstration;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Tests.Support;

namespace Trellis.Tests.Demonstration;

public sealed class Stories_are_made_up
{
    private static readonly Inventions From = Inventions.Read();

    private static readonly DateOnly Today = SmallDemonstration.Today;

    [Fact]
    public void The_same_seed_and_day_give_the_same_names_and_the_same_acts()
    {
        var (people, stories) = MakeUp(seed: 5);
        var (again, retold) = MakeUp(seed: 5);
        var (others, _) = MakeUp(seed: 6);

        Names(again).ShouldBe(Names(people));
        retold.SelectMany(Acts).ShouldBe(stories.SelectMany(Acts));
        Names(others).ShouldNotBe(Names(people));
    }

    [Fact]
    public void It_is_as_big_as_was_asked_for()
    {
        var (people, stories) = MakeUp(5, DemonstrationSize.Full);

        people.Sum(h => h.Children.Count()).ShouldBe(1200);
        people.Count.ShouldBeInRange(500, 620);
        stories.Count(s => s.Deeds.OfType<Begin>().Any(b => b.Process is "front-door")).ShouldBe(1500);
        var deeds = stories.SelectMany(s => s.Deeds).ToList();
        deeds.OfType<Correct>().Count().ShouldBe(20);
        deeds.OfType<TakeBack>().Count(t => t.WrongPerson).ShouldBe(3);
        deeds.OfType<TakeBack>().Count(t => !t.WrongPerson).ShouldBe(3);
        deeds.OfType<Join>().Count().ShouldBeGreaterThan(6);
    }

    [Fact]
    public void Everything_that_figures_count_has_happened_by_today()
    {
        var model = Stage.Practised.Model;
        var done = MakeUp(DemonstrationBuild.DefaultSeed, DemonstrationSize.Full).Stories
            .SelectMany(s => s.Deeds.OfType<Complete>().Where(d => d.At < London.MidnightOf(Today)).Select(d => $"{d.Step.Process}.{d.Step.Step}")).CountBy(kind => kind).ToDictionary();

        var counted = model.Figures.SelectMany(f => new[] { f.Counts, f.Of }.OfType<FactPattern>().Concat(model.Timescales.Where(t => t.Id == f.Timescale).SelectMany(t => t.Until.OfType<FactPattern>()))).Select(p => p.Kind).Distinct()
            .Where(kind => model.Happenings.All(h => h.Id != kind || h.By is not "record")) // what people do beside the stories: reviewing possible duplicates
            .Where(kind => !model.Reviews.Processes.Contains(kind.Split('.')[0]) && model.Processes.FirstOrDefault(p => p.Id == kind.Split('.')[0])?.HiddenTo is null); // a handful, told one by one
        counted.Where(kind => done.GetValueOrDefault(kind) < 10).Order(StringComparer.Ordinal).ShouldBeEmpty("no story tells of them, so their figures are empty in the demonstration");
    }

    [Fact]
    public void Nobody_in_it_could_be_taken_for_somebody_real()
    {
        var (people, _) = MakeUp(5, DemonstrationSize.Full);

        people.Where(h => !h.Postcode.StartsWith("ZZ", StringComparison.Ordinal)).ShouldBeEmpty();
        var families = From.FamilyFirst.SelectMany(f => From.FamilyLast.Select(l => f + l)).ToHashSet();
        people.SelectMany(h => h.People).Where(p => !families.Contains(p.FamilyName) || !From.GivenNames.Contains(p.GivenName)).ShouldBeEmpty();
        From.Staff.Where(s => !s.Email.EndsWith("@demo.example", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Ages_spread_from_the_unborn_to_those_who_have_just_grown_up()
    {
        var ages = MakeUp(5, DemonstrationSize.Full).People.SelectMany(h => h.Children).Select(c => c.AgeOn(Today)).ToHashSet();

        Enumerable.Range(-1, 20).Where(age => !ages.Contains(age)).ShouldBeEmpty();
        ages.Max().ShouldBeLessThan(20);
    }

    [Fact]
    public void Offices_keep_their_hours_on_weekends_and_bank_holidays()
    {
        var stories = MakeUp(5, DemonstrationSize.Full).Stories;
        var calendar = Stage.Practised.Calendar;

        var conferences = stories.SelectMany(s => s.Deeds).Where(d => d.By.Role is "conference-chair" or "team-manager" or "school-lead").ToList();
        conferences.ShouldNotBeEmpty();
        conferences.Where(d => !calendar.IsWorkingDay(London.DateOf(d.At)) || London.Wall(d.At).Hour is < 8 or > 18).ShouldBeEmpty();
        stories.SelectMany(s => s.Deeds).Where(d => !calendar.IsWorkingDay(London.DateOf(d.At))).ShouldNotBeEmpty();
    }

    [Fact]
    public void Words_that_are_free_name_nobody()
    {
        var names = From.GivenNames.Concat(From.Staff.SelectMany(s => s.Name.Split(' ', '-'))).ToHashSet();
        var sentences = File.ReadAllLines(Path.Combine(Platform.Checkout.Folder("demo"), "sentences.csv")).Skip(1);

        sentences.SelectMany(s => s.Split([' ', ',', '.', '"'], StringSplitOptions.RemoveEmptyEntries)).Where(word => char.IsUpper(word[0]) && names.Contains(word)).ShouldBeEmpty();
    }

    private static (IReadOnlyList<Household> People, IReadOnlyList<Story> Stories) MakeUp(int seed, DemonstrationSize? size = null)
    {
        var households = Population.Of(size ?? SmallDemonstration.Size, seed, Today, From);
        return (households, StoryPlanner.Of(size ?? SmallDemonstration.Size, seed, Today, From, Stage.Practised.Calendar, households));
    }

    private static List<string> Names(IReadOnlyList<Household> people) =>
        [.. people.SelectMany(h => h.People.Select(p => $"{h.Area} {h.Address} {h.Postcode} {p.Reference} {p.GivenName} {p.FamilyName} {p.Born:O} {p.Sex} {p.EthnicGroup} {p.School}"))];

    private static IEnumerable<string> Acts(Story story) => story.Deeds.Select(d => $"{story.Household.Number} {d.At:O} {d.By.Email} {d.Word} {d.GetType().Name} {d.Why}");
}
