namespace Trellis.Platform.Messages;

/// <summary>An e-mail as it goes out.</summary>
/// <param name="Id">The same at every attempt: given to the provider, so that two of the same can be told to be one.</param>
public sealed record Letter(Guid Id, string To, string Subject, string Body);

/// <summary>
/// What came of handing an e-mail over. <c>Later</c>: certainly not sent, worth another try. <c>Refused</c>: certainly not sent,
/// and trying again changes nothing. <c>Unknown</c>: the connection was lost when it may have been taken already.
/// </summary>
public enum Handover { Sent, Later, Refused, Unknown }

/// <param name="Code">The provider's code, or ours for what happened on the way; never its words, which may repeat an address.</param>
public readonly record struct Carried(Handover What, string Code);

/// <summary>A way for e-mail to go out.</summary>
public interface ICarrier
{
    /// <summary>Hands one e-mail over. What goes wrong on the way is the answer, not an exception.</summary>
    Task<Carried> CarryAsync(Letter letter, CancellationToken cancellationToken);
}

/// <summary>How this site sends, as its operator set it.</summary>
/// <param name="Carrier">Null: nothing goes out; it is kept in the outbox.</param>
/// <param name="Site">The site's own address, which links in e-mails begin with: <c>https://trellis.example</c>.</param>
public sealed record Mailing(ICarrier? Carrier, Uri? Site);
