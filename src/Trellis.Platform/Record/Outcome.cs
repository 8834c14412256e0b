using System.Diagnostics.CodeAnalysis;

namespace Trellis.Platform.Record;

/// <summary>Why something may not be done, in words for the person, and the field it is about.</summary>
public sealed record Refusal(string Field, string Words);

/// <summary>What came of asking an entity to do something: it did, or it refused and nothing changed.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        this.refusal = refusal;
    }

    public bool Refused([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out T? done)
    {
        why = refusal;
        done = value;
        return refusal is not null;
    }

    public bool Refused([NotNullWhen(true)] out Refusal? why) => Refused(out why, out _);

    public static implicit operator Outcome<T>(T done) => new(done, null);

    public static implicit operator Outcome<T>(Refusal why) => new(default, why);
}
