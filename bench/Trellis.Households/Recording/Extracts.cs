using System.Globalization;
using Trellis.Households.Making;

namespace Trellis.Households.Recording;

/// <summary>What is asked for.</summary>
/// <param name="People">Lines of each of the two extracts.</param>
/// <param name="Overlap">Share of the people of each who are in the other too, 0.01 to 1.</param>
/// <param name="Everybody">Parents too, not children alone.</param>
public sealed record Request(long People, ErrorRates Rates, long Seed, Agency Left, Agency Right, double Overlap = 0.8, bool Everybody = false);

/// <summary>The extracts of two agencies about the same population, area after area.</summary>
public sealed class Extracts(Request request)
{
    private long _left;
    private long _right;

    /// <summary>The lines of one area in both, each in an order of its own, and which are different twins.</summary>
    public IEnumerable<(List<Row> Left, List<Row> Right, List<(Row Left, Row Right)> Twins)> Areas()
    {
        var both = (long)Math.Round(request.People * request.Overlap);
        var each = request.People - both;
        var (toBoth, toLeft, toRight) = (both, each, each);
        var sides = new Chance(request.Seed, 3);
        // Parents come with their children: more children are made than lines are wanted, and the rest left off.
        foreach (var (area, households) in new Population(request.Seed, both + each + each).Areas())
        {
            if (toBoth + toLeft + toRight == 0)
            {
                yield break;
            }

            var (left, right) = (new List<Row>(), new List<Row>());
            foreach (var person in households.SelectMany(h => request.Everybody ? h.Children.Concat(h.Parents) : h.Children))
            {
                var rest = toBoth + toLeft + toRight;
                if (rest == 0)
                {
                    break;
                }

                // Without putting back: the numbers of lines come out exactly.
                var draw = sides.Next() * rest;
                var isBoth = draw < toBoth;
                var isLeft = isBoth || draw < toBoth + toLeft;
                if (isBoth)
                {
                    toBoth--;
                }
                else if (isLeft)
                {
                    toLeft--;
                }
                else
                {
                    toRight--;
                }

                if (isLeft)
                {
                    left.Add(Recorded(person, area, request.Left, 1, 4));
                }

                if (isBoth || !isLeft)
                {
                    right.Add(Recorded(person, area, request.Right, ErrorRates.BetterSide, 5));
                }
            }

            new Chance(request.Seed, 6, _left).Shuffle(left);
            new Chance(request.Seed, 7, _right).Shuffle(right);
            left.ForEach(r => r.Id = Id(request.Left.Prefix, ++_left));
            right.ForEach(r => r.Id = Id(request.Right.Prefix, ++_right));
            yield return (left, right, Twins(left, right));
        }
    }

    private Row Recorded(Person person, Neighbourhood area, Agency agency, double side, int stream)
    {
        var chance = new Chance(request.Seed, stream, person.Number);
        return new Mistakes(request.Rates, agency, side).Make(Row.Of(person, agency, chance), area, chance);
    }

    private static List<(Row Left, Row Right)> Twins(List<Row> left, List<Row> right)
    {
        var twins = right.Where(r => r.Person.Twin is not null).ToDictionary(r => r.Person);
        return [.. left.Where(l => l.Person.Twin is not null && twins.ContainsKey(l.Person.Twin)).Select(l => (l, twins[l.Person.Twin!]))];
    }

    private static string Id(char prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D8}");
}
