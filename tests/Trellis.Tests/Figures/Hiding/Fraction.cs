using System.Numerics;

namespace Trellis.Tests.Figures.Hiding;

/// <summary>An exact number: the attacker rounds nothing.</summary>
public readonly record struct Fraction
{
    private Fraction(BigInteger over, BigInteger under)
    {
        var common = BigInteger.GreatestCommonDivisor(over, under);
        var sign = under.Sign;
        (Over, Under) = common.IsZero ? (BigInteger.Zero, BigInteger.One) : (sign * over / common, sign * under / common);
    }

    private BigInteger Over { get; }

    private BigInteger Under { get; }

    private BigInteger Below => Under.IsZero ? BigInteger.One : Under;

    public int Sign => Over.Sign;

    public BigInteger Floor => BigInteger.Divide(Over - (Over.Sign < 0 ? Below - 1 : 0), Below);

    public BigInteger Ceiling => -(-this).Floor;

    public static implicit operator Fraction(long whole) => new(whole, 1);

    public static Fraction Of(decimal value) => new(new BigInteger(value * 1000), 1000);

    public static Fraction operator +(Fraction a, Fraction b) => new((a.Over * b.Below) + (b.Over * a.Below), a.Below * b.Below);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator -(Fraction a) => new(-a.Over, a.Below);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Over * b.Over, a.Below * b.Below);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Over * b.Below, a.Below * b.Over);

    public static Comparer<Fraction> BySize { get; } = Comparer<Fraction>.Create((a, b) => (a.Over * b.Below).CompareTo(b.Over * a.Below));
}
