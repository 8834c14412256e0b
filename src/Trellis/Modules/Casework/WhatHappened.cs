using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// What becomes true of a person outside the forms, as <c>practice/happenings.yaml</c> names it: a death, a birth, a plan that
/// moved, a coroner who asks to wait. Each method is one act; the caller has begun it and saves.
/// </summary>
public sealed class WhatHappened(TrellisDb db, PracticeModel practice, StepWork work, LondonClock clock)
{
    public const string Born = "person.born";
    public const string Died = "person.died";
    public const string FoundToBeOne = "record.found-to-be-one";
    public const string Conflicts = "record.conflicts";
    public const string AboutSomebodyElse = "record.about-somebody-else";

    /// <summary>What people may record, in the order of the practice model.</summary>
    public IEnumerable<Happening> Recordable => practice.Happenings.Where(h => h.By is null);

    public async Task<Outcome<Moment>> RecordAsync(Person person, string happening, Moment on, CancellationToken cancellationToken = default)
    {
        if (Recordable.FirstOrDefault(h => h.Id == happening) is not { } known) { return new Refusal("What", "Select what happened"); }
        if (on.At > clock.Now) { return new Refusal("On", "The date it happened must be today or in the past"); }
        if (known.Once && await SaidAsync(person.Id, happening, cancellationToken) is not null) { return new Refusal("What", "This is recorded already. Take it back first if it was wrong"); }
        switch (happening)
        {
            case Died:
                if (person.Died(on.Date, clock.Today).Refused(out var why)) { return why; }
                break;
            case Born:
                if (person.Born is { } born && born <= on.Date && !await IsExpectedAsync(person.Id, cancellationToken)) { return new Refusal("What", "This child was not recorded as expected. Change the date of birth instead"); }
                person.WasBorn(on, Moment.Exactly(clock.Now));
                break;
            default:
                person.Told(happening, on);
                break;
        }

        await StartAsync(known, person, cancellationToken);
        return on;
    }

    /// <summary>It did not happen, or not then. What it ended or began follows.</summary>
    public async Task<Outcome<Fact>> TakeBackAsync(Person person, string happening, CancellationToken cancellationToken = default)
    {
        if (Recordable.All(h => h.Id != happening) || await SaidAsync(person.Id, happening, cancellationToken) is not { } told) { return new Refusal("What", "This is not recorded"); }
        person.TakenBack(told);
        return told;
    }

    /// <summary>
    /// Two were born where one was expected. The second is a new person who joins every matter of the first: what was decided about
    /// the child that was expected was decided about both.
    /// </summary>
    public async Task<Outcome<Person>> TwinAsync(Person first, Moment born, string givenName, string sex, CancellationToken cancellationToken = default)
    {
        if (await SaidAsync(first.Id, Born, cancellationToken) is null) { return new Refusal("What", "Record the birth of the first child before that of the second"); }
        if (string.IsNullOrWhiteSpace(givenName)) { return new Refusal("GivenName", "Enter a given name, or “Second twin” until there is one"); }
        var number = await db.Database.SqlQuery<long>($"select nextval('people.reference') as \"Value\"").SingleAsync(cancellationToken);
        var second = new Person
        {
            Reference = $"P{number}",
            Area = first.Area,
            GivenName = givenName.Trim(),
            FamilyName = first.FamilyName,
            Born = born.Date,
            Sex = sex,
            EthnicGroup = first.EthnicGroup,
            Address = first.Address,
            Postcode = first.Postcode,
            HouseholdId = first.HouseholdId ?? Ids.New(),
        };
        second.Added(Moment.Exactly(clock.Now));
        second.Told(Born, born);
        db.Add(second);
        var facts = await db.Facts.AsNoTracking().Include(f => f.Details)
            .Where(f => f.PersonId == first.Id && f.MatterId != null && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        foreach (var id in await db.Matters.Where(m => m.People.Any(p => p.PersonId == first.Id)).Select(m => m.Id).ToListAsync(cancellationToken))
        {
            var matter = await work.LoadAsync(id, cancellationToken);
            matter!.SharedWith(second.Id, first.Id, facts);
        }

        return second;
    }

    /// <summary>What follows from something the program found, in the words of the practice model: who looks at it.</summary>
    internal async Task FoundAsync(string happening, IReadOnlyCollection<Person> people, params FactDetail[] details)
    {
        if (practice.Happenings.FirstOrDefault(h => h.Id == happening) is not { } known) { return; }
        foreach (var person in people) { person.Told(happening, Moment.Exactly(clock.Now), [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })]); }
        if (known.Starts is { } starts) { await work.StartAsync(starts.Process, people.First().Area, [.. people.Select(p => p.Id)], starts.Step); }
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

    private async Task StartAsync(Happening happening, Person person, CancellationToken cancellationToken)
    {
        if (happening.Starts is not { } starts) { return; }
        if (await db.Matters.AnyAsync(m => m.Process == starts.Process && m.ClosedAt == null && m.People.Any(p => p.PersonId == person.Id && p.LeftAt == null) && m.Steps.Any(s => s.Name == starts.Step && s.State == StepState.Open), cancellationToken)) { return; }
        await work.StartAsync(starts.Process, person.Area, [person.Id], starts.Step, cancellationToken);
    }
}
