using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Communications;

/// <summary>What is said of a campaign or a post, as read from its form.</summary>
/// <param name="Until">Null: it was on one day, or goes on.</param>
/// <param name="Cost">In pounds; null where nobody knows.</param>
public sealed record CommunicationText(string[] Areas, string Kind, string Title, string Message, string[] Audience, DateOnly? From, DateOnly? Until, string Address, decimal? Cost);

/// <summary>Something the partnership told the public or its staff: a campaign, posts, a page, a newsletter. It names nobody.</summary>
public sealed class Communication : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestText = 2000;
    public const int LongestAddress = 500;
    public const decimal MostCost = 1_000_000;

    public required string[] Areas { get; init; }

    /// <summary>A code of communication-kind.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>What it says.</summary>
    public required string Message { get; init; }

    /// <summary>Codes of communication-audience.</summary>
    public required string[] Audience { get; init; }

    public required DateOnly FromOn { get; init; }

    public DateOnly? UntilOn { get; init; }

    public required string Address { get; init; }

    public decimal? Cost { get; init; }

    public required DateTimeOffset LoggedAt { get; init; }

    public required Guid LoggedBy { get; init; }

    /// <summary>What was learnt for the next one.</summary>
    public string Learnt { get; private set; } = "";

    public int Edition { get; private set; }

    public List<Reach> Reached { get; } = [];

    /// <summary>What was counted last, of each kind.</summary>
    public IEnumerable<Reach> ReachedNow => Reached.GroupBy(r => r.What).Select(g => g.OrderByDescending(r => r.OnDay).ThenByDescending(r => r.At).First());

    /// <returns>A refusal names Areas, Kind, Name, Message, Audience, From, Until, Address or Cost.</returns>
    public static Outcome<Communication> Log(CommunicationText text, Actor by, DateTimeOffset at)
    {
        var (title, message, address) = (text.Title.Trim(), text.Message.Trim(), text.Address.Trim());
        if (title.Length is 0 or > LongestTitle) { return new Refusal("Name", title.Length == 0 ? "Enter what it is called" : "What it is called must be 200 characters or fewer"); }
        if (message.Length is 0 or > LongestText) { return new Refusal("Message", message.Length == 0 ? "Enter what it says" : "What it says must be 2,000 characters or fewer"); }
        if (text.Audience.Length == 0) { return new Refusal("Audience", "Select whom it is for"); }
        if (text.From is not { } from) { return new Refusal("From", "Enter the first day"); }
        if (text.Until < from) { return new Refusal("Until", "The last day must be the same as or after the first"); }
        if (address.Length > 0 && (address.Length > LongestAddress || !Uri.TryCreate(address, UriKind.Absolute, out var link) || link.Scheme is not ("https" or "http"))) { return new Refusal("Address", "Enter the address in full, like https://www.example.org/campaign"); }
        if (text.Cost is < 0 or > MostCost) { return new Refusal("Cost", "The cost must be an amount in pounds, up to 1,000,000"); }
        var logged = new Communication { Areas = text.Areas, Kind = text.Kind, Title = title, Message = message, Audience = text.Audience, FromOn = from, UntilOn = text.Until, Address = address, Cost = text.Cost, LoggedAt = at, LoggedBy = by.UserId };
        foreach (var area in text.Areas)
        {
            logged.Happened(logged.Of("communication.logged", area, Moment.On(from), by, [new() { Field = "kind", Code = text.Kind }, .. text.Audience.Select(a => new FactDetail { Field = "audience", Code = a })]));
        }

        return logged;
    }

    /// <summary>How far it reached, as somebody counted it on a day. A later count stands beside the earlier.</summary>
    /// <param name="what">A code of communication-reach.</param>
    /// <returns>A refusal names Number or On.</returns>
    public Outcome<Reach> Count(string what, long? number, DateOnly? on, string source, Actor by, DateTimeOffset at)
    {
        if (number is null or < 0 or > Reach.Most) { return new Refusal("Number", "Enter a whole number, such as 1200"); }
        if (on is not { } day) { return new Refusal("On", "Enter the day it was counted"); }
        if (day > London.DateOf(at)) { return new Refusal("On", "The day must be today or in the past"); }
        if (day < FromOn) { return new Refusal("On", $"The day must be the same as or after the first day, {English.Date(FromOn)}"); }
        if (source.Trim().Length is 0 or > LongestTitle) { return new Refusal("Source", source.Trim().Length == 0 ? "Enter where the number comes from" : "Where the number comes from must be 200 characters or fewer"); }
        var reach = new Reach { CommunicationId = Id, Communication = this, What = what, Number = number.Value, OnDay = day, Source = source.Trim(), At = at, ById = by.UserId };
        Reached.Add(reach);
        Happened(Of("communication.reach-counted", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Moment.On(day), by, [new() { Field = "what", Code = what }]));
        return reach;
    }

    /// <returns>A refusal names Learnt.</returns>
    public Outcome<Communication> Learns(string learnt, Actor by, DateTimeOffset at)
    {
        if (learnt.Trim().Length is 0 or > LongestText) { return new Refusal("Learnt", learnt.Trim().Length == 0 ? "Enter what was learnt" : "What was learnt must be 2,000 characters or fewer"); }
        Learnt = learnt.Trim();
        Happened(Of("communication.learnt", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Moment.Exactly(at), by, []));
        return this;
    }

    private Fact Of(string kind, string area, Moment when, Actor by, List<FactDetail> details) => new() { Kind = kind, SourceId = Id, Area = area, Agency = by.Agency, Occurred = when, Details = details };
}

/// <summary>How far something reached, as somebody counted it on a day. Only added to.</summary>
public sealed class Reach : IPart
{
    public const long Most = 100_000_000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid CommunicationId { get; init; }

    public Communication? Communication { get; init; }

    /// <summary>A code of communication-reach.</summary>
    public required string What { get; init; }

    public required long Number { get; init; }

    public required DateOnly OnDay { get; init; }

    /// <summary>Where the number comes from: statistics of the website, the printer’s invoice.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    Entity IPart.Whole => Communication ?? throw new InvalidOperationException("Read with what it reached");
}
