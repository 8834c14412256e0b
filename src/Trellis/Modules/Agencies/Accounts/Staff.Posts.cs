using System.Globalization;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies;

/// <summary>What a post is to be, before somebody has it.</summary>
/// <param name="Until">Its last day; null without an end.</param>
public sealed record PostToBe(string Agency, string? Team, string Role, string Title, string[] Areas, string? Qualification, DateOnly From, DateOnly? Until);

/// <summary>Their posts: given, ended, covered; and leaving.</summary>
public sealed partial class Staff
{
    /// <summary>Those of one agency, the newest first.</summary>
    public IReadOnlyList<Post> PostsIn(string agency) => [.. Posts.Where(p => p.Agency == agency).OrderByDescending(p => p.StartsOn).ThenByDescending(p => p.Id)];

    public Outcome<Post> Give(PostToBe given, OnSpot on, Guid? covers = null)
    {
        if (Posts.Any(p => p.Agency == given.Agency && p.Role == given.Role && p.CoversId == covers && p.Areas.Intersect(given.Areas).Any() && Overlap(p, given)))
        {
            return new Refusal("From", "They hold this role there in that time already. End or change that post instead");
        }

        var post = new Post
        {
            StaffId = Id,
            Holder = this,
            Agency = given.Agency,
            Team = given.Team,
            Role = given.Role,
            Title = given.Title,
            Areas = given.Areas,
            Qualification = given.Qualification,
            StartsOn = given.From,
            CoversId = covers,
        };
        if (given.Until is { } until) { post.End(until); }
        Posts.Add(post);
        Happened(PostFact(covers is null ? "post.given" : "post.cover-given", post, on, ("role", post.Role), ("from", Day(post.StartsOn)), ("covers", covers?.ToString())));
        return post;
    }

    /// <summary>Ends a post, at the end of a day or (the day before today) at once: then what they do in it ends now.</summary>
    /// <param name="last">The last day it is held.</param>
    public Outcome<Post> EndPost(Post post, DateOnly last, DateOnly today, OnSpot on)
    {
        if (post.EndsOn is { } ended && ended < today) { return new Refusal("Last", "This post has ended already"); }
        if (last < today.AddDays(-1)) { return new Refusal("Last", "The last day must be today or later. What was done in the post stays as it is"); }
        post.End(last);
        if (!post.HeldOn(today)) { EndSessionsOf(post, on.Now); }
        Happened(PostFact(post.CoversId is null ? "post.ended" : "post.cover-ended", post, on, ("last-day", Day(last))));
        return post;
    }

    /// <summary>Whom they act for they act for as somebody of this agency, with what they are qualified for: covers that no post of their own stands behind any more end with it.</summary>
    public void EndBareCovers(string agency, DateOnly last, DateOnly today, OnSpot on)
    {
        foreach (var cover in Posts.Where(p => p.CoversId is not null && p.Agency == agency && p.EndsOn > last && p.EndsOn >= today).ToArray())
        {
            if (Posts.Any(p => p.CoversId is null && p.Agency == agency && p.HeldOn(last.AddDays(1)) && (cover.Qualification is null || p.Qualification == cover.Qualification))) { continue; }
            _ = EndPost(cover, last, today, on);
        }
    }

    /// <summary>Leaves an agency: its posts end at once and every session with them, and what they were sent works no longer. Without a post elsewhere their account is closed.</summary>
    public Outcome<Staff> Leave(string agency, DateOnly today, OnSpot on)
    {
        var open = PostsIn(agency).Where(p => p.EndsOn is null || p.EndsOn >= today).ToArray();
        if (open.Length == 0 && !Active) { return new Refusal("", "They have left already"); }
        foreach (var post in open) { _ = EndPost(post, today.AddDays(-1), today, on); }
        EndSessions(on.Now);
        LapseLinks(on.Now);
        Active = Posts.Any(p => p.Agency != agency && (p.EndsOn is null || p.EndsOn >= today));
        Happened(StaffFacts.Of("staff.left", Id, on));
        return this;
    }

    /// <summary>Comes back to an agency after leaving: as somebody new would, with a password and a second factor yet to choose.</summary>
    public void Return(OnSpot on)
    {
        (Active, PasswordHash, CodeSeed, WaitsForLink) = (true, null, null, false);
        foreach (var passkey in Passkeys) { passkey.Remove(on.Now); }
        ForgetRecoveryCodes(on);
        foreach (var identity in Identities) { identity.End(on.Now); }
        EndSessions(on.Now);
        Happened(StaffFacts.Of("staff.returned", Id, on));
    }

    /// <summary>What they sign in with. Every session ends.</summary>
    public Outcome<string> ChangeEmail(string email, OnSpot on)
    {
        if (email == Email) { return new Refusal("Email", "This is their e-mail address already"); }
        Email = email;
        EndSessions(on.Now);
        Happened(StaffFacts.Of("staff.email-changed", Id, on));
        return email;
    }

    private void EndSessionsOf(Post post, DateTimeOffset now)
    {
        foreach (var session in Sessions.Where(s => s.PostId == post.Id)) { session.End(now); }
    }

    private static bool Overlap(Post post, PostToBe given) => (given.Until is null || post.StartsOn <= given.Until) && (post.EndsOn is null || post.EndsOn >= given.From);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Fact PostFact(string kind, Post post, OnSpot on, params ReadOnlySpan<(string Field, string? Code)> details) => new()
    {
        Kind = kind,
        SourceId = post.Id,
        Area = on.Area,
        Agency = post.Agency,
        Occurred = Platform.Time.Moment.Exactly(on.Now),
        Details = [new FactDetail { Field = "staff", Code = post.StaffId.ToString() }, .. details.ToArray().Where(d => d.Code is not null).Select(d => new FactDetail { Field = d.Field, Code = d.Code! })],
    };
}
