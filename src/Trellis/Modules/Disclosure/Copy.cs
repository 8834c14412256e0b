using Trellis.Platform.Record;

namespace Trellis.Modules.Disclosure;

/// <summary>The copy as it was signed, with its hash. It is never written anew.</summary>
public sealed class Copy : Entity
{
    public required Guid RequestId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary>Locked, as the JSON is: what it says of itself is in the hash.</summary>
    public required string Html { get; init; }

    public required string Json { get; init; }

    /// <summary>SHA-256 of the HTML and the JSON as they are given out, one after the other.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    internal Copy Of(DisclosureRequest request, string? by)
    {
        Happened(request.Said("disclosure.copied", MadeAt, by, new FactDetail { Field = "sha-256", Code = Convert.ToHexStringLower(Hash) }));
        return this;
    }
}

/// <summary>Who got the copy, how, when, from whom.</summary>
public sealed class HandedOver : Entity
{
    public required Guid RequestId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Area { get; init; }

    public required string Recipient { get; init; }

    public required string How { get; init; }

    public required Guid GivenBy { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    internal HandedOver Of(DisclosureRequest request, string? by)
    {
        Happened(request.Said("disclosure.handed-over", GivenAt, by));
        return this;
    }
}
