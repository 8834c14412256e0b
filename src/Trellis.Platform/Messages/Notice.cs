namespace Trellis.Platform.Messages;

/// <summary>
/// Somebody is told something: a kind and a topic (ids that have words elsewhere), a reference, a link. Never a name, a date of
/// birth or a word of the record: what stands behind the link is shown under the reader's own rights.
/// </summary>
/// <param name="UserId">Who is told.</param>
/// <param name="About">What has to be done, if anything: once it is <see cref="Outbox.Settle">settled</see>, so is the message.</param>
/// <param name="Urgent">E-mailed at once, whatever the hour.</param>
/// <param name="Once">Names the occasion: nobody is told twice of the same. Null: each time is one of its own.</param>
/// <param name="Always">E-mailed also to who wants none: without it they do not get in.</param>
/// <param name="At">When it happened; null: now.</param>
public sealed record Notice(Guid UserId, string Kind, string Topic, string Reference, string Link, Guid? About, bool Urgent, string? Once = null, DateTimeOffset? At = null, bool Always = false);
