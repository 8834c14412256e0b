using System.Globalization;
using Trellis.Forms;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>A step as the meeting it is: its sittings, whom it asks, what they said. As far as the reader sees it.</summary>
/// <param name="Sittings">In the order they were called.</param>
/// <param name="Everyone">Also those whose invitation was taken back.</param>
/// <param name="Agencies">Title and kind, by code.</param>
/// <param name="Names">Of people in the index, by id.</param>
public sealed record StepMeeting(Step Definition, IReadOnlyList<Sitting> Sittings, IReadOnlyList<Invited> Everyone, IReadOnlyDictionary<string, (string Title, string Kind)> Agencies, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>To come, or waiting for its decision; null when none is called.</summary>
    public Sitting? Now => Sittings.FirstOrDefault(s => s.Ending is null);

    /// <summary>The one that decided, or may: what is said of the meeting is said of it.</summary>
    public Sitting? Latest => Now ?? Sittings.LastOrDefault(s => s.Ending is Sitting.Held);

    public IReadOnlyList<Invited> Invited => [.. Everyone.Where(i => i.WithdrawnAt is null)];

    /// <summary>Without a quorum the chair may go on, with a reason.</summary>
    public bool MayGoOn => QuorumMet.Needed(Definition) is { WaivedBy: not null };

    public IEnumerable<Field> Scales => Definition.Fields.Where(f => f.EachParticipant);

    public string Called(Invited invited) => invited.Called(invited.Code is { } code ? Agencies.TryGetValue(code, out var agency) ? agency.Title : code : null, invited.PersonId is { } person ? Names.GetValueOrDefault(person) : null);

    /// <summary>What somebody is who is invited, for a quorum; null for who is no agency.</summary>
    public QuorumMet.Agency? AsAgency(Invited invited) => invited.Code is { } code && Agencies.TryGetValue(code, out var agency) ? new QuorumMet.Agency(code, agency.Kind, invited.KnowsChild) : null;

    /// <summary>What the meeting answers of the form by input name, so that nobody is asked it again; nothing until it is said who came.</summary>
    public IReadOnlyDictionary<string, string[]> Given(IReadOnlyList<FormPerson> people)
    {
        var given = FormValues.Empty();
        if (Latest is not { TakenAt: not null } sitting) { return given; }
        foreach (var section in Definition.Form)
        {
            foreach (var field in section.Fields.Where(f => f.MeetingSays is not MeetingSays.Nothing))
            {
                foreach (var person in section.PerPerson ? people.Select(p => p.Id.ToString()) : [null!]) { Give(given, Answers.Key(person, field.Id), field, sitting); }
            }
        }

        return given;
    }

    /// <summary>The fields the meeting answers, by input name.</summary>
    public IReadOnlySet<string> Answered(IReadOnlyList<FormPerson> people)
    {
        if (Latest is not { TakenAt: not null } sitting) { return new HashSet<string>(); }
        return Definition.Form.SelectMany(s => s.Fields.Where(f => Says(f, sitting)).SelectMany(f => s.PerPerson ? people.Select(p => Answers.Key(p.Id.ToString(), f.Id)) : [Answers.Key(null, f.Id)])).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What each of them answered, a line each, by field.</summary>
    public IReadOnlyDictionary<string, string> Each => Scales.Select(f => (f.Id, Text: string.Join('\n', Invited.Where(i => i.Numbers.ContainsKey(f.Id)).Select(i => $"{Called(i)}: {Answer(i, f)}")))).Where(e => e.Text.Length > 0).ToDictionary(e => e.Id, e => e.Text);

    /// <summary>The part of the frozen version that says how the meeting went; null where it was not kept in Trellis.</summary>
    public Frozen.Part? AsPart()
    {
        if (Latest is not { } sitting) { return null; }
        var answers = new List<Frozen.Answer> { new("meeting.when", "When and where", $"{English.DateTime(sitting.StartsAt)}, {Sitting.Hows[sitting.How].ToLowerInvariant()}{(sitting.Place.Length > 0 ? $", {sitting.Place}" : "")}") };
        var by = sitting.Came.ToDictionary(c => c.InvitedId);
        foreach (var (state, title) in Attended.States)
        {
            var those = Everyone.Where(i => by.TryGetValue(i.Id, out var came) && came.State == state).Select(i => $"{Called(i)}{(by[i.Id].Deputy.Length > 0 ? $", for whom {by[i.Id].Deputy} came" : "")}{(by[i.Id].Online ? ", online" : "")}").ToArray();
            if (those.Length > 0) { answers.Add(new($"meeting.{state}", title, string.Join('\n', those))); }
        }

        if (sitting.Quorate is { } quorate) { answers.Add(new("meeting.quorum", "Quorum", quorate ? "There was a quorum" : $"There was no quorum. The chair went on because: {sitting.WentOnBecause}")); }
        answers.AddRange(Invited.Where(i => i.SaidAt is not null).Select(i => new Frozen.Answer($"meeting.said.{i.Id:N}", Called(i), Said(i))));
        return new Frozen.Part("The meeting", null, answers);
    }

    /// <summary>What one of them said, in words.</summary>
    public string Said(Invited invited)
    {
        var lines = Scales.Where(f => invited.Numbers.ContainsKey(f.Id)).Select(f => $"{f.Label} {Answer(invited, f)}").ToList();
        if (invited.View is { } view) { lines.Add(invited.ViewWords.Length > 0 ? $"{Casework.Sittings.Invited.Views[view]}: {invited.ViewWords}" : Casework.Sittings.Invited.Views[view]); }
        if (invited.Words.Length > 0) { lines.Add(invited.Words); }
        return lines.Count == 0 ? "Nothing" : string.Join('\n', lines);
    }

    private static string Answer(Invited invited, Field field) => string.Create(CultureInfo.InvariantCulture, $"{Casework.Sittings.Invited.Number(invited.Numbers[field.Id])} of {Casework.Sittings.Invited.Number(field.To ?? 10)}");

    private static bool Says(Field field, Sitting sitting) => field.MeetingSays switch
    {
        MeetingSays.Nothing => false,
        MeetingSays.Quorate or MeetingSays.WentOnBecause => sitting.Quorate is not null,
        _ => true,
    };

    private void Give(Dictionary<string, string[]> given, string key, Field field, Sitting sitting)
    {
        if (!Says(field, sitting)) { return; }
        switch (field.MeetingSays)
        {
            case MeetingSays.Held:
                var day = sitting.Day;
                (given[$"{key}.day"], given[$"{key}.month"], given[$"{key}.year"]) = ([Text(day.Day)], [Text(day.Month)], [Text(day.Year)]);
                if (field.Type is FieldType.DateTime) { given[$"{key}.time"] = [London.Wall(sitting.StartsAt).ToString("HH:mm", CultureInfo.InvariantCulture)]; }
                break;
            case MeetingSays.Quorate:
                given[key] = [sitting.Quorate is true ? "yes" : "no"];
                break;
            case MeetingSays.WentOnBecause when sitting.WentOnBecause.Length > 0:
                given[key] = [sitting.WentOnBecause];
                break;
            case MeetingSays.Dissent:
                var against = Invited.Where(i => i is { Code: not null, View: Casework.Sittings.Invited.Disagrees }).ToArray();
                for (var row = 0; row < against.Length; row++)
                {
                    foreach (var column in field.Columns) { given[$"{key}.{Text(row)}.{column.Id}"] = [column.Type is FieldType.Agency ? against[row].Code! : against[row].ViewWords]; }
                }

                break;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
