using System.Collections.Immutable;
using Trellis.Access;

namespace Trellis.Demonstration;

/// <summary>One act of a story: somebody does something at a time.</summary>
/// <param name="Word">The act's word: who does it must be allowed to.</param>
/// <param name="Why">In the actor's words; null where nobody asks.</param>
public abstract record Deed(DateTimeOffset At, StaffRow By, string Word, string? Why = null);

/// <summary>A step of a process of the story's chain.</summary>
/// <param name="Agency">Of a step that asks agencies: whose copy. Of others it does not matter.</param>
public readonly record struct Which(string Process, string Step, string? Agency = null);

public sealed record Begin(DateTimeOffset At, StaffRow By, string Process, ImmutableArray<Invented> About) : Deed(At, By, ActWords.StartMatter);

public sealed record Complete(DateTimeOffset At, StaffRow By, Which Step, Typed Typed) : Deed(At, By, ActWords.CompleteStep);

public sealed record Approve(DateTimeOffset At, StaffRow By, Which Step) : Deed(At, By, ActWords.ApproveStep);

public sealed record SendBack(DateTimeOffset At, StaffRow By, Which Step, string Reason) : Deed(At, By, ActWords.ReturnStep, Reason);

public sealed record AskAgencies(DateTimeOffset At, StaffRow By, Which Step, ImmutableArray<string> Agencies) : Deed(At, By, ActWords.AskAgencies);

public sealed record GoOn(DateTimeOffset At, StaffRow By, Which Step, string Reason) : Deed(At, By, ActWords.GoOn, Reason);

/// <summary>Becomes true of a child outside the forms.</summary>
public sealed record Happen(DateTimeOffset At, StaffRow By, string What, Invented About, DateOnly On) : Deed(At, By, ActWords.RecordHappening);

public sealed record Join(DateTimeOffset At, StaffRow By, string Process, Invented Person) : Deed(At, By, ActWords.JoinMatter);

/// <param name="Typed">The whole form anew.</param>
public sealed record Correct(DateTimeOffset At, StaffRow By, Which Step, Typed Typed, string Reason) : Deed(At, By, ActWords.CorrectStep, Reason);

public sealed record TakeBack(DateTimeOffset At, StaffRow By, Which Step, bool WrongPerson, string Reason) : Deed(At, By, ActWords.WithdrawStep, Reason);

/// <summary>One contact, or another beginning, with all that follows from it, in the order of time.</summary>
/// <param name="Opened">When each matter of it is opened, so that references can be given in that order.</param>
public sealed record Story(int Number, Household Household, DateTimeOffset Begins, ImmutableArray<Deed> Deeds, ImmutableArray<DateTimeOffset> Opened);
