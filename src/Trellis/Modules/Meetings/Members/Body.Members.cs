using System.Globalization;
using Trellis.Modules.Meetings.Members;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>Who belongs to it, what it was called, and what became of it.</summary>
public sealed partial class Body
{
    public const int LongestReason = 500;

    /// <summary>Its last day; null while it stands.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The body that took its place.</summary>
    public Guid? BecameId { get; private set; }

    public string EndedBecause { get; private set; } = "";

    public List<Listed> Listings { get; } = [];

    public List<BodyTitle> Titles { get; } = [];

    public List<Tie> Ties { get; } = [];

    public bool StandsOn(DateOnly day) => EndedOn is null || EndedOn >= day;

    /// <summary>It has another name from a day on. It stays the same body, with its seats, meetings and actions.</summary>
    public Outcome<Body> Renamed(string title, DateOnly from, DateOnly today, string? by)
    {
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter what the body is called now" : "What it is called must be 200 characters or fewer"); }
        if (title.Trim() == Title) { return new Refusal("Name", "This is what it is called already"); }
        if (from > today) { return new Refusal("From", "The day must be today or in the past"); }
        if (Titles.Find(t => t.UntilOn >= from) is { } later) { return new Refusal("From", $"It was called {later.Title} until {English.Date(later.UntilOn)}. Enter a later day"); }
        Titles.Add(new BodyTitle { BodyId = Id, Body = this, Title = Title, UntilOn = from.AddDays(-1) });
        Title = title.Trim();
        Happened(Of("body.renamed", Moment.On(from), by));
        return this;
    }

    /// <summary>It answers to another body, or to none.</summary>
    public Outcome<Body> AnswersTo(Guid? parent, IReadOnlyDictionary<Guid, Guid?> parents, DateTimeOffset at, string? by)
    {
        for (var above = parent; above is { } id; above = parents.GetValueOrDefault(id))
        {
            if (id == Id) { return new Refusal("Parent", "That body answers to this one. Select another"); }
        }

        ParentId = parent;
        Happened(Of("body.answers-to", Moment.Exactly(at), by, new FactDetail { Field = "body", Code = parent?.ToString() ?? "none" }));
        return this;
    }

    /// <summary>It meets no more. Whoever holds its seats leaves them on its last day.</summary>
    /// <param name="became">The body that took its place; null: none did.</param>
    /// <param name="called">The last day it is called to meet on, or met; null: none.</param>
    public Outcome<Body> Ended(DateOnly last, Guid? became, string because, DateOnly? called, DateOnly today, string? by)
    {
        if (EndedOn is { } ended) { return new Refusal("Last", $"It ended on {English.Date(ended)}"); }
        if (last > today) { return new Refusal("Last", "The last day must be today or in the past"); }
        if (because.Trim().Length is 0 or > LongestReason) { return new Refusal("Because", because.Trim().Length == 0 ? "Enter why it ended" : "Why it ended must be 500 characters or fewer"); }
        if (called > last) { return new Refusal("Last", $"A meeting is called for {English.Date(called.Value)}. Cancel it, or enter that day or a later one"); }
        if (became == Id) { return new Refusal("Became", "Select another body"); }
        if (Seats.SelectMany(s => s.Holders).FirstOrDefault(h => h.FromOn > last) is { } later) { return new Refusal("Last", $"{later.Name} holds a seat from {English.Date(later.FromOn)}. Enter that day or a later one"); }
        (EndedOn, BecameId, EndedBecause) = (last, became, because.Trim());
        foreach (var holder in Seats.SelectMany(s => s.Holders).Where(h => h.UntilOn is null || h.UntilOn > last)) { holder.UntilOn = last; }
        Happened(Of("body.ended", Moment.On(last), by, [.. became is { } next ? new[] { new FactDetail { Field = "became", Code = next.ToString() } } : []]));
        return this;
    }

    public Outcome<Tie> Tied(Tie tie, DateTimeOffset at, string? by)
    {
        if (Ties.Exists(t => t.UntilOn is null && t.Kind == tie.Kind && t.OtherId == tie.OtherId && t.Other.Equals(tie.Other, StringComparison.OrdinalIgnoreCase))) { return new Refusal("Other", "This is recorded already"); }
        Ties.Add(tie);
        Happened(Of("body.tied", Moment.Exactly(at), by, new FactDetail { Field = "tie", Code = tie.Kind }));
        return tie;
    }

    public Outcome<Tie> Untied(Tie tie, DateOnly last, string? by)
    {
        if (last < tie.FromOn) { return new Refusal("Last", $"It was so from {English.Date(tie.FromOn)}. Enter that day or a later one"); }
        tie.UntilOn = last;
        Happened(Of("body.untied", Moment.On(last), by, new FactDetail { Field = "tie", Code = tie.Kind }));
        return tie;
    }

    /// <summary>What is known of somebody who holds a seat: how they are reached, that they were shown round, that they agreed to the terms.</summary>
    public Outcome<Holder> Known(Holder holder, string contact, DateOnly? inducted, DateOnly? agreed, DateOnly today, DateTimeOffset at, string? by)
    {
        if (contact.Trim().Length > Holder.LongestName) { return new Refusal("Contact", "How they are reached must be 200 characters or fewer"); }
        if (inducted > today) { return new Refusal("Inducted", "The day must be today or in the past"); }
        if (agreed > today) { return new Refusal("Agreed", "The day must be today or in the past"); }
        (holder.Contact, holder.InductedOn, holder.AgreedOn) = (contact.Trim(), inducted, agreed);
        Happened(Of("body.member-known", Moment.Exactly(at), by, new FactDetail { Field = "seat", Code = holder.SeatId.ToString() }));
        return holder;
    }

    /// <summary>A list of its members was taken in.</summary>
    internal void MembersListed(int rows, DateTimeOffset at, string? by) =>
        Happened(Of("body.members-listed", Moment.Exactly(at), by, new FactDetail { Field = "seats", Code = rows.ToString(CultureInfo.InvariantCulture) }));
}
