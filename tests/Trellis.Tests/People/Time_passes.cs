using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.People;
using Trellis.Modules.People.Public;
using Trellis.Tests.Support;

namespace Trellis.Tests.People;

public sealed class Time_passes(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task An_18th_birthday_is_written_once_and_dated_on_the_birthday()
    {
        On("2026-03-02 10:00");
        var child = await Given.AChild(c => c.BornOn("2008-03-05"));
        await PassAsync("2026-03-04 00:10");
        (await BirthdaysAsync(child)).ShouldBeEmpty();

        await PassAsync("2026-03-07 00:10"); // nothing ran for two nights
        await PassAsync("2026-03-08 00:10");

        var birthday = (await BirthdaysAsync(child)).ShouldHaveSingleItem();
        birthday.OccurredOn.ShouldBe(LondonTimes.Day("2026-03-05"));
        birthday.DayOnly.ShouldBeTrue();
        LondonTimes.Text(birthday.Recorded).ShouldBe("2026-03-07 00:10");
    }

    /// <summary>One night, two areas: an act in each, or the readers of the second would lose who said it.</summary>
    [Fact]
    public async Task Birthdays_of_two_areas_are_an_act_in_each()
    {
        On("2026-03-02 10:00");
        var (here, there) = (await Given.AChild(c => c.BornOn("2008-03-05")), await Given.AChild(c => c.BornOn("2008-03-05").In("WCC")));

        await PassAsync("2026-03-06 00:10");

        foreach (var (child, area) in new[] { (here, "RBKC"), (there, "WCC") })
        {
            var birthday = (await BirthdaysAsync(child)).ShouldHaveSingleItem();
            (await As(Roles.TeamManager, area).Sees(db => db.Acts.Where(a => a.Id == birthday.ActId).Select(a => a.Area).ToListAsync())).ShouldBe([area]);
        }
    }

    [Fact]
    public async Task Who_was_grown_up_when_the_record_began_to_know_them_has_none()
    {
        On("2026-03-02 10:00");
        var parent = await Given.AChild(c => c.BornOn("1985-06-01"));

        await PassAsync("2026-03-09 00:10");

        (await BirthdaysAsync(parent)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2008-02-29", 18, "2026-03-01")]
    [InlineData("2008-02-29", 20, "2028-02-29")]
    [InlineData("2008-02-28", 18, "2026-02-28")]
    public void A_birthday_on_29_February_comes_on_1_March(string born, int age, string day) =>
        Ages.Birthday(LondonTimes.Day(born), age).ShouldBe(LondonTimes.Day(day));

    private async Task PassAsync(string when)
    {
        On(when);
        await using var scope = Stage.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TimePasses>().PassAsync();
    }

    private async Task<List<Platform.Record.Fact>> BirthdaysAsync(Person person) => [.. (await Stage.Facts(person)).Where(f => f.Kind == TimePasses.Turned18)];
}
