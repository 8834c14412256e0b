using FsCheck;
using FsCheck.Fluent;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

/// <summary>Stories nobody thought of: facts of every kind the test practice knows, at any time, some correcting others.</summary>
internal static class RandomStories
{
    private static readonly (string Kind, string[] Details)[] Sayings =
    [
        ("front-door.referral", [""]),
        ("front-door.decision", ["outcome=assess", "outcome=no-further-action"]),
        ("front-door.triage", ["outcome=ask;risk=red", "outcome=ask;risk=green", "outcome=referral"]),
        ("child-in-need.assessment", ["outcome=complete"]),
        (Practice.Discussion, ["outcome=section-47-joint", "outcome=no-further-action"]),
        (Practice.Enquiry + ".opened", [""]),
        (Practice.Enquiry, ["outcome=conference", "outcome=not-substantiated"]),
        (Practice.Conference, ["outcome=plan;category=neglect", "outcome=plan;category=physical", "outcome=no-plan"]),
        (Practice.Review, ["outcome=continue;category=emotional", "outcome=continue", "outcome=end-plan"]),
        (Practice.CoreGroup, ["outcome=held"]),
        ("plan.notified", [""]),
        ("plan.transferred", [""]),
        ("child-protection.transfer-in-conference", ["outcome=plan;category=neglect"]),
        ("person.died", [""]),
        ("person.turned-18", [""]),
        ("matter.left", [""]),
        ("coroner.asked-to-wait", [""]),
        ("coroner.released", [""]),
        ("child-death.review-meeting", [""]),
    ];

    private static readonly Guid Person = Number(1, 0);

    public static Arbitrary<List<Fact>> Any { get; } = Arb.From(Gen.ListOf(Sentence()).Where(s => s.Count <= 40).Select(Tell));

    /// <summary>The same facts, said at other times, in another order and under other ids.</summary>
    public static Arbitrary<(List<Fact> Told, List<Fact> Otherwise)> ToldTwice { get; } = Arb.From(
        from told in Any.Generator
        from otherwise in Gen.Shuffle<Fact>(told)
        select (told, Renew([.. otherwise])));

    public static Fact Copy(Fact fact, Guid id, Guid? corrects, DateTimeOffset recorded, Moment? occurred = null) => new()
    {
        Id = id,
        CorrectsId = corrects,
        Recorded = recorded,
        Kind = fact.Kind,
        PersonId = fact.PersonId,
        MatterId = fact.MatterId,
        OriginId = fact.OriginId,
        SourceId = fact.SourceId,
        BecauseId = fact.BecauseId,
        Area = fact.Area,
        Occurred = occurred ?? fact.Occurred,
        Details = [.. fact.Details.AsEnumerable().Reverse().Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    };

    private static Gen<(int Saying, int Detail, int Day, int Minute, int Because, int Corrects, bool Void)> Sentence() =>
        from saying in Gen.Choose(0, Sayings.Length - 1)
        from detail in Gen.Choose(0, 2)
        from day in Gen.Choose(0, 60)
        from minute in Gen.Choose(-1400, 1400)
        from because in Gen.Choose(-20, 40)
        from corrects in Gen.Choose(-60, 40)
        from isVoid in Gen.Elements(true, false)
        select (saying, detail, 7 * day, minute, because, corrects, isVoid);

    private static List<Fact> Tell(List<(int Saying, int Detail, int Day, int Minute, int Because, int Corrects, bool Void)> sentences)
    {
        var start = Calendars.Day("2025-11-24");
        var facts = new List<Fact>();
        foreach (var s in sentences)
        {
            // Half of the facts know the day alone; most days are few, so that many facts fall together.
            var day = start.AddDays(s.Day % 120);
            var occurred = s.Minute < 0 ? Moment.On(day) : Moment.Exactly(London.At(day, TimeOnly.MinValue.AddMinutes(s.Minute)));
            if (s.Corrects >= 0 && facts.Find(f => f.SourceId == Number(2, s.Corrects)) is { } first)
            {
                var last = facts.FindLast(f => f.SourceId == first.SourceId)!;
                var correction = Copy(last, Guid.NewGuid(), last.Id, occurred.At, s.Void ? null : occurred);
                facts.Add(s.Void ? Voiding(correction) : correction);
                continue;
            }

            var (kind, details) = Sayings[s.Saying];
            var origin = kind.StartsWith("person.", StringComparison.Ordinal) ? (Guid?)null : Number(3, s.Detail % 2);
            facts.Add(new Fact
            {
                Kind = kind,
                PersonId = Person,
                MatterId = origin,
                OriginId = origin,
                SourceId = Number(2, facts.Count),
                BecauseId = kind switch
                {
                    Practice.Enquiry + ".opened" => facts.FindLast(f => f.Kind == Practice.Discussion)?.SourceId,
                    Practice.Enquiry or Practice.Conference => facts.FindLast(f => f.Kind == Practice.Enquiry + ".opened")?.SourceId,
                    _ => s.Because >= 0 && s.Because < facts.Count ? Number(2, s.Because) : null,
                },
                Area = "north",
                Occurred = occurred,
                Recorded = occurred.At,
                Details = [.. details[s.Detail % details.Length].Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .Select(d => new FactDetail { Field = d[..d.IndexOf('=', StringComparison.Ordinal)], Code = d[(d.IndexOf('=', StringComparison.Ordinal) + 1)..] })],
            });
        }

        return facts;
    }

    private static List<Fact> Renew(List<Fact> facts)
    {
        var ids = facts.ToDictionary(f => f.Id, _ => Guid.NewGuid());
        return [.. facts.Select((f, i) => f.Void
            ? Voiding(Copy(f, ids[f.Id], ids[f.CorrectsId!.Value], DateTimeOffset.UnixEpoch.AddDays(i)))
            : Copy(f, ids[f.Id], f.CorrectsId is { } c ? ids[c] : null, DateTimeOffset.UnixEpoch.AddDays(i)))];
    }

    private static Fact Voiding(Fact fact) => new()
    {
        Id = fact.Id,
        CorrectsId = fact.CorrectsId,
        Recorded = fact.Recorded,
        Kind = fact.Kind,
        PersonId = fact.PersonId,
        SourceId = fact.SourceId,
        Area = fact.Area,
        Occurred = fact.Occurred,
        Void = true,
    };

    private static Guid Number(byte what, int number) => new(number, what, 0, 0, 0, 0, 0, 0, 0, 0, 1);
}
