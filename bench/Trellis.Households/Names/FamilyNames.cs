namespace Trellis.Households.Names;

/// <summary>What the children of two parents are called after them.</summary>
public sealed class FamilyNames
{
    private static readonly string[] DaughtersOf = ["Begum", "Khatun", "Akter"];
    private readonly Origin _origin;
    private readonly string _shared;
    private readonly bool _second;
    private readonly string _daughters;

    public FamilyNames(Origin origin, Origin mothers, Chance chance)
    {
        _origin = origin;
        Fathers = Drawn(origin, chance);
        Mothers = Drawn(mothers, chance);
        FathersGiven = origin.Boys.Draw(chance);
        _second = chance.Hits(0.55);
        _daughters = chance.Of(DaughtersOf);
        var grandfathers = origin.Boys.Draw(chance);
        var which = chance.Next();
        var keepsMothers = origin.Custom is Custom.Inherited && origin.Code is "british" or "caribbean" or "irish" ? 0.22 : 0.05;
        _shared = origin.Custom switch
        {
            Custom.Grandfather => grandfathers,
            Custom.Father => FathersGiven,
            Custom.TwoNames when _second => origin.Code == "latin-american" ? $"{Fathers} {Mothers}" : $"{Mothers} {Fathers}",
            _ when which < keepsMothers => Mothers,
            _ when which < keepsMothers + 0.04 && Mothers != Fathers => $"{Mothers}-{Fathers}",
            _ => Fathers,
        };
    }

    private FamilyNames(FamilyNames brother, string shared, Origin mothers, Chance chance)
    {
        (_origin, Fathers, _shared, _second, _daughters) = (brother._origin, brother.Fathers, shared, brother._second, brother._daughters);
        FathersGiven = _origin.Boys.Draw(chance);
        Mothers = Drawn(mothers, chance);
    }

    public string Fathers { get; }
    public string Mothers { get; }
    public string FathersGiven { get; }

    /// <summary>For the children of the father's brother: cousins with the same family name.</summary>
    public FamilyNames OfABrother(Origin mothers, Chance chance) =>
        new(this, _origin.Custom is Custom.Grandfather ? _shared : _origin.Custom is Custom.Father ? _origin.Boys.Draw(chance) : Fathers, mothers, chance);

    /// <summary>The family name of a son or daughter.</summary>
    public string For(char sex) => _origin.Custom switch
    {
        Custom.SinghKaur when !_second => sex == 'M' ? "Singh" : "Kaur",
        Custom.Gendered when sex == 'F' && _second => Daughters(_shared),
        Custom.Begum when sex == 'F' && _second => _daughters,
        _ => _shared,
    };

    /// <summary>The middle name that custom puts there; null where parents choose.</summary>
    public string? MiddleFor(char sex) => _origin.Custom switch
    {
        Custom.SinghKaur => _second ? sex == 'M' ? "Singh" : "Kaur" : "",
        Custom.Grandfather => FathersGiven,
        Custom.Vietnamese => sex == 'M' ? "Văn" : "Thị",
        Custom.MothersInTheMiddle => Mothers,
        _ => null,
    };

    private static string Drawn(Origin origin, Chance chance) =>
        origin.Custom is Custom.Grandfather ? origin.Boys.Draw(chance) : origin.Family.Draw(chance);

    private static string Daughters(string name) => name switch
    {
        _ when name.EndsWith("ski", StringComparison.Ordinal) || name.EndsWith("cki", StringComparison.Ordinal) => name[..^1] + "a",
        _ when name.EndsWith("sky", StringComparison.Ordinal) => name[..^1] + "a",
        _ when name.EndsWith("ov", StringComparison.Ordinal) || name.EndsWith("ev", StringComparison.Ordinal) => name + "a",
        _ => name,
    };
}
