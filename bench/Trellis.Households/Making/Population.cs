using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>
/// Households, area after area: never more than one area is in memory. The same seed gives the same people whatever
/// mistakes agencies then make about them.
/// </summary>
/// <param name="seed">What chance begins with.</param>
/// <param name="children">How many children there are in all.</param>
public sealed class Population(long seed, long children)
{
    /// <summary>Children of an area: about a London borough's.</summary>
    public const int PerArea = 40_000;

    /// <summary>Share of births that bring two children.</summary>
    public const double TwinBirths = 0.015;

    /// <summary>Ages are as of this day.</summary>
    public static readonly DateOnly On = new(2025, 9, 1);

    private const double WithCousins = 0.015;
    private const double Namesakes = 0.006;
    private readonly Naming _naming = new(seed);

    /// <summary>One area after the other, with its households.</summary>
    public IEnumerable<(Neighbourhood Area, List<Household> Households)> Areas()
    {
        long made = 0;
        for (var number = 0; made < children; number++)
        {
            var room = (int)Math.Min(PerArea, children - made);
            made += room;
            var area = new Neighbourhood(seed, number, room * 5 / 9);
            var chance = new Chance(seed, 2, number);
            var households = new List<Household>();
            var dense = new List<Person>();
            while (room > 0)
            {
                var household = Next(area, number, households, dense, room, chance);
                room -= household.Children.Count;
                households.Add(household);
                if (household.Origin.IsDense)
                {
                    dense.AddRange(household.Children);
                }
            }

            yield return (area, households);
        }
    }

    private Household Next(Neighbourhood area, int number, List<Household> others, List<Person> dense, int room, Chance chance)
    {
        if (others.Count > 0 && chance.Hits(WithCousins))
        {
            var beside = chance.Of(others);
            var cousins = new Household(beside.Origin, beside.Names.OfABrother(Mothers(beside.Origin, area, chance), chance), beside.Place, beside);
            _naming.Name(cousins, Birth.Plan(beside.Origin, room, chance), number, chance);
            return cousins;
        }

        var (place, origin) = area.Somewhere(chance);
        var namesake = origin.IsDense && dense.Count > 0 && chance.Hits(Namesakes) ? chance.Of(dense) : null;
        if (namesake is null)
        {
            var household = new Household(origin, new FamilyNames(origin, Mothers(origin, area, chance), chance), place, null);
            _naming.Name(household, Birth.Plan(origin, room, chance), number, chance);
            return household;
        }

        // Half of them a few streets away: where a community lives close together.
        var near = chance.Hits(0.5) ? area.In(namesake.Household.Place.Sector, chance) : place;
        var strangers = new Household(namesake.Origin, new FamilyNames(namesake.Origin, namesake.Origin, chance), near, null);
        _naming.NameLike(namesake, strangers, number, chance);
        return strangers;
    }

    private static Origin Mothers(Origin fathers, Neighbourhood area, Chance chance) => chance.Hits(0.12) ? area.Somewhere(chance).Origin : fathers;
}
