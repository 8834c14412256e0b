using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trellis.Access;
using Trellis.Modules.Agencies;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Footprint;

/// <summary>People of an agency that ended are told what it became, go on signing in, and are given no post beyond its last day.</summary>
public sealed class An_agency_that_ends(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Its_people_are_told_and_not_locked_out()
    {
        await StaffAsync("nurse@ccg.example", HealthProfessional);
        var nurse = Site.Visitor();
        var page = await nurse.SignsIn("nurse@ccg.example");
        page.Path.ShouldBe("/work");
        page.Said.ShouldContain("Your agency ended on 30 June 2022. North West London Integrated Care Board takes its place. You go on signing in as you do until your agency’s administrator ends your post");
        (await page.Follows("North West London Integrated Care Board")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await SignedIn(HealthProfessional)).Opens("/work")).Said.ShouldNotContain("Your agency end");
    }

    [Fact]
    public async Task Its_administrator_gives_no_post_beyond_its_last_day()
    {
        await StaffAsync("administrator@ccg.example", AgencyAdministrator);
        var administrator = Site.Visitor();
        var page = await administrator.SignsIn("administrator@ccg.example");
        if (page.Path is "/your-sign-in/second-factor") { await SecondFactors.SetsUp(administrator, Stage.Clock); }
        (await administrator.Opens("/staff")).Said.ShouldContain("Your agency ended on 30 June 2022.");
        page = await administrator.Opens("/staff/invite");
        page = await page.Fill("Full name", "Bryony Afterwards").Fill("Work e-mail address", "bryony@ccg.example").Fill("Role", "Health professional").Fill("Where they work", "Royal Borough of Kensington and Chelsea").Fill("First day", "5 3 2026").Presses("Invite");
        page.Errors.ShouldContain("Your agency ended on 30 June 2022. Enter that day or an earlier one: a post after it is given by North West London Integrated Care Board");
    }

    private async Task StaffAsync(string email, string role)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var (acting, db) = (scope.ServiceProvider.GetRequiredService<Acting>(), scope.ServiceProvider.GetRequiredService<TrellisDb>());
        acting.As(Actor.TheSystem("RBKC", "WCC"));
        acting.Begin(ActWords.SetUp);
        var began = LondonTimes.Day("2015-01-05");
        if (!await db.Agencies.AnyAsync(a => a.Code == "ccg")) { db.Add(Agency.Add("ccg", "Fernbank clinical commissioning group", "health", null, "RBKC", Moment.On(began))); }
        var staff = Staff.Add("Somebody of before", email, new PasswordHasher<Staff>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(null!, Stage.Password), "RBKC", Moment.On(began));
        staff.Hold("ccg", null, role, role, ["RBKC"], null, began, "RBKC");
        db.Add(staff);
        await db.SaveChangesAsync();
    }
}
