namespace Trellis.Modules.Actions;

/// <summary>What something is meant to change, as its page shows it.</summary>
public sealed record Aim(FigureShown? Figure, string Standard)
{
    public bool IsNamed => Figure is not null || Standard.Length > 0;
}
