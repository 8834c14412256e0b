using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires;

/// <summary>Something several people wrote about, as those who read it call it.</summary>
public sealed class Theme : Entity
{
    public const int LongestTitle = 100;

    public required Guid RoundId { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required Guid MadeBy { get; init; }

    public List<Tagging> Taggings { get; } = [];

    public static Theme Make(Round round, string title, DateTimeOffset now, Actor by)
    {
        var theme = new Theme { RoundId = round.Id, Title = title.Trim(), MadeAt = now, MadeBy = by.UserId };
        theme.Say("questionnaire.theme-made", round, now, by);
        return theme;
    }

    /// <summary>Somebody found it in what was written. Said of the theme and the round alone: whose words they are is in no fact.</summary>
    public void Tag(Round round, Words words, DateTimeOffset now, Actor by)
    {
        if (Taggings.Exists(t => t.EndedAt is null && t.Is(words))) { return; }
        Taggings.Add(new Tagging { ThemeId = Id, Theme = this, RoundId = round.Id, Field = words.Field, ResponseId = words.Reply, TextId = words.Text, At = now, ById = by.UserId });
        Say("questionnaire.words-tagged", round, now, by);
    }

    public void Untag(Round round, Words words, DateTimeOffset now, Actor by)
    {
        foreach (var there in Taggings.Where(t => t.EndedAt is null && t.Is(words)))
        {
            there.EndedAt = now;
            Say("questionnaire.words-untagged", round, now, by);
        }
    }

    private void Say(string kind, Round round, DateTimeOffset now, Actor by) => Happened(new Fact { Kind = kind, SourceId = Id, BecauseId = round.Id, Area = round.Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(now), VisibleTo = "boards" });

    /// <summary>Which words: of a response, or one of an anonymous round.</summary>
    public readonly record struct Words(string Field, Guid? Reply, Guid? Text);
}

/// <summary>That somebody found a theme in some words, and when.</summary>
public sealed class Tagging : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ThemeId { get; init; }

    public Theme? Theme { get; init; }

    public Guid RoundId { get; init; }

    public required string Field { get; init; }

    public Guid? ResponseId { get; init; }

    public Guid? TextId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool Is(Theme.Words words) => Field == words.Field && ResponseId == words.Reply && TextId == words.Text;

    Entity IPart.Whole => Theme ?? throw new InvalidOperationException("Load the tagging with its theme to change it");
}

/// <summary>What the partnership makes of a round, for its board. What was said before stays.</summary>
public sealed class Assurance : Entity
{
    public const int LongestWords = 20_000;

    public static readonly IReadOnlyDictionary<string, string> Opinions = new Dictionary<string, string>
    {
        ["full"] = "Full assurance",
        ["substantial"] = "Substantial assurance",
        ["limited"] = "Limited assurance",
        ["none"] = "No assurance",
    };

    public required Guid RoundId { get; init; }

    /// <summary>A key of <see cref="Opinions"/>.</summary>
    public required string Opinion { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public DateTimeOffset? ReplacedAt { get; private set; }

    public static Outcome<Assurance> Give(Round round, string opinion, string? words, Assurance? before, DateTimeOffset now, Actor by)
    {
        if (!Opinions.ContainsKey(opinion)) { return new Refusal("Opinion", "Select how sure the partnership can be"); }
        if (words?.Trim() is not { Length: > 0 and <= LongestWords } text) { return new Refusal("Words", "Enter what the board should know, in 20,000 characters or fewer"); }
        var given = new Assurance { RoundId = round.Id, Opinion = opinion, Words = text, At = now, ById = by.UserId };
        given.Happened(round.Of("questionnaire.assurance-given", now, by.Agency, new FactDetail { Field = "opinion", Code = opinion }));
        if (before is not null)
        {
            before.ReplacedAt = now;
            before.Happened(round.Of("questionnaire.assurance-replaced", now, by.Agency));
        }

        return given;
    }
}
