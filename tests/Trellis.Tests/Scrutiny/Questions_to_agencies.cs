using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Scrutiny;

/// <summary>Put to an agency with a day, answered by it alone, settled or asked again; who is reminded and told when no answer comes.</summary>
public sealed class Questions_to_agencies(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task An_agency_answers_its_own_question_and_the_scrutineer_settles_it()
    {
        var (scrutineer, path) = await Asked("Second person at night");
        var member = await SignedIn(BoardMember);
        var page = await member.Opens(path);
        (await page.Presses("Send the answer")).Errors.ShouldBe(["Enter your agency’s answer, and how you know"]);
        page = await page.Fill("What does your agency answer, and how does it know?", "The rota of March has two").Presses("Send the answer");
        page.Done.ShouldBe("Your agency’s answer is sent");
        (await (await SignedIn(BusinessManager)).Opens(path)).Buttons.ShouldNotContain("Settle the question");

        page = await scrutineer.Opens(path);
        page = await page.Fill("What is still to be answered?", "And in April?").Fill("By which day are they to answer?", "20 4 2026").Presses("Ask again");
        page.SummaryValue("To be answered by").ShouldBe("20 April 2026");
        await (await member.Opens(path)).Fill("What does your agency answer, and how does it know?", "In April too").Presses("Send the answer");
        page = await (await scrutineer.Opens(path)).Fill("How far does the answer assure you?", "Assured in part").Fill("Why?", "May is open").Presses("Settle the question");
        page.Table("What was said").Select(r => r["What"].Split(' ')[0]).ShouldBe(["Asked", "Answered", "Asked", "Answered", "Assured"]);
        (await member.Opens(path)).Buttons.ShouldNotContain("Send the answer");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join scrutiny.question q on q.id = f.source_id where q.subject = 'Second person at night'"))
            .ShouldBe("scrutiny.asked scrutiny.answered scrutiny.asked-again scrutiny.answered scrutiny.settled");
        (await (await SignedIn(SafeguardingLead)).Opens(path)).Status.ShouldBe(Stage.Someone(SafeguardingLead).Agency == Stage.Someone(BoardMember).Agency ? HttpStatusCode.OK : HttpStatusCode.NotFound, "another agency reads its own questions alone");
    }

    [Fact]
    public async Task Who_does_not_answer_is_reminded_and_then_it_goes_up_each_once()
    {
        await Asked("Reminded of");
        (await Pass("2026-03-20 03:00")).ShouldBe(0, "six working days before");
        (await Pass("2026-03-23 03:00")).ShouldBe(1);
        (await Pass("2026-03-24 03:00")).ShouldBe(0, "once");
        (await Pass("2026-03-31 03:00")).ShouldBe(1, "the board member, a working day after");
        (await Pass("2026-04-01 03:00")).ShouldBe(0);
        (await Pass("2026-04-20 03:00")).ShouldBe(1, "the business manager, ten working days after");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(t.step, ' ' order by t.at) from scrutiny.turn t join scrutiny.question q on q.id = t.question_id where q.subject = 'Reminded of' and t.kind = 'told'")).ShouldBe("before-5 board-member business-manager");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact f join record.act a on a.id = f.act_id join scrutiny.question q on q.id = f.source_id where f.kind = 'scrutiny.late' and a.word = 'system.remind-scrutiny' and a.user_id = $1 and q.subject = 'Reminded of'", Actor.SystemId)).ShouldBe(2);
    }

    private async Task<(Visitor Scrutineer, string Path)> Asked(string subject)
    {
        var agency = await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select title from agencies.agency where code = $1", Stage.Someone(BoardMember).Agency!);
        var scrutineer = await SignedIn(Scrutineer);
        var form = await scrutineer.Opens("/scrutiny/ask");
        (await form.Presses("Ask them")).Errors.ShouldBe(["Enter what it is about", "Enter what you ask, and why", "Select which agencies are asked"], ignoreOrder: true);
        var page = await form.Fill("What is it about?", subject).Fill("What do you ask, and why?", "Is there a second person?").Fill("Which agencies are asked?", agency!).Presses("Ask them");
        page.SummaryValue("To be answered by").ShouldBe("30 March 2026");
        return (scrutineer, page.Path);
    }

    private async Task<int> Pass(string at)
    {
        Stage.Clock.Set(at);
        await using var scope = Stage.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Unanswered>().PassAsync();
    }
}
