namespace Trellis.Demonstration;

/// <summary>The time a story has come to.</summary>
public sealed class StoryTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Now;
}
