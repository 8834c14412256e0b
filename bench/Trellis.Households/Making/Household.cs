using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>Parents and one to five children at one address.</summary>
/// <param name="Origin">Where the family name comes from.</param>
/// <param name="Cousins">The household of the father's brother, at the same address; null for most.</param>
public sealed record Household(Origin Origin, FamilyNames Names, Place Place, Household? Cousins)
{
    public List<Person> Children { get; } = [];
    public List<Person> Parents { get; } = [];
}

/// <summary>Where somebody lives.</summary>
/// <param name="Sector">Index of the postcode's sector within its area: who lives near whom.</param>
public sealed record Place(string Address, string Postcode, int Sector);
