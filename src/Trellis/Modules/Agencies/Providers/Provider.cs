using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Providers;

/// <summary>An agency's own sign-in: an OpenID Connect provider, and what we are called there.</summary>
public sealed class Provider : Entity
{
    public const int LongestIssuer = 400;
    public const int LongestClientId = 200;

    public required string Agency { get; init; }

    /// <summary>As its tokens name it, exactly.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Encrypted under the product's keys, for this provider alone.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Words of <c>amr</c> or <c>acr</c> that show a second factor; empty: one of ours is asked for as well.</summary>
    public required string[] SecondFactor { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? UntilAt { get; private set; }

    public static string PurposeFor(Guid provider) => $"client secret of provider {provider}";

    /// <param name="id">Of the provider to be: its secret was locked for it.</param>
    public static Provider Begin(Guid id, string agency, string issuer, string clientId, byte[] secret, string[] secondFactor, OnSpot on)
    {
        var provider = new Provider { Id = id, Agency = agency, Issuer = issuer, ClientId = clientId, Secret = secret, SecondFactor = secondFactor, FromAt = on.Now };
        provider.Say("provider.begun", on);
        return provider;
    }

    public void End(OnSpot on)
    {
        UntilAt = on.Now;
        Say("provider.ended", on);
    }

    /// <summary>Whether what the provider says of a sign-in counts as a second factor.</summary>
    public bool ShowsSecondFactor(IEnumerable<string> methods, string? context) => methods.Intersect(SecondFactor).Any() || (context is not null && SecondFactor.Contains(context));

    private void Say(string kind, OnSpot on) => Happened(new Fact { Kind = kind, SourceId = Id, Area = on.Area, Agency = Agency, Occurred = Moment.Exactly(on.Now) });
}
