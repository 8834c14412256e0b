using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Audits;
using Trellis.Modules.Training.Answers;
using Trellis.Modules.Training.Materials;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using TrainingCourse = Trellis.Modules.Training.Course;

namespace Trellis.Demonstration;

/// <summary>Materials of some courses, and the recommendations and findings they answer.</summary>
internal sealed class LinkingPlot(IServiceProvider services, Players players, IReadOnlyList<StaffRow> staff, PracticeModel practice, DateOnly today)
{
    /// <summary>Course, material, who gets it, from when, what is in the file; a link where there is none.</summary>
    private static readonly (string Course, string Title, string Who, string Opens, string Words)[] Materials =
    [
        ("Noticing and telling", "What to do with a worry: one page", "everybody", "at-once", "Write down what you saw and heard, in the child's own words.\nTell your safeguarding lead the same day.\nIf a child is in danger now, ring 999.\n"),
        ("Noticing and telling", "National guidance", "everybody", "at-once", ""),
        ("Working together when a child may be harmed", "Read before you come: the case of Heron", "booked", "before", "An invented family, and what eight agencies knew of it.\n"),
        ("Working together when a child may be harmed", "Slides", "booked", "after", "From contact to plan, in twenty slides.\n"),
        ("Working together when a child may be harmed", "Notes for trainers", "trainers", "at-once", "Ninety minutes on the case; leave time for challenge.\n"),
    ];

    /// <summary>Course, how what it answers begins, what of it.</summary>
    private static readonly (string Course, string Answers, string Why)[] Links =
    [
        ("Working together when a child may be harmed", "Where parents accuse each other", "The half day on writing down the child’s own view was added because of it"),
        ("Working together: what is new", "That every health visitor knows", "Each workshop begins with what this review taught, and what to do the same day"),
        ("Noticing and telling", "That officers who are called to a home", "Seeing and hearing the child on their own is one of its outcomes"),
    ];

    private StaffRow Manager => staff.First(s => s.Role is "business-manager");

    public async Task PlayAsync(CancellationToken stop = default)
    {
        var (acted, by) = (new Acted(services, players, practice), players.Actor(Manager));
        foreach (var (title, name, who, opens, words) in Materials)
        {
            await acted.DoAsync(Manager, ActWords.KeepMaterials, At(200), async all =>
            {
                var db = all.GetRequiredService<TrellisDb>();
                var bytes = Encoding.UTF8.GetBytes(words);
                var file = words.Length == 0 ? null : new LookedAtFile($"{name.Split(':')[0]}.txt", "txt", bytes, SHA256.HashData(bytes), Scanned: false);
                var material = Acted.Done(Material.Add(await CourseAsync(db, title, stop), new MaterialText(null, name, file is null ? "https://guidance.demo.example/" : "", who, opens), file, by, At(200)));
                db.Add(material);
                return material.Id;
            }, stop);
        }

        foreach (var (title, answers, why) in Links)
        {
            // A small demonstration's audits find less.
            if (await FindAsync(answers, by, stop) is not var (kind, of)) { continue; }
            await acted.DoAsync(Manager, ActWords.LinkCourse, At(10), async all =>
            {
                var db = all.GetRequiredService<TrellisDb>();
                var link = Acted.Done(CourseAnswer.Link(await CourseAsync(db, title, stop), kind, of, why, by, At(10)));
                db.Add(link);
                return link.Id;
            }, stop);
        }
    }

    private async Task<(string Kind, Guid Of)?> FindAsync(string begins, Actor by, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(by);
        if (await db.Set<Finding>().Where(f => EF.Functions.Like(f.Text, begins + "%")).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(stop) is { } finding) { return (CourseAnswer.Finding, finding); }
        return await db.Set<Recommendation>().Where(r => EF.Functions.Like(r.Text, begins + "%")).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop) is { } recommendation ? (CourseAnswer.Recommendation, recommendation) : null;
    }

    private static Task<TrainingCourse> CourseAsync(TrellisDb db, string title, CancellationToken stop) => db.Set<TrainingCourse>().SingleAsync(c => c.Title == title, stop);

    private DateTimeOffset At(int daysAgo) => London.At(today.AddDays(-daysAgo), new TimeOnly(10, 0));
}
