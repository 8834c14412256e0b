using System.Text.Json;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>What an agency said of somebody, as it said it. Never changed, whatever became of it since.</summary>
public sealed class SourceRecord : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    public required string Agency { get; init; }

    /// <summary>Its number in the agency's own system.</summary>
    public string? Number { get; init; }

    /// <summary>The matter that was begun with it, about somebody whom the agency was not shown; null otherwise.</summary>
    public Guid? MatterId { get; init; }

    /// <summary>A JSON object of what was said, label by label, in the agency's words.</summary>
    public required string Said { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The circles that alone see it; null: whoever sees what agencies said.</summary>
    public string? VisibleTo { get; internal set; }

    public Person? Person { get; init; }

    /// <summary>What says the fact of it where the person cannot be read by who keeps it.</summary>
    internal Entity? Within { get; init; }

    public Entity Whole => Person ?? Within ?? throw new InvalidOperationException("A source record is kept with its person");

    public IReadOnlyDictionary<string, string> Lines => JsonSerializer.Deserialize<Dictionary<string, string>>(Said)!;

    /// <summary>Whether it says this, in whatever line.</summary>
    internal bool Says(string? text) => !string.IsNullOrWhiteSpace(text) && Lines.Values.Any(l => l.Contains(text, StringComparison.OrdinalIgnoreCase));

    public static string Write(IEnumerable<KeyValuePair<string, string>> lines) => JsonSerializer.Serialize(lines.Where(l => l.Value.Length > 0).ToDictionary());
}
