using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Training.Materials;

/// <summary>What is said of a material, as read from its form.</summary>
/// <param name="Workshop">Null: of every workshop of the course.</param>
/// <param name="Address">Where it lies, when it is no file.</param>
public sealed record MaterialText(Workshop? Workshop, string Title, string Address, string Who, string Opens);

/// <summary>Something that goes with a course or one of its workshops, as a file or a link.</summary>
public sealed class Material : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestAddress = 500;

    public static readonly IReadOnlyDictionary<string, string> Whos = new Dictionary<string, string> { ["everybody"] = "Everybody", ["booked"] = "Whoever is booked", ["trainers"] = "Those who give it" };

    public static readonly IReadOnlyDictionary<string, string> Openings = new Dictionary<string, string> { ["at-once"] = "At once", ["before"] = "Shortly before the day", ["after"] = "After the day" };

    public required Guid CourseId { get; init; }

    public Course? Course { get; init; }

    public Guid? WorkshopId { get; init; }

    public Workshop? Workshop { get; init; }

    public required string Title { get; init; }

    /// <summary>Of a link; empty of a file.</summary>
    public required string Address { get; init; }

    public required string Who { get; init; }

    public required string Opens { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required Guid AddedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public int Edition { get; private set; }

    public MaterialFile? File { get; private set; }

    /// <returns>A refusal names Name, Address, Who, When or File.</returns>
    public static Outcome<Material> Add(Course of, MaterialText text, LookedAtFile? file, Actor by, DateTimeOffset at)
    {
        var (title, address) = (text.Title.Trim(), text.Address.Trim());
        if (title.Length is 0 or > LongestTitle) { return new Refusal("Name", title.Length == 0 ? "Enter what it is called" : $"What it is called must be {LongestTitle} characters or fewer"); }
        if ((address.Length > 0) == (file is not null)) { return new Refusal(file is null ? "File" : "Address", file is null ? "Choose a file, or enter the address of a link" : "Add a file or a link, not both: add the other by itself"); }
        if (address.Length > 0 && (address.Length > LongestAddress || !Uri.TryCreate(address, UriKind.Absolute, out var link) || link.Scheme is not ("https" or "http"))) { return new Refusal("Address", "Enter the address in full, like https://www.example.org/leaflet"); }
        if (!Whos.ContainsKey(text.Who)) { return new Refusal("Who", "Select who gets it"); }
        if (!Openings.ContainsKey(text.Opens)) { return new Refusal("When", "Select from when"); }
        if (text is { Who: "everybody", Workshop: null } && text.Opens != "at-once") { return new Refusal("When", "What is for everybody and for every workshop has no day: select at once, or a workshop"); }
        var material = new Material { CourseId = of.Id, WorkshopId = text.Workshop?.Id, Title = title, Address = address, Who = text.Who, Opens = text.Opens, AddedAt = at, AddedBy = by.UserId };
        if (file is not null) { material.File = MaterialFile.Of(file, material, at, by.UserId); }
        material.Say("training.material-added", text.Workshop is { } one ? [one.Area] : of.Areas, by, at);
        return material;
    }

    public Outcome<Material> Withdraw(Course of, Actor by, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) { return new Refusal("", "It was withdrawn already"); }
        WithdrawnAt = at;
        Say("training.material-withdrawn", Workshop is { } one ? [one.Area] : of.Areas, by, at);
        return this;
    }

    /// <summary>From when until when it is given to whoever it is for, of one workshop.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Given(Workshop of, TrainingRules rules, WorkingCalendar calendar)
    {
        var from = Opens switch
        {
            "before" => London.MidnightOf(Deadline.Due(rules.MaterialsBefore, Moment.On(of.Day), calendar).Date),
            "after" => of.EndsAt,
            _ => AddedAt,
        };
        return (from, London.MidnightOf(Deadline.Due(rules.MaterialsUntil, Moment.On(of.LastDay), calendar).Date.AddDays(1)));
    }

    /// <summary>From when until when somebody with this place gets it; null: never. Whoever did not come gets nothing that is given afterwards.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? GivenTo(Booking place, Workshop of, TrainingRules rules, WorkingCalendar calendar) =>
        WithdrawnAt is null && Who != "trainers" && CourseId == of.CourseId && (WorkshopId ?? of.Id) == of.Id && of.CancelledAt is null && place.State == "confirmed" && !(Opens == "after" && place.Came is "no" or "full")
            ? Given(of, rules, calendar) : null;

    private void Say(string kind, IEnumerable<string> areas, Actor by, DateTimeOffset at)
    {
        foreach (var area in areas)
        {
            Happened(new Fact { Kind = kind, SourceId = Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "who", Code = Who }, new FactDetail { Field = "opens", Code = Opens }] });
        }
    }
}
