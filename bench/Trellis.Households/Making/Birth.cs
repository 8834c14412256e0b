using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>A child to be: when born, son or daughter, twin of the one before or not.</summary>
public readonly record struct Birth(DateOnly Born, char Sex, bool IsTwinOfTheOneBefore)
{
    /// <summary>Most households have one or two children, none more than five.</summary>
    private static readonly double[] UpTo = [0.45, 0.83, 0.95, 0.985, 1];

    /// <summary>The children of one household, the youngest first, all under 18 and ten months or more apart.</summary>
    /// <param name="most">No more than this.</param>
    public static List<Birth> Plan(Origin origin, int most, Chance chance)
    {
        var draw = chance.Next();
        var wanted = Array.FindIndex(UpTo, u => draw < u) + 1;
        if (chance.Hits(origin.ExtraChildren))
        {
            wanted++;
        }

        var eldest = Population.On.AddYears(-18);
        var births = new List<Birth>(5);
        // Larger families began longer ago: the youngest of them is younger.
        var born = Population.On.AddDays(-chance.Below(18 * 365 / Math.Max(1, wanted - 1)));
        most = Math.Min(most, Math.Min(wanted, 5));
        while (births.Count < most && born > eldest)
        {
            var sex = chance.Hits(0.512) ? 'M' : 'F';
            births.Add(new Birth(born, sex, false));
            if (chance.Hits(Population.TwinBirths) && births.Count < Math.Min(5, most + 1))
            {
                // A third of twins are identical, and half of the others of one sex.
                births.Add(new Birth(born, chance.Hits(0.67) ? sex : sex == 'M' ? 'F' : 'M', true));
            }

            born = born.AddDays(-chance.Between(320, 1700));
        }

        return births;
    }
}
