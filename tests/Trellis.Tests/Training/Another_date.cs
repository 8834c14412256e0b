using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>A booking is moved to another date of the same course in one step, past nobody.</summary>
public sealed class Another_date(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task In_time_it_costs_nothing_and_on_a_full_date_one_waits_behind_the_others()
    {
        var (first, second, third) = (await Stage.AWorkshop("Quiet signs", "2026-05-12", places: 1), await Stage.AWorkshop("Quiet signs", "2026-06-09", places: 1), await Stage.AWorkshop("Quiet signs", "2026-06-30", places: 1));
        await Stage.AWorkshop("Something else", "2026-06-10");
        var (ottoline, barnaby, celandine) = (Site.Visitor(), Site.Visitor(), Site.Visitor());
        await Site.Books(ottoline, first, "Ottoline Marsh", "ottoline@sunbeam.example");
        await Site.Books(barnaby, first, "Barnaby Flood", "barnaby@sunbeam.example");
        await Site.Books(celandine, second, "Celandine Rook", "celandine@sunbeam.example");

        var page = await (await ottoline.Opens("/courses/bookings")).Follows("Quiet signs");
        page.Said.ShouldNotContain("10 June 2026", customMessage: "another course");
        (await page.Presses("Move it")).Errors.ShouldBe(["Select another date"]);
        page = await page.Fill("Which date?", "30 June 2026, 9:30am to 12:30pm, Fern Room: 1 place free").Presses("Move it");
        page.Done.ShouldBe("Moved. Your place is booked");
        (await Stage.StatesOf(first)).ShouldBe("Ottoline Marsh cancelled, Barnaby Flood offered", "whoever waited is offered the place");
        (await Stage.StatesOf(third)).ShouldBe("Ottoline Marsh confirmed");
        (await Count("training.charge")).ShouldBe(0);
        var mail = (await Site.Posts()).Carried.Where(l => l.To == "ottoline@sunbeam.example").Select(l => l.Subject).ToArray();
        mail.ShouldContain("Booked: Quiet signs");
        mail.ShouldNotContain("Cancelled: Quiet signs", "one letter says it all");

        // The second date is full: one waits, and has given up the place.
        page = await page.Fill("Which date?", "9 June 2026, 9:30am to 12:30pm, Fern Room: full, 0 people wait").Presses("Move it");
        page.Done.ShouldBe("Moved. You are on the waiting list");
        (await Stage.StatesOf(third)).ShouldBe("Ottoline Marsh cancelled");
        (await Stage.StatesOf(second)).ShouldBe("Celandine Rook confirmed, Ottoline Marsh waiting");
        page.SummaryValue("State").ShouldBe("Waiting list, 0 people before you");

        // Behind whoever waits there already, though the place itself is free; and not twice on one date.
        page = await (await celandine.Opens("/courses/bookings")).Follows("Quiet signs");
        page = await page.Fill("Which date?", "30 June 2026, 9:30am to 12:30pm, Fern Room: 1 place free").Presses("Move it");
        page.Done.ShouldBe("Moved. Your place is booked");
        (await Stage.StatesOf(second)).ShouldBe("Celandine Rook cancelled, Ottoline Marsh offered");
        (await Count("record.fact", "kind = 'training.changed-date'")).ShouldBe(3);
    }

    [Fact]
    public async Task Late_it_costs_what_cancelling_costs_and_a_fee_that_was_paid_counts_for_the_new_date()
    {
        var (soon, later) = (await Stage.AWorkshop("Loud signs", "2026-05-12"), await Stage.AWorkshop("Loud signs", "2026-06-09"));
        var (nursery, school) = (Site.Visitor(), Site.Visitor());
        await Site.Books(nursery, soon, "Ottoline Marsh", "ottoline@sunbeam.example");
        await Site.Books(school, soon, "Hollis Bream", "hollis@thistledown.example", "Independent school", "Thistledown");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select kind || ' ' || amount from training.charge")).ShouldBe("fee 60");
        var charges = await (await SignedIn(BusinessManager, "RBKC", "WCC")).Opens("/training/charges");
        (await charges.Presses(charges.Buttons.Single(b => b.StartsWith("Paid for Hollis Bream", StringComparison.Ordinal)))).Done.ShouldBe("Noted as paid");
        var page = await (await school.Opens("/courses/bookings")).Follows("Loud signs");
        page = await page.Fill("Which date?", "9 June 2026, 9:30am to 12:30pm, Fern Room: 2 places free").Presses("Move it");
        page.Done.ShouldBe("Moved. Your place is booked");
        (await Count("training.charge")).ShouldBe(1, "paid once");
        var moved = page.Path;

        Stage.Clock.Set("2026-05-06");
        await Site.Proves(nursery, "ottoline@sunbeam.example");
        page = await (await nursery.Opens("/courses/bookings")).Follows("Loud signs");
        page.Said.ShouldContain("Moving so late costs £25.00");
        page = await page.Fill("Which date?", "9 June 2026, 9:30am to 12:30pm, Fern Room: 1 place free").Presses("Move it");
        page.Done.ShouldBe("Moved. Your place is booked. The charge is £25.00");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(kind, ', ' order by kind) from training.charge where paid_on is null and waived_on is null")).ShouldBe("late-cancellation");

        // Whoever pays, and moves late, pays for both.
        Stage.Clock.Set("2026-06-04");
        var last = await Stage.AWorkshop("Loud signs", "2026-07-07");
        await Site.Proves(school, "hollis@thistledown.example");
        page = await (await school.Opens(moved)).Fill("Which date?", "7 July 2026, 9:30am to 12:30pm, Fern Room: 2 places free").Presses("Move it");
        page.Done.ShouldBe("Moved. Your place is booked");
        (await Stage.StatesOf(last)).ShouldBe("Hollis Bream confirmed");
        (await Count("training.charge", "kind = 'fee' and paid_on is null and waived_on is null")).ShouldBe(1);
    }
}
