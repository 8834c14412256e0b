using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>A workshop from its plan to what it changed: booked without an account, waited for, given to a colleague, cancelled late, attended, judged.</summary>
public sealed class From_catalogue_to_evaluation(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_nursery_worker_without_an_account_books_cancels_late_and_is_charged_unless_a_colleague_comes()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var workshop = await PlannedAsync(manager, "Spotting neglect early", capacity: "2", day: "21 4 2026");

        // Clashes are told of before a second workshop takes the same trainer and room.
        var page = await manager.Opens($"/training/workshops/{workshop}");
        page = await (await page.Follows("Training")).Follows("Courses");
        page = await (await page.Follows("Spotting neglect early")).Follows("Plan a workshop");
        page = await Filled(page, "21 4 2026", "9").Presses("Plan it");
        page.Said.ShouldContain("Perpetua Vance gives Spotting neglect early");
        page.Said.ShouldContain("is in Fern Room, Town Hall then");

        var (worker, second, third) = (Site.Visitor(), Site.Visitor(), Site.Visitor());
        page = await worker.Opens("/courses?words=neglect");
        page = await page.Follows("Spotting neglect early");
        page.Table("When it is held").ShouldHaveSingleItem()["Places"].ShouldBe("2 places free");
        page = await page.Follows("Book a place on 21 April 2026, 9:30am to 4pm");
        page.Heading.ShouldBe("Your email address", "nobody books in another's name");
        (await page.Fill("Email address", "nobody").Presses("Send me a code")).Errors.ShouldBe(["Enter an email address in the correct format, like name@example.com"]);
        page = await page.Fill("Email address", "Ottoline@Sunbeam.example").Presses("Send me a code");
        (await page.Fill("Your code", "000000").Presses("Continue")).Errors.ShouldBe(["That is not the code. After 5 wrong codes it stops working"]);
        page = await page.Fill("Your code", await Site.CodeFor("ottoline@sunbeam.example")).Presses("Continue");
        page.SummaryValue("Booked for").ShouldBe("ottoline@sunbeam.example");
        (await page.Presses("Book the place")).Errors.ShouldBe(["Enter your full name"]);
        page = await page.Fill("Your full name", "Ottoline Marsh").Fill("What kind of organisation do you work for?", "Nursery or childminder").Fill("What is it called?", "Sunbeam Nursery").Fill("What do you do?", "Works with children, families or adults").Fill("Is there anything you need to take part?", "A hearing loop").Presses("Book the place");
        page.Done.ShouldBe("Your place is booked", page.Said);
        page.Said.ShouldContain("Cancelling costs nothing until 6 April 2026");
        var own = page.Path;
        (await Site.Books(second, workshop, "Barnaby Flood", "barnaby@sunbeam.example")).Done.ShouldBe("Your place is booked");
        page = await Site.Books(third, workshop, "Celandine Rook", "celandine@other.example", organisation: "Otter Childcare");
        page.Done.ShouldBe("You are on the waiting list");
        page.SummaryValue("State").ShouldBe("Waiting list, 0 people before you");
        (await Site.Books(third, workshop, "Celandine Rook", "celandine@other.example")).Errors.ShouldBe(["Celandine Rook is down for this workshop already: waiting list"]);
        (await second.Opens(own)).Status.ShouldBe(HttpStatusCode.NotFound, "another's booking");
        (await Count("training.charge")).ShouldBe(0, "nobody pays for a place or for waiting");

        // Ten days before, and two; each once.
        (await Stage.PassesTraining("2026-04-11")).Reminded.ShouldBe(2);
        (await Stage.PassesTraining()).Reminded.ShouldBe(0);
        (await Site.Posts()).Carried.Count(l => l.Subject == "Soon: Spotting neglect early").ShouldBe(2);

        // Late: a warning, a charge, and the place goes to who has waited.
        Stage.Clock.Set("2026-04-14");
        await Site.Proves(second, "barnaby@sunbeam.example");
        page = await (await second.Opens("/courses/bookings")).Follows("Spotting neglect early");
        page.Said.ShouldContain("Cancelling costs £45.00, unless a colleague comes instead");
        page = await page.Presses("Cancel the booking");
        page.Done.ShouldBe("Cancelled. The charge is £45.00");
        (await Stage.StatesOf(workshop)).ShouldBe("Ottoline Marsh confirmed, Barnaby Flood cancelled, Celandine Rook offered");
        await Site.Proves(third, "celandine@other.example");
        page = await (await (await third.Opens("/courses/bookings")).Follows("Spotting neglect early")).Presses("Take the place");
        page.Done.ShouldBe("Your place is booked");

        // A colleague comes: nothing is charged, and the booking is theirs.
        await Site.Proves(worker, "ottoline@sunbeam.example");
        page = await worker.Opens(own);
        (await page.Fill("Their full name", "Perdita Vole").Fill("Their email address", "celandine@other.example").Presses("Give them the place")).Errors.ShouldBe(["Your colleague is down for this workshop already"]);
        page = await page.Fill("Their full name", "Perdita Vole").Fill("Their email address", "perdita@sunbeam.example").Presses("Give them the place");
        page.Done.ShouldBe("Perdita Vole has the place now. Nothing is charged");
        (await Count("training.charge")).ShouldBe(1);
        (await Stage.StatesOf(workshop)).ShouldBe("Perdita Vole confirmed, Barnaby Flood cancelled, Celandine Rook confirmed");
        (await Site.Posts()).Carried.Select(l => $"{l.To}: {l.Subject}").ShouldContain("perdita@sunbeam.example: Booked: Spotting neglect early");

        // On the day: the trainer's list, the code on the wall, somebody who was not booked.
        Stage.Clock.Set(new DateTimeOffset(2026, 4, 21, 9, 0, 0, TimeSpan.Zero));
        var (trainer, other) = (await SignedIn(Trainer), await SignedIn(Trainer, "RBKC", null, 2));
        (await other.Opens($"/training/workshops/{workshop}")).Said.ShouldNotContain("Perdita Vole", customMessage: "not theirs to know");
        (await other.Opens($"/training/workshops/{workshop}/attendance")).Status.ShouldBe(HttpStatusCode.NotFound);
        page = await (await trainer.Opens($"/training/workshops/{workshop}")).Follows("Take attendance");
        var wall = new Uri(page.Links.Single(l => l.Contains("/courses/here/", StringComparison.Ordinal))).AbsolutePath;
        var atWall = await Site.Visitor().Opens(wall);
        (await atWall.Fill("Your booking reference or email address", "nobody@sunbeam.example").Presses("I am here")).Errors.ShouldBe(["There is no booking for this workshop with that reference or email address. Ask the trainer"]);
        (await atWall.Fill("Your booking reference or email address", "perdita@sunbeam.example").Presses("I am here")).Done.ShouldBe("Thank you. You are on the list");
        page = await trainer.Opens($"/training/workshops/{workshop}/attendance");
        (await page.Fill("Their email address", "x@sunbeam.example").Fill("Their full name", "Hollis Bream").Fill("What kind of organisation do they work for?", "Nursery or childminder").Fill("What is it called?", "Sunbeam Nursery").Fill("What do they do?", "Volunteer").Presses("Put them on the list")).Errors.ShouldBe(["All 2 places are taken"]);
        page = await (await trainer.Opens($"/training/workshops/{workshop}/attendance")).Presses("Close attendance");
        page.Done.ShouldBe("Attendance is closed. 1 person came, 1 person is charged", $"{page.Status} {string.Join(';', page.Errors)} {Site.Failures}");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(kind || ' ' || amount || ' ' || rules, ', ' order by made_on) from training.charge")).ShouldBe("late-cancellation 45 2026-04, no-show 75 2026-04");
        (await Site.Visitor().Opens(wall)).Status.ShouldBe(HttpStatusCode.NotFound, "attendance is closed");

        // The charges: a waiver wants a reason; the list goes out.
        manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        page = await manager.Opens("/training/charges");
        page.Table("Charges").Count.ShouldBe(2);
        var waive = page.Buttons.First(b => b.StartsWith("Waive it for Barnaby Flood", StringComparison.Ordinal));
        (await page.Presses(waive)).Errors.ShouldBe(["Enter why it is waived"]);
        page = await (await manager.Opens("/training/charges")).Fill("Why is it waived?", "Their child was ill").Presses(waive);
        page.Done.ShouldBe("Waived");
        page.Table("Charges").Count.ShouldBe(1);
        (await (await manager.Fetches("/training/charges?handler=Csv&show=all")).Content.ReadAsStringAsync()).ShouldContain("Their child was ill");
        (await Count("record.view", "what = 'training-charges-export'")).ShouldBe(1);
        (await (await SignedIn(SchoolLead)).Opens("/training/charges")).Status.ShouldBe(HttpStatusCode.Forbidden);

        await EvaluatedAsync(manager, workshop);
    }

    /// <summary>What it taught, what changed, and the certificate.</summary>
    private async Task EvaluatedAsync(Visitor manager, string workshop)
    {
        var perdita = Site.Visitor();
        var mail = await Site.Posts();
        mail.Carried.Select(l => $"{l.To}: {l.Subject}").ShouldContain("perdita@sunbeam.example: What did you think of it: Spotting neglect early");
        await Site.Proves(perdita, "perdita@sunbeam.example");
        var page = await (await perdita.Opens("/courses/bookings")).Follows("Spotting neglect early");
        page = await page.Follows("Say what you think of it");
        (await page.Presses("Send")).Errors.ShouldBe(["Select your knowledge before, for outcome 1"]);
        foreach (var what in new[] { "knowledge", "confidence" })
        {
            foreach (var outcome in new[] { 1, 2 }) { page = page.Fill($"Your {what} before the workshop, for outcome {outcome}", "2, satisfactory").Fill($"Your {what} now, for outcome {outcome}", "4, excellent"); }
        }

        page = await page.Fill("How was it altogether?", "4, excellent").Fill("What will you do differently?", "Ask who cooks").Presses("Send");
        page.Done.ShouldBe("Thank you. Your answers help the next workshop");
        page.Links.ShouldContain("Download your certificate");
        var code = await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select lower(certificate) from training.booking where certificate is not null");
        page = await Site.Visitor().Opens($"/courses/certificates/{code}");
        page.SummaryValue("Who").ShouldBe("Perdita Vole, Sunbeam Nursery");
        (await Site.Visitor().Opens("/courses/certificates/ZZZZZZZZZZZZ")).Status.ShouldBe(HttpStatusCode.NotFound);

        // Three months later, twice more, and never again.
        foreach (var (day, asked) in new[] { ("2026-07-20", 0), ("2026-07-21", 1), ("2026-07-22", 0), ("2026-08-04", 1), ("2026-08-18", 1), ("2026-09-01", 0), ("2026-10-01", 0) }) { (await Stage.PassesTraining(day)).Asked.ShouldBe(asked, day); }
        await Site.Proves(perdita, "perdita@sunbeam.example");
        page = await (await (await perdita.Opens("/courses/bookings")).Follows("Spotting neglect early")).Follows("Say what changed since");
        page.Said.ShouldContain("Ask who cooks");
        page = await page.Fill("Did your work change because of it?", "A lot").Fill("An example", "We ask now").Presses("Send");
        page.Done.ShouldStartWith("Thank you");
        manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        page = await (await manager.Opens($"/training/workshops/{workshop}")).Follows("Training");
        page = await (await page.Follows("Courses")).Follows("Spotting neglect early");
        page.SummaryValue("Came, of those booked").ShouldBe("50.0%, 1 of 2");
        page.SummaryValue("Answered what changed since").ShouldBe("100.0%, 1 of 1");
        page.SummaryValue("How it was altogether").ShouldBe("Fewer than 5 answers");
        page = await (await page.Follows("Training")).Follows("The year");
        page.SummaryValue("Booking rate").ShouldStartWith("100.0%: 2 booked of 2 places");
        page.SummaryValue("Income").ShouldStartWith("£");
        foreach (var table in new[] { "course", "workshop", "session", "leader", "trainer", "delegate", "booking", "charge", "proof", "letter", "evaluation", "rating", "follow_up" })
        {
            (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from training.{table}")).ShouldBe(0, $"nobody asking: {table}");
        }
    }

    /// <summary>A course with two outcomes, a trainer with an account, and a workshop that is open. Gives its reference.</summary>
    private async Task<string> PlannedAsync(Visitor manager, string title, string capacity, string day)
    {
        var page = await manager.Opens("/training/trainers");
        (await page.Presses("Add them")).Errors.ShouldBe(["Enter the trainer’s name"]);
        page = await page.Fill("Full name", "Perpetua Vance").Fill("Agency", "Open Doors").Fill("Email address of their account", Stage.EmailOf(Trainer, "RBKC", null, 1)).Presses("Add them");
        page.Done.ShouldBe("Perpetua Vance is in the pool");
        page = await (await (await manager.Opens("/training?show=courses")).Follows("Write a course")).Presses("Save");
        page.Errors.ShouldBe(["Select the part of the programme"]);
        page = await page.Fill("Title", title).Fill("Part of the programme", "Core").Fill("Level", "Level 3, working with children and families").Fill("What it is about", "How neglect looks in a nursery, and what to do").Fill("Who it is for", "Nursery staff")
            .Fill("Learning outcomes", "Knows the signs\nKnows whom to tell").Fill("The public catalogue", "It is in the catalogue, and its workshops can be booked").Presses("Save");
        page.Done.ShouldBe("Saved", page.Said);
        page = await page.Follows("Plan a workshop");
        (await page.Fill("How many places?", "many").Presses("Plan it")).Errors.ShouldContain("The number of places must be a number, like 25");
        page = await Filled(page, day, capacity).Presses("Plan it");
        page.Done.ShouldBe("Planned. Open it when it may be booked", page.Said);
        var reference = page.Path.Split('/')[^1];
        (await Site.Visitor().Opens($"/courses/book/{reference}")).Heading.ShouldBe("Your email address");
        (await page.Presses("Open it for booking")).Done.ShouldBe("It can be booked now");
        return reference;
    }

    private static TestPage Filled(TestPage page, string day, string capacity) => page
        .Fill("In which area?", "Royal Borough of Kensington and Chelsea").Fill("How long is it?", "A day or more").Fill("Who gives it?", "Perpetua Vance, Open Doors").Fill("Which day?", day).Fill("From when?", "9:30am").Fill("Until when?", "4pm")
        .Fill("How do people take part?", "In person").Fill("Where?", "Fern Room, Town Hall").Fill("How many places?", capacity).Fill("What does it cost?", "120");
}
