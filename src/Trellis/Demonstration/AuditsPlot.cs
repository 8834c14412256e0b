using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Audits;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Library.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>The audits of the demonstration: one of anonymous referrals that is closed, with its learning summary, one of referrals under way, and one an agency made by itself.</summary>
public sealed class AuditsPlot(IServiceProvider services, Players players, IReadOnlyList<StaffRow> staff, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    private const string Area = "RBKC";
    private static readonly string[] Grades = ["good", "good", "requires-improvement", "outstanding", "good", "requires-improvement"];

    private StaffRow Manager => staff.First(s => s.Role is "business-manager");

    private StaffRow Approver => staff.First(s => s.Role is "team-manager" && s.Areas.Contains(Area));

    /// <summary>Auditors of two agencies: of the police a second one, where there is one.</summary>
    private StaffRow[] Auditors => [staff.First(s => s.Role is "social-worker" && s.Areas.Contains(Area)), .. staff.Where(s => s.Role is "police-officer" && s.Areas.Contains(Area)).Take(2)];

    /// <summary>Returns how many audits there are now.</summary>
    public async Task<int> PlayAsync(Guid board, CancellationToken stop = default)
    {
        var first = await DrawnAsync("anonymous-referrals", 90, 360, "lottery 7 12 31", stop);
        if (first is not null) { await FinishAsync(first, board, stop); }
        _ = await DrawnAsync("referrals-by-age", 6, 120, "lottery 3 18 40", stop);
        var police = Auditors[^1];
        await DoAsync(police, ActWords.ReportAudit, 40, (of, at) =>
        {
            var told = Reported.Tell(new ToldOf(Area, police.Agency, "Notifications of domestic abuse", "Whether children in the home were seen and named in the notification", 30, today.AddDays(-45), "good", "Officers name the children. Not every notification says where the child was when it happened."), of.Db.Acting.Actor, at);
            of.Db.Add(Done(told));
            return Task.FromResult(true);
        }, stop);
        return 3;
    }

    private async Task<string?> DrawnAsync(string id, int daysAgo, int days, string seed, CancellationToken stop)
    {
        var template = practice.Audit(id)!;
        var auditors = Auditors;
        var reference = await DoAsync(Manager, ActWords.PlanAudit, daysAgo, async (of, at) =>
        {
            var planned = new Planned(template.Title, Audit.MultiAgency, [(Area, template.Size)], [.. auditors.Select(a => a.Agency)], London.DateOf(at).AddDays(-days), London.DateOf(at));
            var audit = Done(Audit.Plan(await of.Get<AuditBook>().NextAsync(stop), template, of.Get<AuditBook>().PrintOf(practice.Questionnaire(template.Tool)!), planned, null, of.Db.Acting.Actor, at));
            foreach (var auditor in auditors) { Done(audit.Name(Area, players.Actor(auditor).UserId, auditor.Agency, audit.Auditors.Exists(a => a.Agency == auditor.Agency), at, of.Db.Acting.Actor)); }
            of.Db.Add(audit);
            return audit.Reference;
        }, stop);
        var drawn = await DoAsync(Manager, ActWords.DrawAudit, daysAgo - 1, async (of, at) =>
        {
            var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
            var sample = await of.Get<Drawing>().DrawAsync(audit, seed, at, stop);
            if (sample.Facts.Count == 0) { return false; }
            var subjects = Done(audit.Draw(sample, seed, at, of.Db.Acting.Actor));
            of.Db.AddRange(audit.Strata);
            of.Db.AddRange(audit.Records);
            of.Db.AddRange(subjects);
            return true;
        }, stop);
        if (!drawn) { return null; }
        await DoAsync(Approver, ActWords.ApproveAudit, daysAgo - 2, async (of, at) =>
        {
            var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
            of.Db.Acting.Because("The audit the partnership decided on");
            var approval = Done(audit.Approve(Area, London.DateOf(at).AddDays(60), of.Db.Acting.Actor, at));
            of.Db.Add(approval);
            var matters = await of.Db.Set<Subject>().AsNoTracking().Where(s => s.AuditId == audit.Id).Select(s => s.MatterId).Distinct().ToListAsync(stop);
            return Done(await of.Get<AuditorAccess>().LetInAsync(matters, [.. audit.Auditors.Select(a => a.StaffId)], approval.UntilAt, stop));
        }, stop);
        return reference;
    }

    private async Task FinishAsync(string reference, Guid board, CancellationToken stop)
    {
        foreach (var (number, auditor) in Auditors.Index())
        {
            await DoAsync(auditor, ActWords.RateRecord, 80 - number, async (of, at) =>
            {
                var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
                var me = audit.Auditors.First(a => a.StaffId == of.Db.Acting.Actor.UserId);
                foreach (var record in audit.Records)
                {
                    var grade = Grades[(record.Number + (me.Second && record.Number % 4 == 0 ? 1 : 0)) % Grades.Length];
                    var sheet = Sheet.Begin(record, me);
                    sheet.Save(new Dictionary<string, string[]> { ["same-threshold"] = ["yes"], ["overall-grade"] = [grade] }, at, of.Db.Acting.Actor);
                    Done(sheet.Complete([new("Was the same threshold applied as to a referral with a name?", "Yes"), new("How do you grade it?", of.Get<AuditBook>().GradeTitle(grade)), new("Why this grade?", "The worry was checked with other agencies before it was closed.")], grade, record, at, of.Db.Acting.Actor));
                    of.Db.Add(sheet);
                }

                return true;
            }, stop);
        }

        await DoAsync(Manager, ActWords.ModerateRecord, 70, async (of, at) =>
        {
            var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
            var finished = await of.Get<AuditBook>().FinishedAsync(audit, stop);
            foreach (var record in audit.Records) { Done(audit.Share(record, [.. finished[record.Id]], without: true, at, of.Db.Acting.Actor)); }
            return true;
        }, stop);
        await DoAsync(Manager, ActWords.FindInAudit, 69, async (of, at) =>
        {
            var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
            var (sheets, by) = ((await of.Db.Set<Sheet>().AsNoTracking().Where(s => s.AuditId == audit.Id).ToListAsync(stop)).ToLookup(s => s.RecordId), of.Db.Acting.Actor);
            foreach (var record in audit.Records) { Done(audit.Grade(record, [.. sheets[record.Id]], Grades[record.Number % Grades.Length], "The agencies agreed when they met.", at, by)); }
            int[] all = [.. audit.Records.Select(r => r.Number)];
            of.Db.AddRange(
                Done(audit.Find(Finding.Strength, null, all, "Anonymous referrals are weighed with the same threshold as those with a name, and checked with other agencies before they are closed.", at, by)),
                Done(audit.Find(Finding.Strength, Auditors[0].Agency, [.. all.Take(3)], "Social workers stay curious and keep a working relationship with the family.", at, by)));
            var missing = Done(audit.Find(Finding.Improvement, null, [.. all.TakeLast(2)], "Where parents accuse each other, the view of the child is not always written down.", at, by));
            of.Db.Add(missing);
            Done(await of.Get<ActionSetting>().SetAsync(new ActionToSet(audit.Areas, "Agree how the view of the child is recorded where parents dispute custody") { Source = ActionSources.Audit, SourceId = audit.Id, Item = audit.Title, Owner = new ActionOwner(Auditors[0].Agency), DueOn = today.AddDays(30) }, stop));
            var recommended = new ToRecommend(Area, board, missing.Id, $"{audit.Title}, finding {missing.Number}", Auditors[0].Agency, "", "Write down the view of the child wherever parents accuse each other, and say so when it could not be asked.", null, null, "") { Source = ActionSources.Audit };
            Done(await of.Get<Recommending>().MakeAsync(recommended, stop));
            return true;
        }, stop);
        await DoAsync(Manager, ActWords.PublishAudit, 60, async (of, at) =>
        {
            var audit = (await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!;
            var drawn = $"We looked at {audit.Records.Count} of {audit.Strata.Sum(s => s.Population)} anonymous referrals that came to no further action.";
            var library = Done(await of.Get<Briefings>().PublishAsync(new Learnt("Anonymous referrals: what we learnt", drawn, audit.Areas, new Dictionary<string, string>
            {
                ["why-it-matters"] = "Somebody who will not give a name may still have seen a child being harmed.",
                ["what-happened"] = drawn,
                ["what-we-learnt"] = "- They are weighed with the same threshold as any other referral\n- Many are part of a dispute between parents",
                ["what-to-do"] = "- Check what a family says with other agencies\n- Write down what the child wants\n- Offer early help where the threshold is not met",
                ["questions"] = "- What is hard about working with parents who accuse each other?\n- How do we check what a parent tells us about a risk at home?\n- How do we make sure that families are offered help early?",
            }), stop));
            return Done(audit.Publish(library, at, of.Db.Acting.Actor)).Id;
        }, stop);
        await DoAsync(Manager, ActWords.CloseAudit, 55, async (of, at) => Done((await of.Get<AuditBook>().FindAsync(reference, tracked: true, stop))!.Close(at, of.Db.Acting.Actor)).Id, stop);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = At(55);
        await scope.ServiceProvider.GetRequiredService<AuditTime>().PassAsync(stop);
    }

    private sealed record Desk(IServiceProvider Services, TrellisDb Db)
    {
        public T Get<T>()
            where T : notnull => Services.GetRequiredService<T>();
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The demonstration's audits: {why.Words}") : done;

    /// <summary>Eleven in the morning of a day that is worked.</summary>
    private DateTimeOffset At(int daysAgo)
    {
        var day = today.AddDays(-daysAgo);
        return London.At(calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, -1), new TimeOnly(11, 0));
    }

    private async Task<T> DoAsync<T>(StaffRow by, string word, int daysAgo, Func<Desk, DateTimeOffset, Task<T>> work, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var at = scope.ServiceProvider.GetRequiredService<StoryTime>().Now = At(daysAgo);
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(by));
        db.Acting.Begin(word);
        var done = await work(new Desk(scope.ServiceProvider, db), at);
        await db.SaveChangesAsync(stop);
        return done;
    }
}
