using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>What is said of a message, as read from its form.</summary>
/// <param name="Meeting">The sitting it was given out at; null: between sittings.</param>
public sealed record CascadeText(Guid? Meeting, string Title, string Text, string Address, string ToWhom, DateOnly? PassOnBy);

/// <summary>A message a forum gives its members to pass on in their settings: who passed it on, to whom, and when.</summary>
public sealed class Cascade : Entity
{
    public const int LongestTitle = 200;
    public const int LongestText = 4000;
    public const int LongestLine = 500;
    public const int MostPeople = 100_000;

    public required Guid BodyId { get; init; }

    public Body? Body { get; init; }

    public Guid? MeetingId { get; init; }

    /// <summary>Repeats the body's, so that the row policy needs no join.</summary>
    public required string[] Areas { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Where there is more to read; empty: nowhere.</summary>
    public required string Address { get; init; }

    public required string ToWhom { get; init; }

    public required DateOnly PassOnBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required Guid SentBy { get; init; }

    public List<PassedOn> PassedOn { get; } = [];

    public int People => PassedOn.Sum(p => p.People ?? 0);

    /// <returns>A refusal names Name, Text, Address, ToWhom or By.</returns>
    public static Outcome<Cascade> Send(Body of, CascadeText text, Actor by, DateTimeOffset at)
    {
        var (title, words, address, whom) = (text.Title.Trim(), text.Text.Trim(), text.Address.Trim(), text.ToWhom.Trim());
        if (title.Length is 0 or > LongestTitle) { return new Refusal("Name", title.Length == 0 ? "Enter what the message is called" : "What the message is called must be 200 characters or fewer"); }
        if (words.Length is 0 or > LongestText) { return new Refusal("Text", words.Length == 0 ? "Enter the message" : "The message must be 4,000 characters or fewer"); }
        if (address.Length > 0 && (address.Length > LongestLine || !Uri.TryCreate(address, UriKind.Absolute, out var link) || link.Scheme is not ("https" or "http"))) { return new Refusal("Address", "Enter the address in full, like https://www.example.org/briefing"); }
        if (whom.Length is 0 or > LongestLine) { return new Refusal("ToWhom", whom.Length == 0 ? "Enter to whom it is passed on" : "To whom it is passed on must be 500 characters or fewer"); }
        if (text.PassOnBy is not { } until) { return new Refusal("By", "Enter by when it is passed on"); }
        if (until < London.DateOf(at)) { return new Refusal("By", "The day must be today or in the future"); }
        var sent = new Cascade { BodyId = of.Id, MeetingId = text.Meeting, Areas = of.Areas, Title = title, Text = words, Address = address, ToWhom = whom, PassOnBy = until, SentAt = at, SentBy = by.UserId };
        foreach (var area in of.Areas) { sent.Say("forum.message-sent", area, Moment.Exactly(at), by); }
        return sent;
    }

    /// <summary>A setting passed it on.</summary>
    /// <returns>A refusal names Setting, ToWhom, People or On.</returns>
    public Outcome<PassedOn> Receives(string setting, string toWhom, int? people, DateOnly? on, Actor by, DateTimeOffset at)
    {
        if (setting.Trim().Length is 0 or > ForumCame.LongestSetting) { return new Refusal("Setting", setting.Trim().Length == 0 ? "Enter which setting passed it on" : "The setting must be 200 characters or fewer"); }
        if (toWhom.Trim().Length is 0 or > LongestLine) { return new Refusal("ToWhom", toWhom.Trim().Length == 0 ? "Enter to whom it was passed on" : "To whom it was passed on must be 500 characters or fewer"); }
        if (people is < 1 or > MostPeople) { return new Refusal("People", "How many people must be a whole number from 1 to 100,000"); }
        if (on is not { } day) { return new Refusal("On", "Enter the day it was passed on"); }
        if (day > London.DateOf(at)) { return new Refusal("On", "The day must be today or in the past"); }
        if (day < London.DateOf(SentAt)) { return new Refusal("On", $"The day must be the same as or after the day it was sent, {English.Date(London.DateOf(SentAt))}"); }
        var passed = new PassedOn { CascadeId = Id, Cascade = this, Setting = setting.Trim(), ToWhom = toWhom.Trim(), People = people, OnDay = day, At = at, ById = by.UserId };
        PassedOn.Add(passed);
        Say("forum.passed-on", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Moment.On(day), by);
        return passed;
    }

    private void Say(string kind, string area, Moment when, Actor by) => Happened(new Fact { Kind = kind, SourceId = Id, Area = area, Agency = by.Agency, Occurred = when });
}

/// <summary>A receipt: a setting passed a message on. Only added to.</summary>
public sealed class PassedOn : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid CascadeId { get; init; }

    public Cascade? Cascade { get; init; }

    public required string Setting { get; init; }

    public required string ToWhom { get; init; }

    /// <summary>How many it reached; null: nobody counted.</summary>
    public int? People { get; init; }

    public required DateOnly OnDay { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    Entity IPart.Whole => Cascade ?? throw new InvalidOperationException("Read with its message");
}
