using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>Something the training rules name, and what it is called.</summary>
public sealed record TrainingWord(string Id, string Title);

/// <summary>Whose people come to training.</summary>
/// <param name="FullDay">What a place on a workshop of a day or more costs, in pounds.</param>
/// <param name="HalfDay">What a place on a half-day workshop costs, in pounds.</param>
public sealed record TrainingSector(string Id, string Title, decimal FullDay, decimal HalfDay)
{
    public decimal Fee(string length) => length == TrainingRules.HalfDay ? HalfDay : FullDay;
}

/// <summary>How a trainer is paid whom no agency lends, in pounds for each day or half day.</summary>
public sealed record TrainingPay(string Id, string Title, decimal FullDay, decimal HalfDay)
{
    public decimal Of(string length) => length == TrainingRules.HalfDay ? HalfDay : FullDay;
}

/// <summary>What is charged by the length of a workshop, in pounds.</summary>
public sealed record TrainingCharge(decimal FullDay, decimal HalfDay)
{
    public decimal Of(string length) => length == TrainingRules.HalfDay ? HalfDay : FullDay;
}

/// <summary>What somebody in a role must have.</summary>
/// <param name="Sector">Of whom it holds.</param>
/// <param name="Counts">Levels that serve: its own, and those that do as well.</param>
/// <param name="Again">Months after which it is to be taken again.</param>
/// <param name="First">Months after they began by which it is to be taken first.</param>
/// <param name="Authority">Who says so, and what of it this partnership chose itself.</param>
public sealed record TrainingRequired(string Role, string Sector, string Level, ImmutableArray<string> Counts, int Again, int First, string Authority);

/// <summary>The rules of training, of <c>practice/training.yaml</c>.</summary>
/// <param name="Edition">Kept with every charge made under these rules.</param>
/// <param name="LateWithin">Counted back from the first session: a cancellation after that is late.</param>
/// <param name="OfferStands">How long a place that became free is kept for whoever it is offered to.</param>
/// <param name="NoOffersWithin">Counted back from the first session: after that nobody is offered a place.</param>
/// <param name="RemindBefore">Days before the first session, the longest first.</param>
/// <param name="Overbook">The most places given beyond the capacity, in a hundred.</param>
/// <param name="AskAfter">After the last session people are asked what changed.</param>
public sealed record TrainingRules(
    string Edition, ImmutableArray<TrainingWord> Programmes, ImmutableArray<TrainingWord> Levels, ImmutableArray<TrainingWord> Roles, ImmutableArray<TrainingWord> Lengths, ImmutableArray<TrainingSector> Sectors,
    Limit LateWithin, TrainingCharge LateCancellation, TrainingCharge NoShow, Limit OfferStands, Limit NoOffersWithin, ImmutableArray<int> RemindBefore, int Overbook,
    Limit AskAfter, Limit RemindAfter, int MostReminders, Limit AnswerUntil)
{
    public const string HalfDay = "half-day";
    public const string FullDay = "full-day";

    private static readonly Limit Day = new(1, TimeUnit.Days);

    public static readonly TrainingRules None = new("", [], [], [], [], [], Day, new(0, 0), new(0, 0), Day, Day, [], 0, Day, Day, 0, Day);

    /// <summary>Who must have what: one for each role, sector and level.</summary>
    public ImmutableArray<TrainingRequired> Required { get; init; } = [];

    /// <summary>Days before somebody an agency named is asked again whether it may see their training.</summary>
    public int AskToShowDays { get; init; }

    /// <summary>Training that must be had within so many months is due soon.</summary>
    public int SoonMonths { get; init; } = 1;

    /// <summary>Months back in which somebody must have come to count as take-up.</summary>
    public int TakeUpMonths { get; init; } = 12;

    /// <summary>Counted back from the first session: from then on whoever is booked gets what they are to read before.</summary>
    public Limit MaterialsBefore { get; init; } = Day;

    /// <summary>After the last session whoever was booked gets materials for so long.</summary>
    public Limit MaterialsUntil { get; init; } = Day;

    /// <summary>How trainers are paid.</summary>
    public ImmutableArray<TrainingPay> Pay { get; init; } = [];

    /// <summary>Months back from which it is foretold how many come.</summary>
    public int ForetellMonths { get; init; }

    /// <summary>Past places below which nothing is foretold.</summary>
    public int ForetellFrom { get; init; }

    /// <summary>Whose line managers are asked.</summary>
    public TrainingApproval Approval { get; init; } = TrainingApproval.None;

    public TrainingSector? Sector(string id) => Sectors.FirstOrDefault(s => s.Id == id);

    /// <summary>What a word is called; itself when the rules no longer have it.</summary>
    public static string TitleOf(ImmutableArray<TrainingWord> words, string id) => words.FirstOrDefault(w => w.Id == id)?.Title ?? id;

    /// <summary>"3 months", "1 year", "18 months".</summary>
    public static string Months(int months) => months % 12 == 0 ? (months == 12 ? "1 year" : $"{months / 12} years") : months == 1 ? "1 month" : $"{months} months";

    /// <summary>"a year", "3 months": after within.</summary>
    public static string Within(int months) => months == 12 ? "a year" : Months(months);

    /// <summary>"within 3 months"</summary>
    public string SoonWords => $"within {Within(SoonMonths)}";

    public string SectorTitle(string id) => Sector(id)?.Title ?? id;

    /// <summary>The most places a workshop of this capacity gives.</summary>
    public int Places(int capacity) => capacity + (capacity * Overbook / 100);
}
