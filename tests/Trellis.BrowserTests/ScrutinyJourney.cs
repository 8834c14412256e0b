using Trellis.BrowserTests.Support;
using Trellis.Platform.Storage;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A visit of the scrutineer, from the plan of the year to an answered question.</summary>
public sealed class ScrutinyJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_the_plan_to_an_answered_question()
    {
        var agency = (await Site.Stage.SqlAsync<string>(DatabaseRoles.Owner, "select title from agencies.agency where code = $1", Site.Stage.Someone(BoardMember).Agency!))!;
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(Scrutineer);
        await tab.Page.GotoAsync("/scrutiny/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is it called?", "The front door at night");
        await tab.Fills("Which question is it to answer?", "Who answers at night, and how soon?");
        await tab.Chooses("How does it look?", "A visit to a service");
        await tab.Chooses("What does it serve?", "Assurance that the arrangements work");
        await tab.Fills("Who leads it?", "Lead scrutineer");
        await tab.Chooses("Young scrutineers", "Young scrutineers take part");
        await tab.Dates("By which day is it to be done?", "31", "3", "2026");
        await tab.Presses("Put it on the plan");

        await tab.Page.GetByText("Record what was seen").ClickAsync();
        await tab.Fills("Where, or with whom?", "Night duty team");
        await tab.Fills("What was seen and heard?", "Two people answer until midnight, one after it");
        await tab.Presses("Record it");
        await tab.Page.GetByText("Record a finding").ClickAsync();
        await tab.Chooses("What kind of finding is it?", "To be improved");
        await tab.Fills("What was found?", "After midnight one person answers alone");
        await tab.Presses("Record the finding");
        await tab.IsForEveryoneAtEveryWidth();
        var piece = tab.Page.Url;
        await tab.Follows("Recommend something, or set an action because of finding 1");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync(piece);

        await tab.Follows("Put a question to agencies because of this");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is it about?", "A second person at night");
        await tab.Fills("What do you ask, and why?", "From when will there be two?");
        await tab.Chooses("Which agencies are asked?", agency);
        await tab.Presses("Ask them");
        var question = tab.Page.Url;

        await using var answering = await Tab.OpenAsync(Site);
        await answering.SignsIn(BoardMember);
        await answering.Page.GotoAsync(question);
        await answering.IsForEveryoneAtEveryWidth();
        await answering.Fills("What does your agency answer, and how does it know?", "From May: the rota is agreed");
        await answering.Presses("Send the answer");
        await answering.Page.GotoAsync("/scrutiny");
        await answering.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync(question);
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Chooses("How far does the answer assure you?", "Assured");
        await tab.Fills("Why?", "The rota was seen");
        await tab.Presses("Settle the question");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/scrutiny/years/2025-26");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What does the annual report say of independent scrutiny?", "Partners open their doors, and answer.");
        await tab.Presses("Save");
        await tab.Page.GotoAsync("/scrutiny");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
        answering.WentWell();
    }
}
