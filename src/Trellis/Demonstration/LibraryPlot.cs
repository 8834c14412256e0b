using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Library;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>One file of <c>demo/library</c>: lines of <c>name: value</c>, three hyphens, then its sections under <c>##</c> and their name.</summary>
public sealed class LibraryFile(ILookup<string, string> said, IReadOnlyDictionary<string, string> sections)
{
    public string this[string name] => said[name].FirstOrDefault() ?? "";

    public IEnumerable<string> All(string name) => said[name];

    public int Days(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    public IReadOnlyDictionary<string, string> Sections => sections;

    public static LibraryFile Read(string[] lines)
    {
        var head = lines.TakeWhile(l => l != "---").Select(l => l.Split(": ", 2)).ToLookup(p => p[0], p => p[1]);
        var sections = new Dictionary<string, string>();
        var name = "";
        foreach (var line in lines.SkipWhile(l => l != "---").Skip(1))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) { name = line[3..]; sections[name] = ""; }
            else { sections[name] += line + "\n"; }
        }

        return new LibraryFile(head, sections);
    }
}

/// <summary>The library of the demonstration: written, asked about, published, sent, read by most, talked about by some.</summary>
public sealed class LibraryPlot(IServiceProvider services, Players players, IReadOnlyList<StaffRow> staff, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    /// <summary>Of so many who were sent something, one has not said that they read it.</summary>
    private const int NotReadBy = 4;

    private static readonly string[] Areas = ["RBKC", "WCC"];

    private StaffRow Manager => staff.First(s => s.Role is "business-manager");

    /// <summary>Returns how many publications there are now.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        var files = Directory.GetFiles(Checkout.Folder("demo", "library"), "*.md").Order(StringComparer.Ordinal).ToArray();
        foreach (var path in files) { await PlayAsync(LibraryFile.Read(await File.ReadAllLinesAsync(path, stop)), stop); }
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        await scope.ServiceProvider.GetRequiredService<LibraryTime>().PassAsync(stop);
        return files.Length;
    }

    private async Task PlayAsync(LibraryFile file, CancellationToken stop)
    {
        var kind = practice.Library.Kind(file["kind"])!;
        Drafted Draft(string what) => new(file["title"], file["summary"], file["public"] == "yes", Manager.Agency, file["owner"], what, file["consulted"], [.. kind.Sections.Select(s => (s.Id, s.Title, file.Sections.GetValueOrDefault(s.Id, "")))]);
        var reference = await DoAsync(Manager, ActWords.PublishLibrary, file.Days("days-ago"), async (db, at) =>
        {
            var made = new Resource { Reference = await ResourceReferences.NextAsync(db, stop), Kind = kind.Id, Title = file["title"], Areas = Areas, MadeAt = at };
            Done(made.Write(Draft(""), db.Acting.Actor, at));
            Done(file["asked"].Length > 0 ? made.Ask(today.AddDays(file.Days("asked")), db.Acting.Actor, at) : made.Publish(kind, calendar, db.Acting.Actor, at));
            db.Add(made);
            return made.Reference;
        }, stop);
        if (file["again"].Length > 0)
        {
            await DoAsync(Manager, ActWords.PublishLibrary, file.Days("again"), async (db, at) =>
            {
                var made = await FindAsync(db, reference, stop);
                Done(made.Write(Draft(file["new"]), db.Acting.Actor, at));
                return Done(made.Publish(kind, calendar, db.Acting.Actor, at));
            }, stop);
        }

        if (file["sent"].Length > 0) { await SendAsync(file, reference, stop); }
        foreach (var talk in file.All("talked")) { await TalkAsync(talk.Split('|'), reference, stop); }
    }

    private async Task SendAsync(LibraryFile file, string reference, CancellationToken stop)
    {
        var roles = file["sent"].Split(", ");
        var sent = file.Days("days-ago") - 3;
        var to = staff.Where(s => roles.Contains(s.Role) && s.Areas.Any(Areas.Contains)).Select(s => (Row: s, User: players.Actor(s).UserId)).ToArray();
        await DoAsync(Manager, ActWords.SendLibrary, sent, async (db, at) =>
        {
            var sending = Done(Sending.Send(await FindAsync(db, reference, stop), string.Join(", ", roles.Select(r => practice.Roles.First(p => p.Id == r).Title)), "", [.. to.Select(t => (t.User, t.Row.Agency, t.Row.Areas.First(Areas.Contains)))], db.Acting.Actor, at));
            db.Add(sending);
            return sending.Id;
        }, stop);
        foreach (var (number, (row, user)) in to.Index().Where(t => t.Index % NotReadBy > 0))
        {
            await DoAsync(row, ActWords.ReadLibrary, sent - 1 - (number % 9), async (db, at) => (await db.Set<Reader>().Where(r => r.UserId == user && r.ReadAt == null).OrderBy(r => r.Id).LastAsync(stop)).Read(at), stop);
        }
    }

    /// <param name="said">Role, team, days ago, how many, what was said, what they will do, and of the impact the code and the words.</param>
    private async Task TalkAsync(string[] said, string reference, CancellationToken stop)
    {
        var days = int.Parse(said[2], CultureInfo.InvariantCulture);
        var by = staff.First(s => s.Role == said[0]);
        var id = await DoAsync(by, ActWords.DiscussLibrary, days, async (db, at) =>
        {
            var talk = Done(Discussion.Record(await FindAsync(db, reference, stop), new Talked(said[1], London.DateOf(at), int.Parse(said[3], CultureInfo.InvariantCulture), said[4], said[5]), practice.Library.AskImpactAfter, calendar, db.Acting.Actor, at));
            db.Add(talk);
            return talk.Id;
        }, stop);
        await DoAsync(by, ActWords.DiscussLibrary, days - 100, async (db, at) => Done((await db.Set<Discussion>().SingleAsync(d => d.Id == id, stop)).Answer(said[6], said[7], at)), stop);
    }

    private static async Task<Resource> FindAsync(TrellisDb db, string reference, CancellationToken stop) =>
        await db.Set<Resource>().Include(r => r.Versions).ThenInclude(v => v.Sections).SingleAsync(r => r.Reference == reference, stop);

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"demo/library: {why.Words}") : done;

    /// <summary>Eleven in the morning of a day that is worked.</summary>
    private DateTimeOffset At(int daysAgo)
    {
        var day = today.AddDays(-daysAgo);
        return London.At(calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, -1), new TimeOnly(11, 0));
    }

    private async Task<T> DoAsync<T>(StaffRow by, string word, int daysAgo, Func<TrellisDb, DateTimeOffset, Task<T>> work, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var at = scope.ServiceProvider.GetRequiredService<StoryTime>().Now = At(daysAgo);
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(by));
        db.Acting.Begin(word);
        var done = await work(db, at);
        await db.SaveChangesAsync(stop);
        return done;
    }
}
