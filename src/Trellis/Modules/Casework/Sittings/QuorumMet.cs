using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Whether enough of the right agencies are there for a decision to stand, and what is missing if not.</summary>
/// <param name="Missing">In words: "Police", "1 more agency", "somebody in direct contact with the child".</param>
public sealed record QuorumMet(IReadOnlyList<string> Missing)
{
    public bool Met => Missing.Count == 0;

    /// <summary>"Police and 1 more agency were missing".</summary>
    public string Lacks => $"{English.List(Missing)} {(Missing.Count == 1 ? "was" : "were")} missing";

    /// <summary>An agency that is there: its code, what it is in the register, and whether it is in direct contact with the child.</summary>
    public sealed record Agency(string Code, string Kind, bool KnowsChild);

    /// <summary>Who must be there: what <c>quorum</c> says, else every kind of agency the step needs. Null: nothing is said.</summary>
    public static Quorum? Needed(Step step) => step.Quorum ?? (step.NeedsAgencies.IsEmpty ? null : new Quorum(step.NeedsAgencies, 0, KnowsChild: false, "chair"));

    public static QuorumMet Of(Quorum quorum, IReadOnlyCollection<Agency> there, CodeList kinds)
    {
        bool Is(Agency agency, string kind) => agency.Kind == kind || kinds.Find(kind)?.RegisteredAs == agency.Kind;
        var missing = quorum.Includes.Where(kind => !there.Any(a => Is(a, kind))).Select(kind => kinds.Find(kind)?.Title ?? kind).ToList();
        var others = there.Where(a => !quorum.Includes.Any(kind => Is(a, kind))).Select(a => a.Code).Distinct().Count();
        if (others < quorum.Others) { missing.Add(English.Count(quorum.Others - others, "more agency", "more agencies")); }
        if (quorum.KnowsChild && !there.Any(a => a.KnowsChild)) { missing.Add("somebody in direct contact with the child"); }
        return new QuorumMet(missing);
    }
}
