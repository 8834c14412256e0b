using System.Text.Json;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Public;

/// <summary>
/// Carries what was typed into a search from the form to the page of its results, locked under the product's keys for whoever typed
/// it: in no address, history or log of a proxy stands a name, and going back or reloading asks nothing to be sent again.
/// </summary>
public sealed class HeldSearch(Safekeeping safe, Acting acting)
{
    /// <summary>What came back; both are empty when nothing did, or too late.</summary>
    public sealed record Terms(string Name, DateParts Born)
    {
        public bool Any => Name.Length > 0 || !Born.IsEmpty;
    }

    /// <summary>A working day: whoever comes back to it later searches again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    private string Purpose => $"search {acting.Actor.UserId}";

    /// <returns>For the query of an address, already escaped.</returns>
    public string Hold(string? name, DateParts? born = null) => Uri.EscapeDataString(safe.Lend(Purpose, JsonSerializer.Serialize(new Terms(name?.Trim() ?? "", born ?? new())), Kept));

    public Terms Read(string? held) => safe.TakeBack(Purpose, held) is { } plain ? JsonSerializer.Deserialize<Terms>(plain)! : new Terms("", new());
}
