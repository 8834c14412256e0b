using System.Numerics;

namespace Trellis.Households;

/// <summary>
/// Chance that can be repeated: xoshiro256** begun by SplitMix64. The same seeds give the same numbers on every
/// machine and in every version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
public sealed class Chance
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>A stream of its own for each combination of seeds, so that what one part draws never moves another.</summary>
    public Chance(params ReadOnlySpan<long> seeds)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var seed in seeds)
        {
            state = Mix(state ^ (ulong)seed);
        }

        (_a, _b, _c, _d) = (Mix(state + 1), Mix(state + 2), Mix(state + 3), Mix(state + 4));
    }

    /// <summary>From 0, less than 1.</summary>
    public double Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var moved = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= moved;
        _d = BitOperations.RotateLeft(_d, 45);
        return (result >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>True in this share of the cases.</summary>
    public bool Hits(double share) => Next() < share;

    /// <summary>From 0 to one less than <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() * count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public T Of<T>(IReadOnlyList<T> many) => many[Below(many.Count)];

    /// <summary>Round 0, two thirds of them within 1 of it (the sum of twelve, as is usual).</summary>
    public double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Next();
        }

        return sum;
    }

    public void Shuffle<T>(IList<T> many)
    {
        for (var i = many.Count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (many[i], many[other]) = (many[other], many[i]);
        }
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
