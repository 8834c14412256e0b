using Trellis.Tests.Support;

namespace Trellis.Tests.Meetings;

/// <summary>Boards and their meetings, set up on the pages by who keeps them.</summary>
internal static class Boards
{
    public static async Task<string> ABoard(Visitor manager, string name, string seats, string quorum = "", string area = "Royal Borough of Kensington and Chelsea") =>
        (await (await manager.Opens("/meetings/new")).Fill("What is it called?", name).Fill("What kind of body is it?", "Board").Fill("Which areas is it for?", area)
            .Fill("How many seats must be filled for it to decide?", quorum).Fill("Does it meet in public?", "It meets in public, and its agendas are published five clear working days before").Fill("Seats", seats).Presses("Set it up")).Path;

    public static async Task Sits(Visitor manager, string body, string seat, string name, string? account, string from = "1 1 2026", string area = "RBKC")
    {
        var page = (await (await manager.Opens(body)).Follows(seat)).Fill("As what?", "Holder").Fill("What is their name?", name).Fill("From which day?", from);
        if (account is not null) { page = page.Fill("With which e-mail address do they sign in?", Stage.EmailOf(account, area)); }
        (await page.Presses("Save")).Done.ShouldBe($"{name} is named");
    }

    public static async Task<string> Called(Visitor manager, string body, string day) => (await Timed(await manager.Opens($"{body}/call"), day).Presses("Call the meeting")).Path;

    public static TestPage Timed(TestPage call, string day) => call.Fill("Which day?", day).Fill("From when?", "9am").Fill("Until when?", "10am").Fill("How do people take part?", "Online");
}
