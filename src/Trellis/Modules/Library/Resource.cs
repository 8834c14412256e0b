using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>Something the library holds, in all its versions: a briefing, a tool, a protocol. Of nobody in particular.</summary>
public sealed class Resource : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestLine = 300;

    /// <summary><c>L101</c></summary>
    public required string Reference { get; init; }

    /// <summary>A kind of <c>practice/library.yaml</c>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; set; }

    public required string[] Areas { get; init; }

    /// <summary>Anybody may read it, without signing in.</summary>
    public bool IsPublic { get; private set; }

    public string? OwnerAgency { get; private set; }

    /// <summary>The post that looks after it, as written.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>The number of the version in force; null before the first.</summary>
    public int? Current { get; private set; }

    /// <summary>When it is to be looked at again.</summary>
    public DateOnly? ReviewBy { get; private set; }

    /// <summary>The day of review its writers were told of.</summary>
    public DateOnly? RemindedOf { get; private set; }

    /// <summary>Agencies, and not its writers alone, may see it: it was published, or they are asked about it.</summary>
    public bool Open { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public string WithdrawnWhy { get; private set; } = "";

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<ResourceVersion> Versions { get; } = [];

    /// <summary>The version in force.</summary>
    public ResourceVersion? InForce => Versions.Find(v => v.Number == Current);

    /// <summary>What is being written, or asked about.</summary>
    public ResourceVersion? Draft => Versions.Find(v => v.PublishedAt is null);

    /// <summary>Writes the version that is not out yet; the first time, begins it.</summary>
    public Outcome<ResourceVersion> Write(Drafted said, Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) { return new Refusal(nameof(Title), "This was withdrawn from the library"); }
        if (said.Title.Trim().Length is 0 or > LongestTitle) { return new Refusal(nameof(Title), said.Title.Trim().Length == 0 ? "Enter the title" : "The title must be 200 characters or fewer"); }
        if (Current is null) { Title = said.Title.Trim(); }
        (OwnerAgency, Owner, IsPublic) = (said.OwnerAgency, said.Owner.Trim(), said.IsPublic);
        if (Draft is not { } draft)
        {
            draft = new ResourceVersion { ResourceId = Id, Resource = this, Number = Versions.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1 };
            Versions.Add(draft);
        }

        draft.Write(said, at, by.UserId);
        Happened(Of("library.written", at, by));
        return draft;
    }

    /// <summary>Agencies are asked what they think of the version that is not out yet.</summary>
    public Outcome<ResourceVersion> Ask(DateOnly until, Actor by, DateTimeOffset at)
    {
        if (Draft is not { } draft) { return new Refusal("Until", "There is nothing to ask about"); }
        if (until < London.DateOf(at)) { return new Refusal("Until", "The day comments are asked by must be today or in the future"); }
        draft.AskedUntil = until;
        Open = true;
        Happened(Of("library.consulted", at, by));
        return draft;
    }

    /// <summary>The version that is not out yet comes into force; the one before stays to be read.</summary>
    public Outcome<ResourceVersion> Publish(LibraryKind kind, WorkingCalendar calendar, Actor by, DateTimeOffset at)
    {
        if (Draft is not { } draft) { return new Refusal("Publish", "There is nothing to publish"); }
        if (draft.Sections.Find(s => s.Text.Length == 0 && kind.Sections.Any(k => k.Id == s.Name && k.Required)) is { } empty) { return new Refusal("Publish", $"Write “{empty.Title}” first"); }
        if (kind.Sound && !draft.Files.Exists(f => f.IsSound) && draft.Sections.TrueForAll(s => s.Name != "where" || s.Text.Length == 0)) { return new Refusal("Publish", "Add the recording, or write where to listen"); }
        if (draft.Summary.Length == 0) { return new Refusal("Publish", "Write what it is in a sentence or two first"); }
        if (Current is not null && draft.WhatChanged.Length == 0) { return new Refusal("Publish", "Say first what is new in this version"); }
        if (draft.AskedUntil >= London.DateOf(at)) { return new Refusal("Publish", $"Agencies are asked until {English.Date(draft.AskedUntil.Value)}"); }
        Froze(draft.Publish(at, by.UserId));
        if (InForce is { } before) { before.ReplacedAt = at; }
        (Current, Title, Open) = (draft.Number, draft.Title, true);
        ReviewBy = Deadline.Due(kind.ReviewWithin, Moment.On(London.DateOf(at)), calendar).Date;
        Happened(Of("library.published", at, by, draft.Hash));
        return draft;
    }

    public Outcome<Resource> Withdraw(string why, Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) { return new Refusal("Why", "This was withdrawn already"); }
        if (why.Trim().Length is 0 or > LongestLine) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why it is withdrawn" : "The reason must be 300 characters or fewer"); }
        (WithdrawnAt, WithdrawnWhy, ReviewBy) = (at, why.Trim(), null);
        Happened(Of("library.withdrawn", at, by));
        return this;
    }

    /// <summary>The writers are told that it is to be looked at again. Once for each day of review.</summary>
    internal bool Remind(DateTimeOffset at)
    {
        if (ReviewBy is null || RemindedOf == ReviewBy) { return false; }
        RemindedOf = ReviewBy;
        Happened(Of("library.review-near", at, Actor.TheSystem(Areas)));
        return true;
    }

    private Fact Of(string kind, DateTimeOffset at, Actor by, byte[]? hash = null) =>
        new() { Kind = kind, SourceId = Id, Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(at), Frozen = hash };
}
