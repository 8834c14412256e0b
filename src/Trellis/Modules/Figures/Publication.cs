using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures;

/// <summary>A value as this partnership published it, with what it stood on. Late recording and corrections move the live figure, never this.</summary>
public sealed class Publication : Entity
{
    public required string Figure { get; init; }

    public required string Title { get; init; }

    public required string Area { get; init; }

    /// <summary>Financial year.</summary>
    public required string Period { get; init; }

    public string? Part { get; init; }

    public required decimal Value { get; init; }

    /// <summary>How many things were counted.</summary>
    public required long Counted { get; init; }

    /// <summary>Of a share or timeliness, how many of them were in it.</summary>
    public required long Good { get; init; }

    /// <summary>Version of the practice model that defined it.</summary>
    public required string Model { get; init; }

    /// <summary>What had been recorded by then is in it.</summary>
    public required DateTimeOffset KnownOn { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public static Publication Of(Practice.Figure figure, Count value, string model, string? agency, DateTimeOffset now)
    {
        var published = new Publication
        {
            Figure = figure.Id,
            Title = figure.Title,
            Area = value.Area,
            Period = value.Period,
            Part = value.Part,
            Value = value.Value,
            Counted = value.Counted,
            Good = value.Good,
            Model = model,
            KnownOn = now,
            PublishedAt = now,
        };
        published.Happened(new Fact
        {
            Kind = "figure.published",
            SourceId = published.Id,
            Area = value.Area,
            Agency = agency,
            Occurred = Moment.Exactly(now),
            Details = [new FactDetail { Field = "figure", Code = figure.Id }, new FactDetail { Field = "year", Code = value.Period }],
        });
        return published;
    }
}

/// <summary>A file of published figures was brought in.</summary>
public sealed class Import : Entity
{
    public required string File { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required DateTimeOffset At { get; init; }

    public static Import Of(string file, PublishedChanges changes, string area, DateTimeOffset now)
    {
        var import = new Import { File = file, Added = changes.Added.Length, Changed = changes.Changed.Length, At = now };
        import.Happened(new Fact { Kind = "figure.imported", SourceId = import.Id, Area = area, Occurred = Moment.Exactly(now) });
        return import;
    }
}
