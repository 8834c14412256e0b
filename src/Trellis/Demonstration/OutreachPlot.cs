using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Communications;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Forums;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>Forums of safeguarding leads and a grand round with who came, what was passed on and what was said of it; campaigns and posts with how far they reached.</summary>
internal sealed class OutreachPlot(IServiceProvider services, Players players, IReadOnlyList<StaffRow> staff, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];
    private static readonly string[] Schools = ["Alderfield School", "Brookhaven School", "Candlemas School", "Larkspur Primary School", "Thistledown Preparatory School", "St Quill’s"];

    /// <summary>Title, kind, how often it meets in days, who comes, what it is.</summary>
    private static readonly (string Title, string Kind, int Every, string[] Settings, string Terms)[] Forums =
    [
        ("Forum of safeguarding leads in schools", "forum", 35, Schools, ""),
        ("Forum of safeguarding leads in the early years", "forum", 90, ["Sunbeam Nursery", "Otter Childcare", "Pebble House Nursery", "Childminders of the north hub"], "Termly, for leads in nurseries and childminders, with the early years strategic lead."),
        ("Forum of safeguarding leads in general practice", "forum", 90, ["Fern Street Surgery", "Canalside Practice", "The Orchard Practice"], "For the leads of practices, hosted by the named doctor."),
        ("Safeguarding grand round", "learning", 60, ["Health trust", "Children’s hospital", "Community nursing"], "For named professionals: what reviews and audits taught."),
    ];

    private static readonly (string Kind, string Title, string Message, string[] Audience, int Ago, int Days, decimal? Cost, (string What, long Number, int Ago)[] Reached, string Learnt)[] Told =
    [
        ("campaign", "If you hear it, say it", "How to tell children’s services of a worry about a child, in six languages, on bus stops, in surgeries and in supermarkets.", ["residents"], 210, 42, 1850, [("given-out", 4200, 160), ("views", 38_400, 160), ("clicks", 610, 160)], "Surgeries asked for more; supermarkets threw them away. Next time ask first."),
        ("social-media", "Safer Internet Day", "What to talk about with your child before they have a telephone of their own.", ["parents", "children"], 150, 1, 0, [("views", 9150, 143), ("shares", 212, 143)], "Posts with a question were shared three times as often."),
        ("website", "Pages on training and contacts", "The pages opened most, kept up to date.", ["staff"], 330, 0, null, [("views", 5210, 180), ("views", 7904, 20)], ""),
        ("social-media", "The partnership’s account", "News, training and national campaigns.", ["residents", "staff"], 340, 0, 0, [("followers", 512, 300), ("followers", 574, 30)], ""),
        ("newsletter", "Seven-minute briefing: was not brought", "Why a child is not brought to appointments, and what to do.", ["staff", "health", "schools"], 75, 1, 0, [("opened", 830, 60), ("clicks", 264, 60)], "Teams that talked about it in a meeting asked for the next one."),
        ("event", "Open afternoon at the library", "Parents, carers and young volunteers on knives and journeys home.", ["parents", "children", "residents"], 45, 1, 320, [("people", 92, 44)], ""),
    ];

    private StaffRow Manager => staff.First(s => s.Role is "business-manager");

    /// <summary>Returns how many sittings were held.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        var (acted, held) = (new Acted(services, players, practice), 0);
        foreach (var (number, forum) in Forums.Index())
        {
            var body = await acted.DoAsync(Manager, ActWords.MakeBody, At(400), async all =>
            {
                var db = all.GetRequiredService<TrellisDb>();
                if (await db.Set<Body>().FirstOrDefaultAsync(b => b.Title == forum.Title, stop) is { } there) { return there.Id; }
                var made = new Body { Title = forum.Title, Kind = forum.Kind, Areas = Areas, Terms = forum.Terms, MadeAt = At(400) }.Made(Manager.Agency);
                db.Add(made);
                return made.Id;
            }, stop);
            for (var ago = 180 - (number * 7); ago > -forum.Every; ago -= forum.Every) { held += await SitAsync(acted, body, forum, ago, stop) ? 1 : 0; }
        }

        await PassOnAsync(acted, stop);
        foreach (var told in Told) { await TellAsync(acted, told, stop); }
        return held;
    }

    private async Task<bool> SitAsync(Acted acted, Guid body, (string Title, string Kind, int Every, string[] Settings, string Terms) forum, int ago, CancellationToken stop)
    {
        var day = calendar.IsWorkingDay(today.AddDays(-ago)) ? today.AddDays(-ago) : calendar.AddWorkingDays(today.AddDays(-ago), 1);
        var starts = London.At(day, new TimeOnly(15, 30));
        var id = await acted.DoAsync(Manager, ActWords.CallMeeting, At(Math.Max(ago, 0) + 30), all =>
        {
            var meeting = new Meeting { BodyId = body, Areas = Areas, HeldOn = day, StartsAt = starts, EndsAt = starts.AddHours(1.5), How = "online", Title = ago > 100 ? "What reviews taught this term" : "" }.Called(At(Math.Max(ago, 0) + 30), Manager.Agency);
            all.GetRequiredService<TrellisDb>().Add(meeting);
            return Task.FromResult(meeting.Id);
        }, stop);
        if (day >= today) { return false; }
        await acted.DoAsync(Manager, ActWords.TakeForum, starts.AddHours(2), async all =>
        {
            var meeting = await FindAsync(all, id, stop);
            return Acted.Done(meeting.TakeSettings([.. forum.Settings.Where((_, i) => (i + ago) % 4 != 0).Select((s, i) => (s, 1 + ((i + ago) % 2)))], players.Actor(Manager), starts.AddHours(2)));
        }, stop);
        var members = staff.Where(s => forum.Title.EndsWith("schools", StringComparison.Ordinal) ? s.Role is "school-lead" or "safeguarding-lead" : s.Role is "health-professional").Take(6).ToArray();
        foreach (var (i, member) in members.Index().Where(m => (m.Index + ago) % 5 != 0))
        {
            await acted.DoAsync(member, ActWords.FeedBackOnForum, starts.AddHours(3), async all => Acted.Done((await FindAsync(all, id, stop)).Says(2 + ((i + ago) % 3), i == 0 ? "Talk about it in the staff meeting" : i == 2 ? "Ask who else lives in the home" : "", players.Actor(member), starts.AddHours(3))), stop);
        }

        return true;
    }

    /// <summary>Three messages of the schools' forum: one passed on by most, one by some, one given out now.</summary>
    private async Task PassOnAsync(Acted acted, CancellationToken stop)
    {
        var leads = staff.Where(s => s.Role is "school-lead").ToArray();
        foreach (var (i, (title, text, whom, ago)) in new[]
        {
            ("Was not brought", "Write “was not brought” and not “did not attend”: a child does not choose. Ask each time who could have brought them.", "All staff who write records", 90),
            ("Whom to ring at the front door", "The consultation line is for any worry, before a referral too. The number is on the website.", "All staff and governors", 40),
            ("A tool for talking about neglect", "The day-in-the-life tool is in the library. Try it with one child before the next forum.", "Pastoral teams", 6),
        }.Index())
        {
            var id = await acted.DoAsync(Manager, ActWords.CascadeMessage, At(ago), async all =>
            {
                var db = all.GetRequiredService<TrellisDb>();
                var body = await db.Set<Body>().SingleAsync(b => b.Title == Forums[0].Title, stop);
                var sent = Acted.Done(Cascade.Send(body, new CascadeText(null, title, text, "", whom, today.AddDays(-ago + 28)), players.Actor(Manager), At(ago)));
                db.Add(sent);
                return sent.Id;
            }, stop);
            foreach (var (lead, setting) in leads.Zip(Schools).Take(leads.Length - (i * 2)))
            {
                await acted.DoAsync(lead, ActWords.PassOnMessage, At(ago - 5), async all => Acted.Done((await all.GetRequiredService<TrellisDb>().Set<Cascade>().Include(c => c.PassedOn).SingleAsync(c => c.Id == id, stop)).Receives(setting, whom, 20 + (setting.Length * 2), today.AddDays(-ago + 4), players.Actor(lead), At(ago - 5))), stop);
            }
        }
    }

    private async Task TellAsync(Acted acted, (string Kind, string Title, string Message, string[] Audience, int Ago, int Days, decimal? Cost, (string What, long Number, int Ago)[] Reached, string Learnt) told, CancellationToken stop)
    {
        var from = today.AddDays(-told.Ago);
        var id = await acted.DoAsync(Manager, ActWords.LogCommunication, At(told.Ago), all =>
        {
            var logged = Acted.Done(Communication.Log(new CommunicationText(Areas, told.Kind, told.Title, told.Message, told.Audience, from, told.Days > 1 ? from.AddDays(told.Days) : null, "", told.Cost), players.Actor(Manager), At(told.Ago)));
            all.GetRequiredService<TrellisDb>().Add(logged);
            return Task.FromResult(logged.Id);
        }, stop);
        foreach (var (what, number, ago) in told.Reached)
        {
            await acted.DoAsync(Manager, ActWords.MeasureCommunication, At(ago), async all => Acted.Done((await LoggedAsync(all, id, stop)).Count(what, number, today.AddDays(-ago), told.Kind is "event" or "campaign" && what is "people" or "given-out" ? "Counted by those who were there" : "Statistics of the platform", players.Actor(Manager), At(ago))), stop);
        }

        if (told.Learnt.Length > 0) { await acted.DoAsync(Manager, ActWords.MeasureCommunication, At(20), async all => Acted.Done((await LoggedAsync(all, id, stop)).Learns(told.Learnt, players.Actor(Manager), At(20))), stop); }
    }

    private static Task<Communication> LoggedAsync(IServiceProvider all, Guid id, CancellationToken stop) => all.GetRequiredService<TrellisDb>().Set<Communication>().Include(c => c.Reached).SingleAsync(c => c.Id == id, stop);

    private static Task<Meeting> FindAsync(IServiceProvider all, Guid id, CancellationToken stop) => all.GetRequiredService<TrellisDb>().Set<Meeting>().Include(m => m.Came).Include(m => m.FedBack).AsSplitQuery().SingleAsync(m => m.Id == id, stop);

    private DateTimeOffset At(int daysAgo) => London.At(today.AddDays(-daysAgo), new TimeOnly(10, 0));
}
