using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Whether somebody who was invited came to one sitting.</summary>
public sealed class Attended : IPart
{
    public const string Present = "present";

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string> { [Present] = "Present", ["apology"] = "Apology", ["absent"] = "Absent" };

    public required Guid SittingId { get; init; }

    public required Guid InvitedId { get; init; }

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>A key of <see cref="States"/>.</summary>
    public string State { get; private set; } = "absent";

    public bool Online { get; private set; }

    public string Deputy { get; private set; } = "";

    public Sitting? Sitting { get; init; }

    internal void Set(Came came) => (State, Online, Deputy) = (came.State, came.Online, came.Deputy.Trim());

    Entity IPart.Whole => Sitting ?? throw new InvalidOperationException("Load who came with the sitting to change it");
}
