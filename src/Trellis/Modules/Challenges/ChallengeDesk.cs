using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>What the pages of disagreements have in common: whom to ask, by when, and that they are told.</summary>
public sealed class ChallengeDesk(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, AgencyRegister register, PostHolders posts, CaseworkRegister casework, Teller teller, Outbox outbox, LondonClock clock)
{
    private const string Topic = "challenge";
    private const string Author = "author";

    public TrellisDb Db => db;

    public Actor Actor => db.Acting.Actor;

    public LondonClock Clock => clock;

    public WorkingCalendar Calendar => calendar;

    public ChallengeRules Rules => practice.Challenges;

    public string Title(string list, string code) => practice.Codes[list].Find(code)?.Title ?? code;

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title))];

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public Task<IReadOnlyList<AgencySummary>> AgenciesAsync(CancellationToken stop = default) => register.ListAsync(cancellationToken: stop);

    /// <summary>The kind of an agency as figures split by it.</summary>
    public async Task<string> KindAsync(string? agency, CancellationToken stop = default) =>
        (await register.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == agency)?.Kind is { } kind && practice.Codes["agency-register-kind"].Find(kind) is not null ? kind : "other";

    /// <summary>The last day to answer of a stage begun today.</summary>
    /// <exception cref="InvalidOperationException">No limit is in force.</exception>
    public DateOnly Due(DatedLimits within) => Deadline.Due(within.On(clock.Today) ?? throw new InvalidOperationException("practice/challenges.yaml has no limit in force"), Moment.On(clock.Today), calendar).Date;

    /// <summary>Posts of all agencies in the areas, for the choice of whom to ask: "police|role|team|title".</summary>
    public async Task<IReadOnlyList<Choice>> PostChoicesAsync(IReadOnlyCollection<string> areas, string? author, CancellationToken stop = default)
    {
        var titles = (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        var held = await register.PostsAsync(areas, clock.Today, stop);
        return [.. author is null ? Array.Empty<Choice>() : [new Choice(Author, author)], .. held.Where(p => p.Agency != Actor.Agency).Select(p => new Choice(Key(p), p.Title) { Group = titles.GetValueOrDefault(p.Agency, p.Agency) })];
    }

    /// <summary>To whom it is put: everybody who holds the post, of a hidden matter those of them who may know of it.</summary>
    public async Task<Outcome<PutTo>> PutToAsync(string post, Disputed? about, Guid? matter, string? hiddenTo, IReadOnlyCollection<string> areas, DateOnly due, CancellationToken stop = default)
    {
        if (post == Author && about is { Author: { } author } && author != Actor.UserId)
        {
            var name = (await register.NamesAsync([author], stop)).GetValueOrDefault(author, "Whoever decided");
            return new PutTo(about.Agency, await KindAsync(about.Agency, stop), name.Length > Disagreement.LongestName ? name[..Disagreement.LongestName] : name, [author], due);
        }

        if (post.Split('|') is not [var agency, var role, var team, var title] || (await register.PostsAsync(areas, clock.Today, stop)).All(p => Key(p) != post)) { return new Refusal("Post", "Select who is to answer"); }
        await using var own = await db.OpenAsync(stop);
        var staff = new List<Guid>();
        foreach (var area in areas) { staff.AddRange(await posts.OfPostAsync(own.Connection, agency, role, team.Length > 0 ? team : null, title, area, stop)); }
        staff = [.. staff.Distinct().Where(s => s != Actor.UserId)];
        if (hiddenTo is not null)
        {
            var few = new HashSet<Guid>(await casework.LetInByNameAsync(matter!.Value, stop));
            foreach (var known in practice.Roles.Where(r => r.Circles.Contains(hiddenTo))) { few.UnionWith(await posts.InRoleAsync(own.Connection, known.Id, areas.First(), null, stop)); }
            staff = staff.FindAll(few.Contains);
            if (staff.Count == 0) { return new Refusal("Post", "Nobody in this post is let into this matter, which is hidden. Let them in by name first, or ask somebody else"); }
        }

        if (staff.Count == 0) { return new Refusal("Post", "Nobody holds this post now. Ask somebody else"); }
        return new PutTo(agency, await KindAsync(agency, stop), title, staff, due);
    }

    /// <summary>Tells those it was put to.</summary>
    public void TellAsked(Disagreement challenge, Turn turn) => Tell(Occasion.ChallengeAsked, challenge, turn.Asked, turn.Id.ToString("N"));

    /// <summary>Tells whoever raised it, and settles what those who were asked still had to do.</summary>
    public void TellAnswered(Disagreement challenge, Turn turn)
    {
        outbox.Settle(challenge.Id);
        Tell(Occasion.ChallengeAnswered, challenge, [challenge.RaisedBy], turn.Id.ToString("N"));
    }

    public void Settle(Disagreement challenge) => outbox.Settle(challenge.Id);

    internal void TellLate(Disagreement challenge, Turn turn) => Tell(Occasion.ChallengeLate, challenge, [challenge.RaisedBy, .. challenge.LastPut?.Asked ?? []], turn.Id.ToString("N"));

    internal void Tell(Occasion occasion, string reference, string link, Guid about, IReadOnlyCollection<Guid> to, string once) => teller.Tell(outbox, new BusinessNews(occasion, Topic, about, reference, link, to, once));

    public async Task<string> NextReferenceAsync(CancellationToken stop = default) => $"C{await db.Database.SqlQuery<long>($"select nextval('challenges.reference') as \"Value\"").SingleAsync(stop)}";

    private void Tell(Occasion occasion, Disagreement challenge, IReadOnlyCollection<Guid> to, string once) => Tell(occasion, challenge.Reference, $"/challenges/{challenge.Reference.ToLowerInvariant()}", challenge.Id, [.. to.Where(u => u != Actor.UserId)], once);

    private static string Key(PostSummary post) => $"{post.Agency}|{post.Role}|{post.Team}|{post.Title}";
}
