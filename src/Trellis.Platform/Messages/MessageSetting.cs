using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>How one user chose to be written to. Its id is the user's.</summary>
public sealed class MessageSetting : Entity
{
    /// <summary>at-once, digest or none.</summary>
    public string Sending { get; private set; } = "digest";

    public int DigestHour { get; private set; }

    public int? QuietFrom { get; private set; }

    public int? QuietTo { get; private set; }

    public Wishes Wishes => new(WishesRow.Read(Sending), DigestHour, QuietFrom, QuietTo);

    public Outcome<Wishes> Choose(Wishes wishes, DateTimeOffset now, string area)
    {
        if (wishes.QuietFrom is null != wishes.QuietTo is null) { return new Refusal(wishes.QuietFrom is null ? "QuietFrom" : "QuietTo", "Select both the beginning and the end of your quiet hours, or neither"); }
        if (wishes.QuietFrom is { } from && from == wishes.QuietTo) { return new Refusal("QuietTo", "Your quiet hours must end at another hour than they begin"); }
        (Sending, DigestHour, QuietFrom, QuietTo) = (WishesRow.Word(wishes.Sending), wishes.DigestHour, wishes.QuietFrom, wishes.QuietTo);
        Happened(new Fact
        {
            Kind = "message.settings-chosen",
            SourceId = Id,
            Area = area,
            Occurred = Moment.Exactly(now),
            Details = [.. Codes()],
        });
        return wishes;
    }

    private IEnumerable<FactDetail> Codes()
    {
        yield return new FactDetail { Field = "sending", Code = Sending };
        yield return new FactDetail { Field = "digest-hour", Code = DigestHour.ToString(CultureInfo.InvariantCulture) };
        if (QuietFrom is not { } from || QuietTo is not { } to) { yield break; }
        yield return new FactDetail { Field = "quiet-from", Code = from.ToString(CultureInfo.InvariantCulture) };
        yield return new FactDetail { Field = "quiet-to", Code = to.ToString(CultureInfo.InvariantCulture) };
    }
}
