using System.Numerics;
using Trellis.Matching.Text;

namespace Trellis.Matching.Names;

/// <summary>How two names are alike, the closest way first.</summary>
public enum Alike
{
    Same,

    /// <summary>The same name written differently: Mohammed, Muhammad; O'Brien, O Brien.</summary>
    Spelling,

    /// <summary>A short or pet form: Elizabeth, Beth.</summary>
    Nickname,

    /// <summary>A slip of the keyboard.</summary>
    Typing,

    /// <summary>A slip apart, but both are names that people have: Ella, Ellie; Jaden, Kaden.</summary>
    LookAlike,

    /// <summary>One holds the other: Mary, Mary Ann; Smith, Smith-Jones.</summary>
    Part,

    /// <summary>One begins the other, or is its initial.</summary>
    Beginning,

    /// <summary>Sounds or looks much like it.</summary>
    Near,

    /// <summary>A little like it.</summary>
    Faint,

    Different,
}

/// <summary>Compares two names by tables, sound and letters.</summary>
internal static class NameLikeness
{
    /// <param name="both">Whether both are names that many people have, so that one is hardly a slip for the other.</param>
    public static Alike Compare(Value one, Value other, bool both)
    {
        if (one.Code == other.Code) { return Alike.Same; }
        var alike = Words(one, other, both);
        if (alike <= Alike.Nickname || (one.Parts.Length == 0 && other.Parts.Length == 0)) { return alike; }

        var parts = Parts(one, other, both);
        return parts < alike ? parts : alike;
    }

    /// <summary>Both as one word each.</summary>
    private static Alike Words(Value one, Value other, bool both)
    {
        ReadOnlySpan<byte> a = one.Solid, b = other.Solid;
        if (a.SequenceEqual(b)) { return Alike.Spelling; }
        if (Meet(one.Spellings, other.Spellings)) { return Alike.Spelling; }
        if (Meet(one.Nicknames, other.Nicknames)) { return Alike.Nickname; }
        if (a.Length == 1 || b.Length == 1) { return a[0] == b[0] ? Alike.Beginning : Alike.Different; }

        if (AreFar(one, other)) { return Alike.Different; }

        var (shorter, longer) = a.Length <= b.Length ? (a.Length, b.Length) : (b.Length, a.Length);
        var sound = one.Spoken.Length > 1 && one.Spoken.AsSpan().SequenceEqual(other.Spoken);
        var edits = Edits.Within(a, b, 2);
        // Parents don't give twins names that sound the same, however many people have each: Sandip, Sandeep.
        if (sound && (edits <= 2 || shorter >= 5)) { return Alike.Spelling; }
        if ((edits == 1 && shorter >= 3) || (edits == 2 && shorter >= 6)) { return both ? Alike.LookAlike : Alike.Typing; }
        if (sound) { return Alike.LookAlike; }
        if (shorter >= 3 && longer > shorter && (a.StartsWith(b) || b.StartsWith(a))) { return Alike.Beginning; }

        var likeness = JaroWinkler.Likeness(a, b);
        if (likeness >= 0.9 || (edits == 2 && shorter >= 4 && likeness >= 0.8)) { return both ? Alike.Faint : Alike.Near; }
        if (one.Bones == other.Bones && one.Bones != 0 && likeness >= 0.7 && shorter >= 3) { return both ? Alike.Faint : Alike.Near; }
        return likeness >= 0.8 ? Alike.Faint : Alike.Different;
    }

    /// <summary>
    /// Most names that are compared have little in common, which their letters show: with these the comparison below can only come
    /// out as different. Nothing else may depend on it.
    /// </summary>
    private static bool AreFar(Value one, Value other)
    {
        var (mine, theirs) = (BitOperations.PopCount(one.Has & ~other.Has), BitOperations.PopCount(other.Has & ~one.Has));
        ReadOnlySpan<byte> a = one.Solid, b = other.Solid;
        if (Math.Max(mine, theirs) <= 2 || Math.Min(mine, theirs) == 0 || one.Bones == other.Bones || Math.Max(a.Length, b.Length) > 64) { return false; }

        // More than two letters are wrong, neither begins with the other, they don't sound the same; at most so many letters are shared.
        double shared = Math.Min(a.Length - mine, b.Length - theirs);
        var jaro = ((shared / a.Length) + (shared / b.Length) + 1) / 3;
        var prefix = Math.Min(4, a.CommonPrefixLength(b));
        return jaro + (prefix * .1 * (1 - jaro)) < .8;
    }

    /// <summary>Word by word: all of the shorter must be in the longer.</summary>
    private static Alike Parts(Value one, Value other, bool both)
    {
        var (few, many) = Count(one) <= Count(other) ? (one, other) : (other, one);
        var (n, m) = (Count(few), Count(many));
        if (m > 8) { return Alike.Different; }

        var (worst, used) = (Alike.Same, 0);
        for (var i = 0; i < n; i++)
        {
            var (best, where) = (Alike.Different, -1);
            for (var j = 0; j < m; j++)
            {
                if ((used & (1 << j)) != 0) { continue; }
                var alike = At(few, i).Code == At(many, j).Code ? Alike.Same : Words(At(few, i), At(many, j), both);
                if (alike < best) { (best, where) = (alike, j); }
            }

            if (best > worst) { worst = best; }
            if (worst == Alike.Different) { return Alike.Different; }
            if (where >= 0) { used |= 1 << where; }
        }

        if (n == m) { return worst == Alike.Same ? Alike.Spelling : worst; }
        if (worst <= Alike.Typing) { return Letters(few, n) >= 3 ? Alike.Part : Alike.Beginning; }
        return worst <= Alike.Beginning ? Alike.Near : Alike.Different;
    }

    private static int Letters(Value value, int parts) => parts == 1 ? value.Solid.Length : value.Solid.Length / 2;

    private static int Count(Value value) => Math.Max(value.Parts.Length, 1);

    private static Value At(Value value, int part) => value.Parts.Length == 0 ? value : value.Parts[part];

    private static bool Meet(int[] one, int[] other)
    {
        foreach (var a in one)
        {
            foreach (var b in other)
            {
                if (a == b) { return true; }
            }
        }

        return false;
    }
}
