using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Sittings;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Conferences;

/// <summary>Every page about the meeting of a step, asked by every role: of the area, of an agency that is invited, of one that is not, of another area.</summary>
public sealed class Who_opens_a_meeting(TestSite site) : OnSite(site)
{
    private const string Mother = "{mother}";

    /// <summary>Page, the act it asks for, and what it answers whoever may work on a meeting that is called and to come.</summary>
    private static readonly (string Page, string Act, int Answer)[] Pages =
    [
        ("", ActWords.ViewStep, 200), ("/call", ActWords.Convene, 200), ("/invite", ActWords.Convene, 200), ("/attendance", ActWords.Convene, 302), ("/end", ActWords.Adjourn, 200), ("/act", ActWords.SetStepAction, 200),
        ($"/said/{Mother}", ActWords.Convene, 200), ($"/withdraw/{Mother}", ActWords.Convene, 200), ($"/link/{Mother}", ActWords.Convene, 200), ("/send", ActWords.SendRecord, 302), ($"/send/{Mother}", ActWords.SendRecord, 302),
    ];

    [Fact]
    public async Task Those_of_the_area_who_may_and_nobody_else()
    {
        var (conference, mother, invitation) = await AMeeting();
        var wrong = new List<string>();
        foreach (var role in Stage.Practised.Model.Roles)
        {
            bool May(string act) => role.Acts.Contains(act) || role.Acts.Contains($"{act.Split('.')[0]}.*");
            var visitor = await SignedIn(role.Id);
            var police = role.Id is PoliceOfficer or BoardMember or SafeguardingLead or PanelMember;
            foreach (var (page, act, answer) in Pages)
            {
                var expected = !May(act) ? 403 : role.SeesArea ? answer : police ? 403 : 404;
                var address = $"/steps/{conference.Id}/meeting{page.Replace(Mother, mother.ToString(), StringComparison.Ordinal)}";
                var got = (int)(await visitor.Sends(HttpMethod.Get, address, follow: false)).Status;
                if (got != expected) { wrong.Add($"{role.Id} {page}: {got}, not {expected}"); }
            }

            var own = (int)(await visitor.Sends(HttpMethod.Get, $"/invitations/{invitation}", follow: false)).Status;
            if (own != (!May(ActWords.Contribute) ? 403 : police ? 200 : 404)) { wrong.Add($"{role.Id} invitation: {own}"); }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_changes_anything_by_sending_its_forms()
    {
        var (conference, mother, _) = await AMeeting();
        var before = await WrittenAsync();
        foreach (var (role, area) in new[] { (PoliceOfficer, "RBKC"), (Referrer, "RBKC"), (BusinessManager, "RBKC"), (FrontDoorWorker, "RBKC"), (TeamManager, "WCC"), (ConferenceChair, "WCC") })
        {
            var visitor = await SignedIn(role, area);
            var token = (await visitor.Opens("/work")).FormOf("Sign out").Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
            foreach (var page in Pages.Select(p => p.Page).Where(p => p.Length > 0).Append($"/send/{Mother}?handler=Send"))
            {
                var answer = await visitor.Sends(HttpMethod.Post, $"/steps/{conference.Id}/meeting{page.Replace(Mother, mother.ToString(), StringComparison.Ordinal)}", [token, KeyValuePair.Create("How", "letter"), KeyValuePair.Create("Why", "x"), KeyValuePair.Create("Ending", "cancelled"), KeyValuePair.Create("ToDo", "x")], follow: false);
                answer.Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest);
            }
        }

        (await WrittenAsync()).ShouldBe(before);
        (await (await SignedIn(TeamManager, "WCC")).Opens($"/steps/{conference.Id}/meeting")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_step_that_is_no_meeting_has_no_meeting()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var contact = await Stage.Step("contact", child);
        (await (await SignedIn(TeamManager)).Opens($"/steps/{contact.Id}/meeting")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> WrittenAsync() =>
        string.Join(' ', await Count("record.act", "word not in ('access.refused', 'access.hidden') and word not like 'sign-in.%'"), await Count("casework.sitting"), await Count("casework.invited"), await Count("casework.sent"), await Count("casework.guest_link"), await Count("actions.action"));

    /// <summary>A conference that is to come, with the mother and the police invited.</summary>
    private async Task<(CaseStep Conference, Guid Mother, Guid Police)> AMeeting()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);
        var (mother, police) = (Guid.Empty, Guid.Empty);
        await As(ConferenceChair).DoesTo(conference, ActWords.Convene, null, async (services, step) =>
        {
            var meetings = services.GetRequiredService<StepMeetings>();
            var work = services.GetRequiredService<StepWork>();
            var meeting = (await meetings.OfAsync(step, work.Definition(step)))!;
            Player.Allowed(meetings.Call(step, meeting, new SittingWhen(Stage.Clock.Now.AddDays(5), "online", "", "")));
            mother = Player.Allowed(meetings.Invite(step, meeting, new ToInvite(null, null, "Hazel Pretend", "Mother", false), false)).Id;
            police = Player.Allowed(meetings.Invite(step, meeting, new ToInvite("police", null, "", "Detective", false), true)).Id;
            return step;
        });
        return (conference, mother, police);
    }
}
