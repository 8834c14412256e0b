using System.Net;
using Trellis.Modules.Training;
using Trellis.Platform.Storage;
using Trellis.Tests.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Training;

/// <summary>A housing association wants line managers to agree; nobody else does. They answer with a link, without an account.</summary>
public sealed class A_line_manager_agrees(TestSite site) : OnSite(site)
{
    private const string Boss = "boss@meadowsweet.example";

    [Fact]
    public async Task A_place_is_held_until_the_manager_agrees_and_goes_on_when_they_do_not()
    {
        var workshop = await Stage.AWorkshop("Homes that are safe", "2026-05-12", places: 2);
        var (tansy, bracken, boss) = (Site.Visitor(), Site.Visitor(), Site.Visitor());

        // They say who their manager is: one of their agency, and not themselves.
        var page = await AsksAsync(tansy, workshop, "Tansy Brook", "tansy@meadowsweet.example", "");
        page.Errors.ShouldBe(["Enter your line manager’s email address in the correct format, like name@example.com"]);
        page.Said.ShouldContain("Meadowsweet housing association wants them to agree");
        (await page.Fill("Your line manager’s email address", "tansy@meadowsweet.example").Presses("Ask for the place")).Errors.ShouldBe(["Enter your line manager’s address, not your own"]);
        (await page.Fill("Your line manager’s email address", "friend@elsewhere.example").Presses("Ask for the place")).Errors.ShouldBe(["Your line manager’s address must be one of Meadowsweet housing association, which ends @meadowsweet.example"]);
        page = await page.Fill("Your line manager’s email address", Boss).Presses("Ask for the place");
        page.Done.ShouldBe("Your place is held. Your line manager is asked");
        page.SummaryValue("State").ShouldBe("Waiting for the line manager");
        var own = page.Path;
        var mail = await Site.Posts();
        var letter = mail.Carried.Single(l => l.To == Boss);
        letter.Subject.ShouldBe("Do you agree? Homes that are safe");
        letter.Body.ShouldNotContain("Tansy", Case.Insensitive, "no name is in a letter");
        mail.Carried.Single(l => l.To == "tansy@meadowsweet.example").Body.ShouldContain("Your place is held until");

        // A place that is held is nobody else's: the second fills the workshop, the third waits.
        (await Site.Books(Site.Visitor(), workshop, "Ottoline Marsh", "ottoline@sunbeam.example")).Done.ShouldBe("Your place is booked", "her nursery asks nobody");
        (await AsksAsync(bracken, workshop, "Bracken Hale", "bracken@meadowsweet.example", Boss, "Wait for a place")).Done.ShouldBe("You are on the waiting list. Your line manager is asked");
        (await Stage.StatesOf(workshop)).ShouldBe("Tansy Brook asked, Ottoline Marsh confirmed, Bracken Hale waiting");

        // The link opens for the address that was asked, and no other.
        var link = "/courses/agree/" + letter.Body.Split("/courses/agree/")[1].Split('\n')[0].Trim();
        (await boss.Opens(link)).Heading.ShouldBe("Your email address");
        var stranger = Site.Visitor();
        (await Site.Proves(stranger, "friend@elsewhere.example", link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await tansy.Opens(link)).Status.ShouldBe(HttpStatusCode.NotFound, "nobody agrees to their own");
        page = await Site.Proves(boss, Boss, link);
        page.SummaryValue("Who wants to come").ShouldBe("Tansy Brook, Meadowsweet");
        page = await page.Fill("Why not?", new string('x', Booking.LongestSaid + 1)).Presses("No, they cannot come");
        page.Errors.ShouldBe(["Why not must be 1000 characters or fewer"]);
        page = await (await boss.Opens("/courses/bookings")).Follows("Tansy Brook");
        page = await page.Fill("Why not?", "We are short that week").Presses("No, they cannot come");
        page.Done.ShouldBe("You did not agree. They are told");
        page.Buttons.ShouldNotContain("Yes, they can come");

        // Nothing is charged; the place is held for the next in turn, whose manager is still asked.
        (await Stage.StatesOf(workshop)).ShouldBe("Tansy Brook declined, Ottoline Marsh confirmed, Bracken Hale asked");
        (await tansy.Opens(own)).SummaryValue("What they said").ShouldBe("We are short that week");
        (await Count("training.charge")).ShouldBe(0);
        page = await (await (await boss.Opens("/courses/bookings")).Follows("Bracken Hale")).Presses("Yes, they can come");
        page.Done.ShouldBe("You agreed. They are told");
        (await Stage.StatesOf(workshop)).ShouldBe("Tansy Brook declined, Ottoline Marsh confirmed, Bracken Hale confirmed");
        (await Site.Posts()).Carried.Select(l => $"{l.To}: {l.Subject}").ShouldContain("bracken@meadowsweet.example: Booked: Homes that are safe");
        (await Count("record.view", "what = 'training-agree'")).ShouldBeGreaterThan(2);
        (await Count("record.fact", "kind in ('training.manager-asked', 'training.manager-agreed', 'training.manager-declined', 'training.held') and source_id in (select b.id from training.booking b join training.workshop w on w.id = b.workshop_id where lower(w.reference) = '" + workshop + "')")).ShouldBe(5);
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_once_more_and_then_the_place_goes_on()
    {
        var workshop = await Stage.AWorkshop("Damp and cold", "2026-06-16", places: 1);
        (await AsksAsync(Site.Visitor(), workshop, "Tansy Brook", "tansy@meadowsweet.example", Boss)).Done.ShouldBe("Your place is held. Your line manager is asked");
        (await Site.Books(Site.Visitor(), workshop, "Ottoline Marsh", "ottoline@sunbeam.example")).Done.ShouldBe("You are on the waiting list");
        (await Stage.PassesTraining("2026-03-03")).Reminded.ShouldBe(0);
        (await Stage.PassesTraining("2026-03-04")).Reminded.ShouldBe(1);
        (await Stage.PassesTraining("2026-03-05")).Reminded.ShouldBe(0, "once");
        (await Site.Posts()).Carried.Count(l => l.To == Boss && l.Subject == "Still to be answered: Do you agree? Damp and cold").ShouldBe(1);
        (await Stage.PassesTraining("2026-03-10")).Offered.ShouldBe(1);
        (await Stage.StatesOf(workshop)).ShouldBe("Tansy Brook unanswered, Ottoline Marsh offered");
        var boss = Site.Visitor();
        var reference = (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select lower(reference) from training.booking where state = 'unanswered'"))!;
        var page = await Site.Proves(boss, Boss, $"/courses/agree/{reference}");
        page.Buttons.ShouldNotContain("Yes, they can come");
        page.SummaryValue("State").ShouldBe("The line manager did not answer in time");
    }

    [Fact]
    public async Task A_manager_who_books_for_colleagues_agrees_by_it_and_nobody_else_does()
    {
        var workshop = await Stage.AWorkshop("Cuckooing", "2026-06-23", places: 5);
        (await GroupAsync("boss@meadowsweet.example", "Works with children, families or adults", "Tansy Brook, tansy@meadowsweet.example")).Errors.ShouldBe(["Line 1: Meadowsweet housing association wants their line manager to agree. They book themselves, or a manager of theirs books for them"]);
        (await GroupAsync("boss@sunbeam.example", "Manages people who do", "Tansy Brook, tansy@meadowsweet.example")).Errors.ShouldHaveSingleItem("of another agency");
        (await GroupAsync(Boss, "Manages people who do", $"The boss, {Boss}")).Errors.ShouldHaveSingleItem("nobody agrees to their own");
        var page = await GroupAsync(Boss, "Manages people who do", "Tansy Brook, tansy@meadowsweet.example");
        page.Done.ShouldBe("1 place is booked", $"{page.Status} {string.Join(';', page.Errors)} {Site.Failures}");
        (await Stage.StatesOf(workshop)).ShouldBe("Tansy Brook confirmed");

        async Task<TestPage> GroupAsync(string email, string role, string colleagues)
        {
            var form = await Site.Proves(Site.Visitor(), email, $"/courses/book/{workshop}");
            return await form.Fill("Your full name", "The boss").Fill("What kind of organisation do you work for?", "Housing").Fill("What is it called?", "Meadowsweet").Fill("What do you do?", role).Fill("Who shall come?", colleagues).Presses("Book for them");
        }
    }

    [Fact]
    public void Which_agencies_want_it_is_read_and_mistakes_are_said()
    {
        var rules = Stage.Practised.Model.Training.Approval;
        rules.For(null, "x@homes.meadowsweet.example")!.Agency.ShouldBe("housing");
        rules.For(null, "x@notmeadowsweet.example").ShouldBeNull();
        rules.For("housing", "x@demo.example")!.Title.ShouldBe("Meadowsweet housing association");
        rules.For("police", "x@meadowsweet.example").ShouldBeNull("an account says of which agency they are");
        PracticeFiles.Broken("training.yaml", "addresses: [meadowsweet.example]", "addresses: [x@meadowsweet]").Mistakes.ShouldHaveSingleItem().Message.ShouldBe("\"x@meadowsweet\" is not the end of an e-mail address");
        PracticeFiles.Broken("training.yaml", "group-by: [manager, lead]", "group-by: [boss]").Mistakes.ShouldHaveSingleItem().Message.ShouldBe("there is no role \"boss\"");
    }

    private async Task<TestPage> AsksAsync(Visitor visitor, string workshop, string name, string email, string manager, string press = "Ask for the place")
    {
        var page = await Site.Proves(visitor, email, $"/courses/book/{workshop}");
        return await page.Fill("Your full name", name).Fill("What kind of organisation do you work for?", "Housing").Fill("What is it called?", "Meadowsweet").Fill("What do you do?", "Works with children, families or adults").Fill("Your line manager’s email address", manager).Presses(press);
    }
}
