using Trellis.Access;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>The annual report of the last whole year, from <c>demo/report.md</c>: written, commented on, approved by the partners of the day, published, and in easy read.</summary>
internal sealed class ReportPlot(TrellisDb db, StoryTime time, WritingDesk desk, Players players, IReadOnlyList<StaffRow> staff, DateOnly today)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];

    public async Task TellAsync(CancellationToken stop)
    {
        As("business-manager", null, 40);
        db.Acting.Begin(ActWords.BeginReport);
        var year = Period.Financial(today.AddYears(-1));
        var (title, chapters) = ReportText.Split(await File.ReadAllTextAsync(Path.Combine(Checkout.Folder("demo"), "report.md"), stop), year);
        var report = Done(WrittenReport.Begin(year, title, Areas, chapters, db.Acting.Actor, time.Now));
        db.Add(report);
        await db.SaveChangesAsync(stop);

        var training = report.Sections.Single(s => s.Title == "Training");
        db.Acting.Begin(ActWords.BeginReport);
        Done(report.Give(training, "police", "Detective superintendent", db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);

        As("scrutineer", null, 35);
        db.Acting.Begin(ActWords.RemarkReport);
        var remark = Done(report.RemarkOn(training, "We get too few answers, and will ask in a shorter way.", "Say why: people told us.", "We get too few answers. People told us that the form is too long, so we will ask in a shorter way.", db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);

        As("business-manager", null, 30);
        db.Acting.Begin(ActWords.WriteReport);
        Done(report.Answer(training, remark, take: true, "", db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);

        As("business-manager", null, 21);
        var text = ReportText.Of(report);
        var made = await desk.MakeAsync(report, text, stop);
        foreach (var finding in (await desk.ChecksAsync(report, text, made, stop)).Select(c => c.Finding).OfType<Finding>())
        {
            db.Acting.Begin(ActWords.ExplainFinding);
            db.Add(Done(FindingExplained.Say(finding, "wrong", "It stands as its document printed it. The report shows it and says so.", db.Acting.Actor, time.Now)));
            await db.SaveChangesAsync(stop);
        }

        var blocking = (await desk.ChecksAsync(report, text, made, stop)).Where(c => c.Blocks).Select(c => $"{c.Section?.Title}: {c.Words}").ToArray();
        if (blocking.Length > 0) { throw new InvalidOperationException($"demo/report.md: {string.Join("; ", blocking)}"); }
        db.Acting.Begin(ActWords.PutReport);
        var proof = Done(report.PutBefore(desk.Signers(), made, blocking, db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);
        var days = 18;
        foreach (var signer in desk.Signers())
        {
            As("board-member", signer.Agency, days--);
            db.Acting.Begin(ActWords.ApproveReport);
            Done(report.Approve(proof.Id, signer, db.Acting.Actor, time.Now));
            await db.SaveChangesAsync(stop);
        }

        As("business-manager", null, 10);
        db.Acting.Begin(ActWords.PublishReport);
        Done(report.Publish("", db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);
        db.Acting.Begin(ActWords.AddRendition);
        Done(report.AddRendition(Rendition.EasyRead, "en", $"Our year {year} in easy words", EasyRead, db.Acting.Actor, time.Now));
        await db.SaveChangesAsync(stop);
    }

    private const string EasyRead = """
        ## Who we are

        We are the council, the police and the NHS. We work together to keep children safe.

        ## What we did

        - We listened to children and families.
        - We looked at our work to see what was good and what was not.
        - We trained people who work with children.

        ## What we will do next

        - We will write letters you can read.
        - We will tell you what happened after you talked to us.

        If you are worried about a child, tell somebody you trust. If someone is in danger now, call 999.
        """;

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The annual report: {why.Field}: {why.Words}") : done;

    private void As(string role, string? agency, int daysAgo)
    {
        time.Now = London.At(today.AddDays(-daysAgo), new TimeOnly(10, 0));
        db.Acting.As(players.Actor(staff.First(s => s.Role == role && (agency is null || s.Agency == agency))));
    }
}
