using System.Globalization;
using Trellis.Households.Names;

namespace Trellis.Households.Making;

/// <summary>
/// The streets of one area of about a borough's size: some 8 postcode districts with 5 sectors each and about 15
/// households to a postcode. Communities live near each other: each sector has an origin that a good part of its
/// households are of. Districts are London's and other real letters with numbers, and mean no place.
/// </summary>
public sealed class Neighbourhood
{
    private const int Districts = 8;
    private const int SectorsEach = 5;
    private const string InwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

    private static readonly string[] Letters =
    [
        "W", "SW", "NW", "N", "E", "SE", "CR", "BR", "HA", "UB", "TW", "KT", "SM", "IG", "RM", "EN", "DA", "WD", "B", "M", "L", "LS", "BD", "S", "NG",
        "LE", "CV", "BS", "CF", "NE", "SR", "DL", "TS", "HU", "YO", "PR", "BL", "OL", "SK", "WA", "ST", "DE", "WV", "DY", "WS", "NN", "MK", "LU", "PE", "RG",
    ];

    private static readonly string[] StreetNames =
    [
        "Acacia", "Albert", "Alma", "Ashgrove", "Beech", "Bramley", "Bridge", "Cedar", "Chapel", "Church", "Clarendon", "Coronation", "Cromwell", "Derby", "Elm", "Factory",
        "Fairfield", "Gladstone", "Grange", "Green", "Grove", "Hawthorn", "High", "Hillside", "Holly", "Kings", "Lansdowne", "Laurel", "Lime", "Manor", "Maple", "Meadow",
        "Mill", "Nelson", "New", "North", "Oak", "Orchard", "Oxford", "Park", "Poplar", "Princes", "Priory", "Queens", "Railway", "Richmond", "River", "Rosebery", "School",
        "South", "Spring", "Stanley", "Station", "Sycamore", "Temple", "Union", "Vicarage", "Victoria", "Waterloo", "Wellington", "West", "Willow", "Windsor", "York",
    ];

    private static readonly string[] StreetKinds = ["Road", "Street", "Avenue", "Close", "Gardens", "Terrace", "Lane", "Court", "Crescent", "Drive"];
    private readonly string[] _sectors = new string[Districts * SectorsEach];
    private readonly Origin[] _favourites = new Origin[Districts * SectorsEach];
    private readonly double[] _upTo = new double[Origin.All.Count];
    private readonly int _postcodesEach;
    private readonly int _number;

    /// <param name="number">From 0.</param>
    /// <param name="households">How many are expected, which says how many postcodes there are.</param>
    public Neighbourhood(long seed, int number, int households)
    {
        _number = number;
        var chance = new Chance(seed, 1, number);
        _postcodesEach = Math.Clamp(households / (_sectors.Length * 15), 2, InwardLetters.Length * InwardLetters.Length);
        var sum = 0.0;
        for (var i = 0; i < _upTo.Length; i++)
        {
            sum += Origin.All[i].Weight * Math.Exp(chance.Bell() * 0.7);
            _upTo[i] = sum;
        }

        for (var i = 0; i < _sectors.Length; i++)
        {
            _sectors[i] = Sector(number, i);
            _favourites[i] = AnyOrigin(chance);
        }
    }

    /// <summary>Somewhere in it, and who lives there.</summary>
    public (Place Place, Origin Origin) Somewhere(Chance chance)
    {
        var sector = chance.Below(_sectors.Length);
        var place = In(sector, chance);
        return (place, chance.Hits(0.3) ? _favourites[sector] : AnyOrigin(chance));
    }

    /// <summary>Elsewhere in the same area, or with <paramref name="inTheArea"/> false in another.</summary>
    public Place Elsewhere(Chance chance, bool inTheArea)
    {
        if (inTheArea)
        {
            return In(chance.Below(_sectors.Length), chance);
        }

        var number = _number + 1 + chance.Below(60);
        return At(Sector(number, chance.Below(_sectors.Length)), -1, chance);
    }

    public Place In(int sector, Chance chance) => At(_sectors[sector], sector, chance);

    private static string Sector(int neighbourhood, int index)
    {
        // Eight districts each: numbers 1 to 8, then 9 to 16, of each letter.
        var letters = Letters[neighbourhood % Letters.Length];
        var first = neighbourhood / Letters.Length % 11 * Districts;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{first + 1 + (index / SectorsEach)} {1 + (index % SectorsEach)}");
    }

    private Place At(string sector, int index, Chance chance)
    {
        var unit = chance.Below(_postcodesEach) * 7 % (InwardLetters.Length * InwardLetters.Length);
        var postcode = $"{sector}{InwardLetters[unit / InwardLetters.Length]}{InwardLetters[unit % InwardLetters.Length]}";
        var street = Hash(postcode);
        var number = chance.Between(1, 90);
        var house = string.Create(CultureInfo.InvariantCulture, $"{number} {StreetNames[street % StreetNames.Length]} {StreetKinds[street / StreetNames.Length % StreetKinds.Length]}");
        return new Place(chance.Hits(0.3) ? string.Create(CultureInfo.InvariantCulture, $"Flat {chance.Between(1, 40)}, {house}") : house, postcode, index);
    }

    private Origin AnyOrigin(Chance chance)
    {
        var at = Array.BinarySearch(_upTo, chance.Next() * _upTo[^1]);
        return Origin.All[Math.Min(at < 0 ? ~at : at, _upTo.Length - 1)];
    }

    private static int Hash(string text)
    {
        var hash = 17;
        foreach (var c in text)
        {
            hash = unchecked((hash * 31) + c);
        }

        return hash & int.MaxValue;
    }
}
