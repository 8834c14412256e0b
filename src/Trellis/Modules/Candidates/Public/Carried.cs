using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Candidates.Public;

/// <summary>What was typed and who was shown for it, as it goes from page to page.</summary>
/// <param name="Sources">What came of each source that was asked.</param>
public sealed record Carried(Typed Typed, Guid[] Shown, bool Compared, KeyValuePair<string, string>[] Sources)
{
    /// <summary>They looked at those who were shown, and it is none of them.</summary>
    public bool IsNone { get; init; }

    /// <summary>Those of them who were shown as very likely the same person.</summary>
    public Guid[] VeryLikely { get; init; } = [];

    public static Carried Of(Typed typed, Looked looked) => new(typed, [.. looked.People.Select(p => p.Id)], looked.Compared, []) { VeryLikely = [.. looked.People.Where(p => p.IsVeryLikely).Select(p => p.Id)] };

    /// <summary>Whether somebody has said already that it is not this one, knowing as much as is known now.</summary>
    public bool RulesOut(Likely likely) => IsNone && Shown.Contains(likely.Id) && (!likely.IsVeryLikely || VeryLikely.Contains(likely.Id));
}

/// <summary>
/// Carries it locked under the product's keys for whoever typed it: in no address, history or log of a proxy stands a name, and going
/// back or reloading asks nothing to be sent again.
/// </summary>
public sealed class HeldTyped(Safekeeping safe, Acting acting)
{
    /// <summary>A working day: whoever comes back to it later searches again.</summary>
    private static readonly TimeSpan For = TimeSpan.FromHours(12);

    /// <summary>Short enough for an address, whatever alphabet it is typed in. It is locked, and shown to nobody as it is.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    private string Purpose => $"typed {acting.Actor.UserId}";

    public string Hold(Carried carried) => safe.Lend(Purpose, JsonSerializer.Serialize(carried, Json), For);

    /// <summary>For the query of an address.</summary>
    public string InAddress(Carried carried) => Uri.EscapeDataString(Hold(carried));

    /// <summary>Null when nothing came back, or too late, or another's.</summary>
    public Carried? Read(string? held) => safe.TakeBack(Purpose, held) is { } plain ? JsonSerializer.Deserialize<Carried>(plain, Json) : null;
}
