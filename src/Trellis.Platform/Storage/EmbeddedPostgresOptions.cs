namespace Trellis.Platform.Storage;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds the database (<c>pg</c>), its log and the two lock files. Made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The <c>native</c> folder of the npm package.</summary>
    public string BinariesFolder { get; init; } = PostgresBinaries.DefaultFolder;

    /// <summary>False for tests only: nothing is forced to disk, and a power cut loses the database.</summary>
    public bool Durable { get; init; } = true;
}
