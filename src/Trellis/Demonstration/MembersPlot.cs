using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Members;
using Trellis.Modules.Meetings.Programmes;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Demonstration;

/// <summary>The groups below the board, from <c>demo/members.csv</c>: who sits on them, what they answer to, and what a committee means to look at.</summary>
internal sealed class MembersPlot(TrellisDb db, StoryTime time, MemberList members, ProgrammeList programmes, Players players, IReadOnlyList<StaffRow> staff, DateOnly today)
{
    private const string Committee = "Family scrutiny committee";

    private static readonly ImmutableArray<string> Areas = ["RBKC", "WCC"];

    /// <summary>Body, seat, e-mail of who holds it, days ago they were shown round (0: not yet).</summary>
    private static readonly (string Body, string Seat, string Holder, int Shown)[] Seated =
    [
        ("Quality and learning subgroup", "Chair, Health trust", "medlar.thimblewick", 150), ("Quality and learning subgroup", "Named nurse for safeguarding, Health trust", "meadow.starlingford", 120),
        ("Quality and learning subgroup", "Detective inspector, safeguarding, Metropolitan police", "bramble.oxenwick", 0), ("Exploitation panel", "Joint chair, Police", "sedge.ravenscrumb", 90),
        ("Forum of safeguarding leads in schools", "Designated safeguarding lead, Alderfield School", "fern.cobblestonely", 60), ("Early help task group", "Lead, Housing", "tarragon.gatepostly", 30),
    ];

    public async Task TellAsync(CancellationToken stop)
    {
        As(200);
        await TakeAsync("members.csv", MemberList.Required, (sheet, asked) => members.TakeAsync(sheet, asked, stop), null);
        As(199);
        await TakeAsync("work-programme.csv", ProgrammeList.Required, (sheet, asked) => programmes.TakeAsync(sheet, asked, stop), Committee);
        var bodies = await db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).Include(b => b.Ties).AsSplitQuery().ToDictionaryAsync(b => b.Title, stop);
        var (board, by) = (bodies[BoardPlot.Title], db.Acting.Actor.Agency);
        As(198);
        db.Acting.Begin(ActWords.ChangeBody);
        var parents = bodies.Values.ToDictionary(b => b.Id, b => b.ParentId);
        foreach (var title in Seated.Select(s => s.Body).Distinct()) { Done(bodies[title].AnswersTo(title is "Early help task group" ? bodies["Quality and learning subgroup"].Id : board.Id, parents, time.Now, by)); }
        Done(bodies[Committee].Tied(new Tie { BodyId = bodies[Committee].Id, Body = bodies[Committee], OtherId = board.Id, Kind = "advises", Words = "Asks about its annual report", FromOn = today.AddDays(-198) }, time.Now, by));
        Done(board.Tied(new Tie { BodyId = board.Id, Body = board, Other = "Community safety partnership", Kind = "works-with", Words = "Serious violence and exploitation", FromOn = today.AddDays(-198) }, time.Now, by));
        await db.SaveChangesAsync(stop);
        await PlanAsync(bodies[Committee], by, stop);
        As(197);
        db.Acting.Begin(ActWords.FillSeat);
        foreach (var (title, seat, email, shown) in Seated)
        {
            var (body, row) = (bodies[title], staff.First(s => s.Email.StartsWith($"{email}@", StringComparison.Ordinal)));
            var holder = Done(body.Seated(body.Seats.Single(s => s.Title == seat), row.Name, row.Title, players.Actor(row).UserId, deputy: false, today.AddDays(-197), by));
            if (shown > 0) { Done(body.Known(holder, "", today.AddDays(-shown), today.AddDays(-shown), today, time.Now, by)); }
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>The first round was two months ago; the second is to come.</summary>
    private async Task PlanAsync(Body committee, string? by, CancellationToken stop)
    {
        await db.Entry(committee).Collection(b => b.Topics).LoadAsync(stop);
        As(190);
        db.Acting.Begin(ActWords.SetProgramme);
        foreach (var topic in committee.Topics.Where(t => t.Round is 1 or 2)) { Done(committee.Moves(topic, topic.Round, today.AddDays(topic.Round is 1 ? -60 : 20), topic.Reason, topic.Lead, time.Now, by)); }
        await db.SaveChangesAsync(stop);
        As(58);
        db.Acting.Begin(ActWords.SetProgramme);
        foreach (var topic in committee.Topics.Where(t => t.Round is 1)) { Done(committee.Closes(topic, "done", "The committee asked for figures by ward, and for an answer within three months", null, time.Now, by)); }
        await db.SaveChangesAsync(stop);
    }

    private static async Task TakeAsync(string file, ImmutableArray<string> columns, Func<Sheet, ListAsked, Task<TakenIn>> take, string? body)
    {
        await using var list = File.OpenRead(Checkout.Folder("demo", file));
        var taken = await take(Sheet.Read(list, columns), new ListAsked(body, Preview: false, Areas));
        if (!taken.Errors.IsEmpty) { throw new InvalidOperationException($"demo/{file}:{taken.Errors[0].Line}: {taken.Errors[0].Message}"); }
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The groups below the board: {why.Field}: {why.Words}") : done;

    private void As(int daysAgo)
    {
        time.Now = London.At(today.AddDays(-daysAgo), new TimeOnly(10, 0));
        db.Acting.As(players.Actor(staff.First(s => s.Role == "business-manager")));
    }
}
