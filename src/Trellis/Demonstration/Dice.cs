namespace Trellis.Demonstration;

/// <summary>Chance that comes out the same for the same seed.</summary>
public sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Dice of their own for a part, so that a change in one part leaves the others as they were.</summary>
    public static Dice For(int seed, string part, int number = 0)
    {
        var mixed = seed;
        foreach (var letter in part) { mixed = unchecked((mixed * 31) + letter); }
        return new Dice(unchecked((mixed * 1_000_003) + number));
    }

    public double Next() => random.NextDouble();

    public bool Chance(double part) => random.NextDouble() < part;

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => random.Next(from, to + 1);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public T Pick<T>(IEnumerable<T> from, Func<T, double> weight)
    {
        var all = from.ToList();
        var at = random.NextDouble() * all.Sum(weight);
        foreach (var one in all)
        {
            at -= weight(one);
            if (at < 0) { return one; }
        }

        return all[^1];
    }

    /// <summary>One of the names, as often as its number says.</summary>
    public string Of(params (string Name, double Weight)[] from) => Pick(from, f => f.Weight).Name;

    /// <summary>Mostly short, now and then long, with this mean and never above the most.</summary>
    public double Mostly(double mean, double most) => Math.Min(-mean * Math.Log(1 - random.NextDouble()), most);
}
