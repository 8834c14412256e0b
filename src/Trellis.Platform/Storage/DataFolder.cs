namespace Trellis.Platform.Storage;

/// <summary>Where this Trellis keeps what is its own: <c>TRELLIS_DATA</c>, otherwise <c>data/</c> in the checkout.</summary>
public static class DataFolder
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("TRELLIS_DATA") is { Length: > 0 } given ? given : Checkout.Folder("data");
}
