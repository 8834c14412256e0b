using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Hiding;

/// <summary>Something counted that a reader is told, or can work out: a number, what is in a share, what is not, its whole.</summary>
/// <param name="True">What it is.</param>
public sealed record Quantity(int Place, string Name, long True)
{
    /// <summary>A count is told by itself: these values show it.</summary>
    public List<int> ShownBy { get; } = [];
}

/// <summary>A value a publication shows or hides, and the quantities behind it.</summary>
/// <param name="Counts">Of a count its quantity; null of a share and of what nothing can be worked out with.</param>
/// <param name="Share">What is in it, what is not, and their whole.</param>
public sealed record Cell(int Place, LiveValue Value, bool Small, Quantity? Counts, (Quantity In, Quantity Out, Quantity Whole)? Share);
