using Npgsql;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Messages.Public;

/// <summary>Something people may have to be told of, about a step.</summary>
/// <param name="Topic">The step's fact kind: <c>front-door.triage</c>.</param>
/// <param name="VisibleTo">The circles that alone may see the step; nobody else is told. Null: whoever may see the matter.</param>
/// <param name="Role">Whose turn it is: a role in the area.</param>
/// <param name="Agency">Whose turn it is: an agency.</param>
/// <param name="Once">Names the occasion, where it could be met twice.</param>
public sealed record News(
    Occasion Occasion, Guid Step, string Topic, string Reference, string Area, string? VisibleTo, string? Role, string? Agency, Guid? Author, string? Once = null, DateTimeOffset? At = null)
{
    /// <summary>Where it leads, when that is not the step: something else about which people are told.</summary>
    public string? Link { get; init; }
}

/// <summary>Something to be told of an account, or of what somebody did, that is about no step.</summary>
/// <param name="Who">Whose account it is, or who did it.</param>
/// <param name="Agencies">Where they have posts.</param>
/// <param name="Area">Where whoever governs information is told.</param>
/// <param name="Reference">Capitals, digits and hyphens; never of a person.</param>
/// <param name="About">What has to be done, if anything: the one-time link.</param>
public sealed record AccountNews(Occasion Occasion, Guid Who, IReadOnlyCollection<string> Agencies, string Area, string Reference, string Link, Guid? About = null);

/// <summary>Something to be told of what the partnership agreed to do: an action, a recommendation.</summary>
/// <param name="Topic">Of the kind of thing: <c>action</c>.</param>
/// <param name="About">Its id: once it is settled, nothing is asked of anybody any more.</param>
/// <param name="To">Who is told; whose turn it is.</param>
/// <param name="Once">Names the occasion: nobody is told twice of it.</param>
public sealed record BusinessNews(Occasion Occasion, string Topic, Guid About, string Reference, string Link, IReadOnlyCollection<Guid> To, string Once);

/// <summary>Tells people something within the current save: who is told, and in which kind of message, is in <c>practice/messages.yaml</c>.</summary>
public sealed class Teller(PracticeModel practice, PostHolders posts)
{
    /// <summary>Whoever works for an agency that is asked, and may answer.</summary>
    private const string Answering = "step.complete";

    /// <summary>The topic of what is about no step.</summary>
    private const string Account = "account";

    private const string OwnAccount = "/your-sign-in";

    /// <param name="connection">Of the current unit of work.</param>
    /// <param name="except">Who did it needs no telling.</param>
    public async Task TellAsync(NpgsqlConnection connection, Outbox outbox, News news, IReadOnlyCollection<Guid> except, CancellationToken cancellationToken = default)
    {
        var told = except.ToHashSet();
        foreach (var kind in practice.Messages.For(news.Occasion, news.Topic))
        {
            foreach (var user in await ReadersAsync(connection, kind, news, cancellationToken))
            {
                if (!told.Add(user)) { continue; }
                outbox.Tell(new Notice(user, kind.Id, news.Topic, news.Reference, news.Link ?? $"/steps/{news.Step}", news.Step, kind.Urgent, news.Once, news.At));
            }
        }
    }

    /// <param name="except">Who did it needs no telling.</param>
    public async Task TellAsync(NpgsqlConnection connection, Outbox outbox, AccountNews news, IReadOnlyCollection<Guid> except, CancellationToken cancellationToken = default)
    {
        var told = except.ToHashSet();
        foreach (var kind in practice.Messages.For(news.Occasion, Account))
        {
            foreach (var user in await ReadersAsync(connection, kind, news, cancellationToken))
            {
                if (!told.Add(user)) { continue; }
                outbox.Tell(new Notice(user, kind.Id, Account, news.Reference, kind.OneTimeLink ? OwnAccount : news.Link, kind.OneTimeLink ? news.About : null, kind.Urgent, Always: kind.OneTimeLink));
            }
        }
    }

    public void Tell(Outbox outbox, BusinessNews news)
    {
        foreach (var kind in practice.Messages.For(news.Occasion, news.Topic).Where(k => k.To.Contains(Told.WaitsFor)))
        {
            foreach (var user in news.To.Distinct()) { outbox.Tell(new Notice(user, kind.Id, news.Topic, news.Reference, news.Link, news.About, kind.Urgent, $"{kind.Id} {news.Once}")); }
        }
    }

    private async Task<List<Guid>> ReadersAsync(NpgsqlConnection connection, MessageKind kind, AccountNews news, CancellationToken cancellationToken)
    {
        var users = new List<Guid>();
        if (kind.To.Contains(Told.Themselves)) { users.Add(news.Who); }
        if (kind.To.Contains(Told.AgencyAdministrators) && practice.Messages.AgencyAdministrator is { } administrator) { users.AddRange(await posts.InRoleAsync(connection, administrator, null, news.Agencies, cancellationToken)); }
        if (kind.To.Contains(Told.Governance) && practice.Messages.Governance is { } governance) { users.AddRange(await posts.InRoleAsync(connection, governance, news.Area, null, cancellationToken)); }
        // Of what they did themselves, others are told.
        return kind.To.Contains(Told.Themselves) ? users : users.FindAll(u => u != news.Who);
    }

    private async Task<List<Guid>> ReadersAsync(NpgsqlConnection connection, MessageKind kind, News news, CancellationToken cancellationToken)
    {
        var users = new List<Guid>();
        if (kind.To.Contains(Told.Author) && news.Author is { } author) { users.Add(author); }
        if (kind.To.Contains(Told.WaitsFor) && (news.Role ?? news.Agency) is not null)
        {
            var turn = await posts.InAsync(connection, news.Area, news.Role, news.Agency, cancellationToken);
            users.AddRange(turn.Where(h => MaySee(h, news) && (news.Agency is null || Acts(h.Role).Contains(Answering) || Acts(h.Role).Contains("step.*"))).Select(h => h.User));
        }

        if (kind.To.Contains(Told.Manager) && practice.Messages.Manager is { } manager)
        {
            users.AddRange((await posts.InAsync(connection, news.Area, manager, null, cancellationToken)).Where(h => MaySee(h, news)).Select(h => h.User));
        }

        return users;
    }

    /// <summary>That there is something they may not see, they are not told.</summary>
    private bool MaySee(Holder holder, News news) =>
        (practice.HiddenTo(news.Topic) is not { } hidden || practice.Roles.FirstOrDefault(r => r.Id == holder.Role)?.Circles.Contains(hidden) is true)
        && (news.VisibleTo is not { } circles || circles.Split(',').Any(c => c == Actor.AgencyCircle(holder.Agency) || practice.Roles.FirstOrDefault(r => r.Id == holder.Role)?.Circles.Contains(c) is true));

    private System.Collections.Immutable.ImmutableArray<string> Acts(string role) => practice.Roles.FirstOrDefault(r => r.Id == role)?.Acts ?? [];
}
