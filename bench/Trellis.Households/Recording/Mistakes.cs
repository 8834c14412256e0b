using Trellis.Households.Making;

namespace Trellis.Households.Recording;

/// <summary>
/// Makes an agency's mistakes in a row that had none, and labels each. At most one of a group that excludes each other
/// is made (a nickname is not also a variant), a slip of the fingers comes on top.
/// </summary>
public sealed partial class Mistakes(ErrorRates rates, Agency agency, double side)
{
    /// <summary>The row as this agency has it.</summary>
    public Row Make(Row clean, Neighbourhood area, Chance chance)
    {
        while (true)
        {
            var row = clean with { Clean = clean, Errors = default, Could = default };
            Names(row, chance);
            var isTrue = IsAsLabelled(row);
            Swap(row, chance);
            Birth(row, chance);
            Where(row, area, chance);
            Sex(row, chance);
            NhsNumber(row, chance);
            // A slip can undo a variant by accident: then once more, so that a label is never untrue.
            if (isTrue)
            {
                return row;
            }
        }
    }

    private static bool IsAsLabelled(Row row)
    {
        var errors = row.Errors;
        var given = errors.Has(ErrorKind.Nickname) || errors.Has(ErrorKind.GivenVariant) || errors.Has(ErrorKind.Placeholder) || errors.Has(ErrorKind.KnownAs) || errors.Has(ErrorKind.GivenTypo) || errors.Has(ErrorKind.MiddleMerged);
        var family = errors.Has(ErrorKind.FamilyVariant) || errors.Has(ErrorKind.FamilyChanged) || errors.Has(ErrorKind.DoubleBarrelled) || errors.Has(ErrorKind.FamilyTypo);
        return (!given || row.Given != row.Clean!.Given) && (!family || row.Family != row.Clean!.Family)
            && (!errors.Has(ErrorKind.Alias) || row.Given != row.Clean!.Given || row.Family != row.Clean.Family);
    }

    /// <summary>One of several that exclude each other, or none.</summary>
    private ErrorKind? One(Row row, Chance chance, params ReadOnlySpan<(ErrorKind Kind, bool Can)> kinds)
    {
        var draw = chance.Next();
        ErrorKind? drawn = null;
        foreach (var (kind, can) in kinds)
        {
            var rate = can ? rates.Of(kind, row.Person, agency, side) : 0;
            if (rate <= 0)
            {
                continue;
            }

            row.Could = row.Could.With(kind);
            if (drawn is null && (draw -= rate) < 0)
            {
                drawn = kind;
                row.Errors = row.Errors.With(kind);
            }
        }

        return drawn;
    }

    private bool Happens(Row row, Chance chance, ErrorKind kind, bool can = true) => One(row, chance, (kind, can)) is not null;
}
