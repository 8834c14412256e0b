using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>Somebody joins: invited, sent a link, and in.</summary>
public sealed class JoinerTests(TestSite site) : OnStaff(site)
{
    [Fact]
    public async Task An_invitation_is_a_link_that_works_once_and_the_invited_chooses_the_password()
    {
        var administrator = await Administrator();
        var page = await Invites(administrator, "juniper.saltmarsh@example.org");
        page.Done.ShouldBe("Juniper Saltmarsh was invited");
        page.SummaryValue("Password").ShouldBe("Not chosen yet");
        page.SummaryValue("Last sign-in").ShouldBe("Never");
        (await Site.Visitor().SignsIn("juniper.saltmarsh@example.org", Better)).Errors.ShouldNotBeEmpty();
        var id = await IdOf("juniper.saltmarsh@example.org");

        var link = (await LinksSent()).ShouldHaveSingleItem();
        var visitor = Site.Visitor();
        var open = await visitor.Opens(link);
        open.Heading.ShouldBe("Come in to Trellis");
        open.Said.ShouldContain("You were invited by Children’s services of RBKC");
        (await open.Fill("Your password", "too short").Presses("Continue")).ErrorAt("Your password").ShouldContain("12 characters or more");
        (await (await visitor.Opens(link)).Fill("Your password", Better).Presses("Continue")).Path.ShouldBe("/work");

        (await Site.Visitor().Opens(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Site.Visitor().SignsIn("juniper.saltmarsh@example.org", Better)).Path.ShouldBe("/work");
        (await Facts(id)).Take(3).ShouldBe(["staff.invite staff.added", "staff.invite staff.invited", "sign-in.accept staff.invitation-accepted"]);
        page = await administrator.Opens($"/staff/{id}");
        page.SummaryValue("Password").ShouldBe("Chosen");
        page.SummaryValue("Last sign-in").ShouldBe("2 March 2026, 9am");
    }

    [Fact]
    public async Task The_secret_is_in_the_e_mail_and_nowhere_else()
    {
        await Invites(await Administrator(), "sealed.letter@example.org");
        var outbox = await (await SignedIn(Roles.Administrator, "RBKC", and: "WCC")).Opens("/messages/outbox");
        outbox.Text.ShouldContain("known only to whom the e-mail is to");
        outbox.Text.ShouldNotContain("sealed.letter");
        var pigeon = new Pigeon();
        await Stage.Sender(pigeon).SendDueAsync();
        var letter = pigeon.Carried.Single(c => c.To == "sealed.letter@example.org");
        letter.Subject.ShouldBe("You are invited to Trellis");
        letter.Body.ShouldNotContain("Juniper");
        var secret = letter.Body.Split('\n').Single(l => l.Contains("/sign-in/link/", StringComparison.Ordinal)).Split('/')[^1];

        foreach (var table in new[] { "messages.message", "messages.email", "agencies.link", "agencies.link_key", "record.words", "record.fact_detail" }) { (await Count(table, $"{table.Split('.')[1]}::text like '%{secret}%'")).ShouldBe(0, table); }
    }

    [Fact]
    public async Task A_week_later_it_works_no_longer_and_a_new_link_takes_its_place()
    {
        var administrator = await Administrator(number: 2);
        await Invites(administrator, "slow.to.answer@example.org");
        var id = await IdOf("slow.to.answer@example.org");
        var first = (await LinksSent())[^1];
        await (await administrator.Opens($"/staff/{id}")).Presses("Send a new link");
        var second = (await LinksSent())[^1];

        second.ShouldNotBe(first);
        (await Site.Visitor().Opens(first)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Site.Visitor().Opens(second)).Status.ShouldBe(HttpStatusCode.OK);
        Stage.Clock.Pass(TimeSpan.FromDays(7));
        (await Site.Visitor().Opens(second)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Site.Visitor().Opens("/sign-in/link/" + new string('A', 43))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_is_to_begin_later_chooses_a_password_and_comes_in_from_that_day_on()
    {
        await Invites(await Administrator(), "not.yet@example.org", from: "9 3 2026");
        var link = (await LinksSent())[^1];
        var visitor = Site.Visitor();

        var page = await (await visitor.Opens(link)).Fill("Your password", Better).Presses("Continue");

        page.Heading.ShouldBe("Your password is set");
        page.Said.ShouldContain("9 March 2026");
        (await Site.Visitor().SignsIn("not.yet@example.org", Better)).Path.ShouldBe("/sign-in");
        On("2026-03-09 08:00");
        (await Site.Visitor().SignsIn("not.yet@example.org", Better)).Path.ShouldBe("/work");
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_leads_to_setting_one_up()
    {
        await Invites(await Administrator(), "second.keeper@example.org", role: "Administrator of an agency");
        var visitor = Site.Visitor();

        (await (await visitor.Opens((await LinksSent())[^1])).Fill("Your password", Better).Presses("Continue")).Path.ShouldBe("/your-sign-in/second-factor");
        (await IsIn(visitor)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nobody_is_invited()
    {
        var administrator = await Administrator();
        var before = await Count("agencies.staff");

        (await Invites(administrator, "no address")).ErrorAt("Work e-mail address").ShouldBe("Enter an e-mail address, such as name@example.org");
        (await Invites(administrator, "a@example.org", name: " ")).ErrorAt("Full name").ShouldBe("Enter their full name");
        (await Invites(administrator, "a@example.org", from: "1 3 2026")).ErrorAt("First day").ShouldStartWith("First day must be today or later");
        (await Invites(administrator, "a@example.org", until: "1 3 2026")).ErrorAt("Last day").ShouldBe("Last day must be on or after the first day");
        (await Invites(administrator, "a@example.org", role: "Social worker")).ErrorAt("Qualification you have seen").ShouldStartWith("This role is for a social worker alone");
        (await Invites(administrator, Stage.EmailOf(Roles.SocialWorker))).ErrorAt("Work e-mail address").ShouldStartWith("Somebody of your agency signs in with this address");
        (await Invites(administrator, Stage.EmailOf(Roles.PoliceOfficer))).ErrorAt("Work e-mail address").ShouldStartWith("This address cannot be invited");
        (await Count("agencies.staff")).ShouldBe(before);
    }

    [Theory]
    [InlineData("Post.Role", "administrator", "Select a role your agency may give")]
    [InlineData("Post.Role", "information-governance-lead", "Select a role your agency may give")]
    [InlineData("Post.Role", "police-officer", "Select a role your agency may give")]
    [InlineData("Post.Areas", "WCC", "Select where they work, of the areas of your agency you act in")]
    [InlineData("Post.Qualification", "bishop", "Select a qualification, or none")]
    public async Task What_the_form_does_not_offer_is_refused(string field, string value, string words)
    {
        var administrator = await Administrator();
        var page = await administrator.Opens("/staff/invite");
        page.Fill("Full name", "Juniper Saltmarsh").Fill("Work e-mail address", "forged@example.org").Fill("Role", "Front door worker").Fill("Where they work", "Royal Borough of Kensington and Chelsea").Fill("Qualification you have seen", "None").Fill("First day", "2 3 2026");
        var form = page.FormOf("Invite").Where(f => f.Key != field).Append(new(field, value));

        (await administrator.Sends(HttpMethod.Post, "/staff/invite", form)).Errors.ShouldContain(words);
        (await Count("agencies.staff", "email = 'forged@example.org'")).ShouldBe(0);
    }

    [Fact]
    public void Roles_that_see_or_change_all_are_given_within_the_partnership_alone()
    {
        foreach (var role in Stage.Practised.Model.Roles.Where(r => r.Id is Roles.Administrator or Roles.InformationGovernanceLead)) { role.GivenBy.ShouldBe(["partnership"]); }
        string[] kinds = ["council", "health", "police", "school", "charity", "housing", "probation", "fire", "partnership"];
        Stage.Practised.Model.Roles.SelectMany(r => r.GivenBy).Distinct().ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_system_makes_the_secret_of_a_link_and_nobody_reads_what_is_kept_of_it()
    {
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Stage.SqlAsync<bool>(DatabaseRoles.App, "select agencies.make_key(uuidv7(), 'x', now())"));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from agencies.link_key"));
    }
}
