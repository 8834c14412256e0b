using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// What becomes true of a person outside the forms, as <c>practice/happenings.yaml</c> names it: a death, a birth, a plan that
/// moved, a coroner who asks to wait. Each method is one act; the caller has begun it and saves.
/// </summary>
public sealed class WhatHappened(TrellisDb db, PracticeModel practice, StepWork work, PeopleRegister people, PeopleTold told, LondonClock clock)
{
    public const string Conflicts = "record.conflicts";
    public const string AboutSomebodyElse = "record.about-somebody-else";

    /// <summary>What people may record, in the order of the practice model.</summary>
    public IEnumerable<Happening> Recordable => practice.Happenings.Where(h => h.By is null);

    public async Task<Outcome<Moment>> RecordAsync(PersonSummary person, string happening, Moment on, CancellationToken cancellationToken = default)
    {
        if (Recordable.FirstOrDefault(h => h.Id == happening) is not { } known) { return new Refusal("What", "Select what happened"); }
        if (on.At > clock.Now) { return new Refusal("On", "The date it happened must be today or in the past"); }
        if (known.Once && await SaidAsync(person.Id, happening, cancellationToken) is not null) { return new Refusal("What", "This is recorded already. Take it back first if it was wrong"); }
        switch (happening)
        {
            case PeopleTold.Died:
                if ((await told.DiedAsync(person.Id, on.Date, cancellationToken)).Refused(out var why)) { return why; }
                break;
            case PeopleTold.Born:
                if (person.Born is not null && !await IsExpectedAsync(person.Id, cancellationToken)) { return new Refusal("What", "This child was not recorded as expected. Change the date of birth instead"); }
                await told.BornAsync(person.Id, on, cancellationToken);
                break;
            default:
                await told.SayAsync(person.Id, happening, on, [], cancellationToken);
                break;
        }

        await StartAsync(known, person, on.Date, cancellationToken);
        return on;
    }

    /// <summary>It did not happen, or not then. What it ended or began follows.</summary>
    public async Task<Outcome<Fact>> TakeBackAsync(Guid person, string happening, CancellationToken cancellationToken = default)
    {
        if (Recordable.All(h => h.Id != happening) || await SaidAsync(person, happening, cancellationToken) is not { } said) { return new Refusal("What", "This is not recorded"); }
        await told.TakeBackAsync(said, cancellationToken);
        return said;
    }

    /// <summary>
    /// Two were born where one was expected. The second is a new person who joins every matter of the first: what was decided about
    /// the child that was expected was decided about both.
    /// </summary>
    public async Task<Outcome<PersonSummary>> TwinAsync(Guid first, Moment born, string givenName, string sex, CancellationToken cancellationToken = default)
    {
        if (await SaidAsync(first, PeopleTold.Born, cancellationToken) is null) { return new Refusal("What", "Record the birth of the first child before that of the second"); }
        if (string.IsNullOrWhiteSpace(givenName)) { return new Refusal("GivenName", "Enter a given name, or “Second twin” until there is one"); }
        var second = await told.TwinAsync(first, born, givenName, sex, cancellationToken);
        var facts = await db.Facts.AsNoTracking().Include(f => f.Details)
            .Where(f => f.PersonId == first && f.MatterId != null && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        foreach (var id in await db.Matters.Where(m => m.People.Any(p => p.PersonId == first)).Select(m => m.Id).ToListAsync(cancellationToken))
        {
            var matter = await work.LoadAsync(id, cancellationToken);
            matter!.SharedWith(second.Id, first, facts);
        }

        return second;
    }

    /// <summary>What follows from something the program found, in the words of the practice model: who looks at it.</summary>
    internal async Task FoundAsync(string happening, IReadOnlyCollection<Guid> about, IEnumerable<FactDetail> details, CancellationToken cancellationToken = default)
    {
        if (practice.Happenings.FirstOrDefault(h => h.Id == happening) is not { } known) { return; }
        foreach (var person in about) { await told.SayAsync(person, happening, Moment.Exactly(clock.Now), details.Select(d => new FactDetail { Field = d.Field, Code = d.Code }), cancellationToken); }
        if (known.Starts is { } starts) { await work.StartAsync(starts.Process, (await people.OfAsync(about, cancellationToken))[0].Area, about, starts.Step, cancellationToken: cancellationToken); }
    }

    /// <summary>What the program found holds no longer.</summary>
    internal Task NoLongerAsync(Fact said, CancellationToken cancellationToken = default) => told.TakeBackAsync(said, cancellationToken);

    /// <summary>Of what people may record, what stands for somebody: the newest first.</summary>
    public async Task<IReadOnlyList<(string Id, string Title, Moment On)>> RecordedAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var known = Recordable.ToDictionary(h => h.Id, h => h.Title);
        var said = await db.Facts.AsNoTracking().Where(f => f.PersonId == person && known.Keys.Contains(f.Kind) && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id))
            .OrderByDescending(f => f.OccurredAt).ToListAsync(cancellationToken);
        return [.. said.Select(f => (f.Kind, known[f.Kind], f.Occurred))];
    }

    /// <summary>The fact in force that says it, if one does.</summary>
    public Task<Fact?> SaidAsync(Guid person, string happening, CancellationToken cancellationToken = default) =>
        db.Facts.AsNoTracking().Where(f => f.PersonId == person && f.Kind == happening && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id))
            .OrderByDescending(f => f.OccurredAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Were they known before they were born? Then the date of birth was the one they were expected on.</summary>
    private async Task<bool> IsExpectedAsync(Guid person, CancellationToken cancellationToken)
    {
        var first = await db.Facts.AsNoTracking().Include(f => f.Details).Where(f => f.PersonId == person && f.Kind == "person.described").OrderBy(f => f.Recorded).FirstOrDefaultAsync(cancellationToken);
        return first?.Codes("born").FirstOrDefault() is { } born && DateOnly.ParseExact(born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) > London.DateOf(first.Recorded);
    }

    private async Task StartAsync(Happening happening, PersonSummary person, DateOnly on, CancellationToken cancellationToken)
    {
        if (happening.Starts is not { } starts) { return; }
        // What is about a child is not begun about somebody who was none: a parent's death is no child's.
        if (practice.ProcessIn(person.Area, starts.Process).About is ProcessSubject.Child && Ages.On(person.Born, on) >= Ages.Adult) { return; }
        if (await db.Matters.AnyAsync(m => m.Process == starts.Process && m.ClosedAt == null && m.People.Any(p => p.PersonId == person.Id && p.LeftAt == null) && m.Steps.Any(s => s.Name == starts.Step && s.State == StepState.Open), cancellationToken)) { return; }
        await work.StartAsync(starts.Process, person.Area, [person.Id], starts.Step, cancellationToken: cancellationToken);
    }
}
