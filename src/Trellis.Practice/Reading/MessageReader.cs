using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Messages;
using Trellis.Platform.Timescales;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/messages.yaml</c>: what people are told, and when they are reminded. Read once steps and timescales are known.</summary>
internal sealed partial class MessageReader(Known known, IReadOnlyCollection<Timescale> timescales, Mistakes mistakes)
{
    private const string Otherwise = "otherwise";
    private const int LongestWords = 120;

    private static readonly (string, Occasion)[] Occasions =
    [
        ("work-waits", Occasion.WorkWaits), ("agency-asked", Occasion.AgencyAsked), ("approval-waits", Occasion.ApprovalWaits), ("step-returned", Occasion.StepReturned),
        ("step-withdrawn", Occasion.StepWithdrawn), ("due-soon", Occasion.DueSoon), ("due-today", Occasion.DueToday), ("late", Occasion.Late), ("unusual-look", Occasion.UnusualLook),
        ("invited", Occasion.Invited), ("set-up-again", Occasion.SetUpAgain), ("new-device", Occasion.NewDevice), ("sign-in-changed", Occasion.SignInChanged), ("glass-broken", Occasion.GlassBroken),
        ("meeting-called", Occasion.MeetingCalled), ("meeting-changed", Occasion.MeetingChanged), ("agenda-out", Occasion.AgendaOut), ("minutes-out", Occasion.MinutesOut),
        ("asked-to-meeting", Occasion.AskedToMeeting), ("meeting-moved", Occasion.MeetingMoved), ("record-sent", Occasion.RecordSent),
        ("sent-to-read", Occasion.SentToRead), ("impact-asked", Occasion.ImpactAsked), ("review-near", Occasion.ReviewNear),
        ("challenge-asked", Occasion.ChallengeAsked), ("challenge-answered", Occasion.ChallengeAnswered), ("challenge-late", Occasion.ChallengeLate), ("assurance-asked", Occasion.AssuranceAsked),
        ("scrutiny-asked", Occasion.ScrutinyAsked), ("scrutiny-answered", Occasion.ScrutinyAnswered), ("scrutiny-due", Occasion.ScrutinyDue),
        ("auditor-named", Occasion.AuditorNamed), ("audit-waits", Occasion.AuditWaits), ("copy-given", Occasion.CopyGiven),
        ("action-set", Occasion.ActionSet), ("action-overdue", Occasion.ActionOverdue), ("answer-due", Occasion.AnswerDue),
        ("questionnaire-asked", Occasion.QuestionnaireAsked), ("questionnaire-due", Occasion.QuestionnaireDue), ("section-given", Occasion.SectionGiven), ("questionnaire-to-sign", Occasion.QuestionnaireToSign), ("questionnaire-reopened", Occasion.QuestionnaireReopened),
    ];

    private static readonly (string, Told)[] Readers = [
        ("waits-for", Told.WaitsFor), ("author", Told.Author), ("manager", Told.Manager), ("themselves", Told.Themselves), ("agency-administrators", Told.AgencyAdministrators), ("governance", Told.Governance), ("at-table", Told.AtTable),
    ];

    public MessageRules Read(MapNode map)
    {
        var keys = new Keys(map, "the messages file", mistakes, "manager", "governance", "agency-administrator", "e-mail", "messages", "reminders");
        var (manager, governance, administrator) = (Role(keys, "manager"), Role(keys, "governance"), Role(keys, "agency-administrator"));
        var kinds = keys.Entries("messages").Select(Kind).ToImmutableArray();
        foreach (var kind in kinds.Where(k => manager is null && k.To.Contains(Told.Manager))) { mistakes.Add(kind.Place, $"the message \"{kind.Id}\" goes to the manager, and the file does not say who that is", "\"manager\" with a role"); }
        var reminders = keys.Entries("reminders");
        foreach (var named in reminders.Where(r => r.Key != Otherwise)) { CheckTimescale(named); }
        return new MessageRules(
            manager, Email(keys), kinds,
            reminders.Where(r => r.Key != Otherwise).DistinctBy(r => r.Key).ToImmutableDictionary(r => r.Key, Reminding),
            reminders.FirstOrDefault(r => r.Key == Otherwise) is { } otherwise ? Reminding(otherwise) : Practice.Reminding.Never)
        {
            Governance = governance,
            AgencyAdministrator = administrator,
        };
    }

    private string? Role(Keys keys, string key)
    {
        var role = keys.Text(key);
        if (role is not null && known.Roles.All(r => r.Id != role)) { mistakes.Unknown(keys.PlaceOf(key), $"there is no role \"{role}\"", role, known.Roles.Select(r => r.Id)); }
        return role;
    }

