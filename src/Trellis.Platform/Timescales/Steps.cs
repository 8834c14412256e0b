using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>How facts tell which step opened which: by <see cref="Fact.SourceId"/> and <see cref="Fact.BecauseId"/>.</summary>
public static class Steps
{
    private const string Opened = ".opened";

    /// <summary>Kinds of facts that a matter says of itself begin with this.</summary>
    internal const string OfMatters = "matter.";

    /// <summary>The kind of the fact that says a step was opened: <c>&lt;process&gt;.&lt;step&gt;.opened</c>. Its source is the opened step.</summary>
    public static string OpeningOf(string step) => step + Opened;

    /// <summary>The kind of the fact that says copies sent to agencies take the step's place.</summary>
    public static string AskedOf(string step) => step + ".asked";

    /// <summary>The kind of the fact that says nobody waits for the step any more.</summary>
    public static string NotNeededOf(string step) => step + ".not-needed";

    public static bool IsOpening(Fact fact) => fact.Kind.EndsWith(Opened, StringComparison.Ordinal);
}
