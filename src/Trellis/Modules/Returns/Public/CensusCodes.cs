using System.Collections.Frozen;
using Trellis.Practice;
using Trellis.Returns.Census;

namespace Trellis.Modules.Returns.Public;

/// <summary>How the census's words and the practice model's go together: kinds of facts, and codes.</summary>
public sealed class CensusCodes(PracticeModel practice)
{
    public const string Referral = "front-door.referral";
    public const string Told = "census.told";
    public const string NoFurtherAction = "census.no-further-action";
    public const string Assessment = "child-in-need.assessment";
    public const string NeedPlan = "child-in-need.plan";
    public const string Discussion = "child-protection.strategy-discussion";
    public const string EnquiryOpened = "child-protection.section-47-enquiry.opened";
    public const string NotRequired = "census.conference-not-required";
    public const string Conference = "child-protection.initial-conference";
    public const string PlanBegan = "census.plan-began";
    public const string PlanEnded = "census.plan-ended";
    public const string ReviewHeld = "child-protection.review-conference";
    public const string Closure = "child-in-need.closure";

    private readonly FrozenDictionary<(string List, string Census), string> ours = practice.Codes.SelectMany(l => l.Value.Codes.Select(c => (Key: (l.Key, (c.Census ?? c.Id).ToUpperInvariant()), c.Id))).DistinctBy(c => c.Key).ToFrozenDictionary(c => c.Key, c => c.Id);

    private readonly FrozenDictionary<(string List, string Words), string> words = practice.Codes.SelectMany(l => l.Value.Codes.Select(c => (Key: (l.Key, c.Title.ToUpperInvariant()), c.Id))).DistinctBy(c => c.Key).ToFrozenDictionary(c => c.Key, c => c.Id);

    /// <summary>The code of a list that stands for what a census says; null where none does, so that no text gets into a fact.</summary>
    public string? Known(string list, Value value) => value.Text is { } text ? ours.GetValueOrDefault((list, text.ToUpperInvariant())) : null;

    /// <summary>As <see cref="Known(string, Value)"/>, of what a case system writes: the code, or the words for it.</summary>
    public string? Known(string list, string? said) => said is null ? null : ours.GetValueOrDefault((list, said.ToUpperInvariant())) ?? words.GetValueOrDefault((list, said.ToUpperInvariant()));

    /// <summary>What a census says for a code of a list; null where there is none.</summary>
    public string? InCensus(string list, string? code) => code is not null && practice.Codes[list].Find(code) is { } found ? found.Census ?? found.Id : null;
}