    private MessageKind Kind(Entry entry)
    {
        var keys = new Keys(entry.Value, "a message", mistakes, "title", "when", "steps", "to", "urgent", "link", "tray", "e-mail");
        var steps = keys.Texts("steps");
        foreach (var step in steps.Where(s => !known.FactKinds.Contains(s.Text)))
        {
            mistakes.Unknown(step.Place, $"there is no step \"{step.Text}\"", step.Text, known.FactKinds);
        }

        return new MessageKind(
            entry.Key, keys.Required("title", entry.Place), Some(keys, "when", entry, Occasions), [.. steps.Select(s => s.Text)], Some(keys, "to", entry, Readers), keys.Flag("urgent"),
            Words(keys, "tray", entry, "topic", "reference"), Words(keys, "e-mail", entry, "reference"), entry.Place)
        {
            OneTimeLink = keys.OneOf("link", false, ("to-read", false), ("one-time", true)),
        };
    }

    private ImmutableArray<T> Some<T>(Keys keys, string key, Entry entry, (string Word, T Value)[] words)
    {
        var given = keys.Texts(key);
        if (given.Length == 0) { mistakes.Add(entry.Place, $"the message \"{entry.Key}\" needs \"{key}\"", $"one or more of {string.Join(", ", words.Select(w => w.Word))}"); }
        foreach (var unknown in given.Where(g => words.All(w => w.Word != g.Text)))
        {
            mistakes.Unknown(unknown.Place, $"\"{key}\" in a message cannot be \"{unknown.Text}\"", unknown.Text, words.Select(w => w.Word));
        }

        return [.. given.SelectMany(g => words.Where(w => w.Word == g.Text).Select(w => w.Value)).Distinct()];
    }

    /// <summary>Nothing of a record can come into a message but what stands for it here.</summary>
    private string Words(Keys keys, string key, Entry entry, params string[] may)
    {
        var words = keys.Required(key, entry.Place);
        foreach (Match held in Held().Matches(words))
        {
            var name = held.Groups["name"].Value;
            if (!may.Contains(name)) { mistakes.Unknown(keys.PlaceOf(key), $"\"{key}\" in a message cannot hold \"{{{name}}}\"", name, may); }
        }

        if (words.Contains('\n', StringComparison.Ordinal)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" in a message must be on one line"); }
        if (words.Length > LongestWords) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" in a message is longer than {LongestWords} characters"); }
        return words;
    }

    private Wishes Email(Keys keys)
    {
        if (keys.Node("e-mail") is not { } node) { return MessageRules.None.Wishes; }
        var email = new Keys(node, "\"e-mail\"", mistakes, "sending", "digest-at", "quiet-from", "quiet-to");
        var sending = email.OneOf("sending", Sending.Digest, ("at-once", Sending.AtOnce), ("digest", Sending.Digest), ("none", Sending.None));
        var (digest, from, to) = (Hour(email, "digest-at"), Hour(email, "quiet-from"), Hour(email, "quiet-to"));
        if (from is null != to is null || (from is not null && from == to)) { mistakes.Add(email.PlaceOf("quiet-from"), "quiet hours have a beginning and another end", "both quiet-from and quiet-to, or neither"); }
        return new Wishes(sending, digest ?? MessageRules.None.Wishes.DigestHour, from, to);
    }

    private int? Hour(Keys keys, string key)
    {
        var hour = keys.Whole(key);
        if (hour is null or (>= 0 and <= 23)) { return hour; }
        mistakes.Add(keys.PlaceOf(key), $"\"{key}\" in \"e-mail\" is not an hour of the day", "a number from 0 to 23");
        return null;
    }

    private Reminding Reminding(Entry entry)
    {
        var keys = new Keys(entry.Value, "reminders", mistakes, "before", "on-the-day", "after");
        return new Reminding(Days(keys, "before", 1), keys.Flag("on-the-day"), Days(keys, "after", 0));
    }

    private ImmutableArray<int> Days(Keys keys, string key, int least)
    {
        var days = new List<int>();
        foreach (var text in keys.Texts(key))
        {
            if (!int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > 250)
            {
                mistakes.Add(text.Place, $"\"{key}\" in reminders must be working days, not \"{text.Text}\"", $"whole numbers from {least}, such as [1, 5]");
            }
            else if (days.Contains(number)) { mistakes.Add(text.Place, $"\"{key}\" in reminders says {number} twice"); }
            else { days.Add(number); }
        }

        return [.. days.Order()];
    }

    private void CheckTimescale(Entry entry)
    {
        if (timescales.FirstOrDefault(t => t.Id == entry.Key) is not { } timescale) { mistakes.Unknown(entry.Place, $"there is no timescale \"{entry.Key}\"", entry.Key, timescales.Select(t => t.Id).Append(Otherwise)); }
        else if (timescale.Terms.All(t => t.Limit?.Kind is LimitKind.NotBefore)) { mistakes.Add(entry.Place, $"{entry.Key} says when something may be done at the soonest, so nobody is late with it and nobody is reminded"); }
    }

    [GeneratedRegex(@"\{(?<name>[^}]*)\}?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Held();
}
