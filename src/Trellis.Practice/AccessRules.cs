using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What makes a look unusual.</summary>
public enum UnusualKind { OutOfHours, OutsideNetwork, ManyPeople, SameSurname, SameHousehold }

/// <summary>A rule of <c>practice/access.yaml</c>: looks that are put before the information governance lead.</summary>
/// <param name="FromHour">Of <c>out-of-hours</c>: the hour of London from which work is usual.</param>
/// <param name="ToHour">The hour at which it ends.</param>
/// <param name="MoreThan">Of <c>many-people</c>: this many records are still usual.</param>
/// <param name="WithinMinutes">Of <c>many-people</c>: in this time.</param>
/// <param name="UnlessBorneBy">Of <c>same-surname</c>: a name that so many people of an area have says nothing; null: every name counts.</param>
/// <param name="ExceptRoles">Roles whose work it is.</param>
public sealed record UnusualRule(string Id, string Title, UnusualKind When, int FromHour, int ToHour, int MoreThan, int WithinMinutes, int? UnlessBorneBy, ImmutableArray<string> ExceptRoles, Place Place);
