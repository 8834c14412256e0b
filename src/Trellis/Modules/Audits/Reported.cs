using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Audits;

/// <summary>What an agency says of an audit of its own.</summary>
public sealed record ToldOf(string Area, string Agency, string Title, string LookedAt, int Amount, DateOnly FinishedOn, string Grade, string Learning);

/// <summary>An audit an agency made by itself and told the partnership of. Names nobody.</summary>
public sealed class Reported : Entity
{
    public const int LongestTitle = 200;
    public const int LongestLookedAt = 2000;
    public const int LongestLearning = 4000;
    public const int MostRecords = 100_000;

    public required string Area { get; init; }

    public required string Agency { get; init; }

    public required string Title { get; init; }

    public required string LookedAt { get; init; }

    /// <summary>How many records.</summary>
    public required int Amount { get; init; }

    public required DateOnly FinishedOn { get; init; }

    /// <summary>A code of <c>audit-grade</c>.</summary>
    public required string Grade { get; init; }

    public required string Learning { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public static Outcome<Reported> Tell(ToldOf told, Actor by, DateTimeOffset at)
    {
        if (told.Title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Name", told.Title.Trim().Length == 0 ? "Enter what the audit is called" : "The title must be 200 characters or fewer"); }
        if (told.LookedAt.Trim().Length is 0 or > LongestLookedAt) { return new Refusal("LookedAt", told.LookedAt.Trim().Length == 0 ? "Enter what was looked at" : "What was looked at must be 2,000 characters or fewer"); }
        if (told.Amount is < 1 or > MostRecords) { return new Refusal("Amount", "How many records were audited must be from 1 to 100,000"); }
        if (told.FinishedOn > London.DateOf(at)) { return new Refusal("Finished", "The day it was finished must be today or in the past"); }
        if (told.Learning.Trim().Length is 0 or > LongestLearning) { return new Refusal("Learning", told.Learning.Trim().Length == 0 ? "Enter what was learnt" : "What was learnt must be 4,000 characters or fewer"); }
        var reported = new Reported { Area = told.Area, Agency = told.Agency, Title = told.Title.Trim(), LookedAt = told.LookedAt.Trim(), Amount = told.Amount, FinishedOn = told.FinishedOn, Grade = told.Grade, Learning = told.Learning.Trim(), At = at, ById = by.UserId };
        reported.Happened(new Fact { Kind = "audit.reported", SourceId = reported.Id, Area = told.Area, Agency = told.Agency, Occurred = Moment.On(told.FinishedOn), VisibleTo = $"boards,{Actor.AgencyCircle(told.Agency)}", Details = [new FactDetail { Field = "grade", Code = told.Grade }] });
        return reported;
    }
}
