using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Scrutiny;

/// <summary>What the pages of scrutiny have in common: words of the practice model, agencies, who is told, and by when they answer.</summary>
public sealed class ScrutinyDesk(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, AgencyRegister register, PostHolders posts, Teller teller, Outbox outbox, LondonClock clock)
{
    public const string Methods = "scrutiny-method";
    public const string Tasks = "scrutiny-task";
    public const string Kinds = "scrutiny-finding";
    public const string Verdicts = "scrutiny-verdict";

    private const string Topic = "scrutiny";

    public TrellisDb Db => db;

    public Actor Actor => db.Acting.Actor;

    public LondonClock Clock => clock;

    public ScrutinyRules Rules => practice.Scrutiny;

    public string ThisYear => Period.Financial(clock.Today);

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public string AreaTitles(IEnumerable<string> areas) => English.List([.. areas.Select(practice.AreaTitle)]);

    /// <summary>A code of a list in words.</summary>
    public string Title(string list, string code) => practice.Codes[list].Find(code)?.Title ?? code;

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title))];

    public bool May(string act) => Actor.May(act);

    public async Task<IReadOnlyDictionary<string, string>> AgenciesAsync(CancellationToken stop = default) => (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);

    /// <summary>The kind of an agency as figures split by it.</summary>
    public async Task<string> KindAsync(string? agency, CancellationToken stop = default) =>
        (await register.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == agency)?.Kind is { } kind && practice.Codes["agency-register-kind"].Find(kind) is not null ? kind : "other";

    /// <summary>The last day to answer of what is asked today.</summary>
    /// <exception cref="InvalidOperationException">No limit is in force.</exception>
    public DateOnly Due() => Deadline.Due(Rules.Within.On(clock.Today) ?? throw new InvalidOperationException("practice/scrutiny.yaml has no limit in force"), Moment.On(clock.Today), calendar).Date;

    /// <summary>Tells those of the agency who may answer for it.</summary>
    public async Task TellAskedAsync(Question question, Turn turn, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        Tell(Occasion.ScrutinyAsked, question, await AnswerersAsync(own.Connection, question, stop), turn.Id.ToString("N"));
    }

    /// <summary>Tells the scrutineer, and settles what the agency still had to do.</summary>
    public void TellAnswered(Question question, Turn turn)
    {
        outbox.Settle(question.Id);
        Tell(Occasion.ScrutinyAnswered, question, [question.AskedBy], turn.Id.ToString("N"));
    }

    public void Settle(Question question) => outbox.Settle(question.Id);

    /// <summary>Everybody of the agency whose role lets them answer, in the areas it is about.</summary>
    internal async Task<IReadOnlyList<Guid>> AnswerersAsync(NpgsqlConnection connection, Question question, CancellationToken stop)
    {
        var found = new List<Guid>();
        foreach (var role in practice.Roles.Where(r => r.Acts.Contains(ActWords.AnswerScrutiny)))
        {
            foreach (var area in question.Areas) { found.AddRange(await posts.InRoleAsync(connection, role.Id, area, [question.Agency], stop)); }
        }

        return [.. found.Distinct()];
    }

    internal void Tell(Occasion occasion, Question question, IEnumerable<Guid> to, string once) =>
        teller.Tell(outbox, new BusinessNews(occasion, Topic, question.Id, question.Reference, $"/scrutiny/questions/{question.Reference.ToLowerInvariant()}", [.. to.Where(u => u != Actor.UserId).Distinct()], once));

    public async Task<string> NextActivityAsync(CancellationToken stop = default) => $"S{await db.Database.SqlQuery<long>($"select nextval('scrutiny.reference') as \"Value\"").SingleAsync(stop)}";

    public async Task<string> NextQuestionAsync(CancellationToken stop = default) => $"Q{await db.Database.SqlQuery<long>($"select nextval('scrutiny.question_reference') as \"Value\"").SingleAsync(stop)}";
}

/// <summary>How a piece of work or a question stands, as a tag.</summary>
public static class ScrutinyLook
{
    public static (string Words, TagColour Colour) Tag(Activity activity, DateOnly today) => activity.State switch
    {
        "ended" => ("Ended", TagColour.Green),
        "dropped" => ("Not done", TagColour.Grey),
        "under-way" => activity.PlannedOn < today ? ("Under way, late", TagColour.Red) : ("Under way", TagColour.Blue),
        _ => activity.PlannedOn < today ? ("Not begun, late", TagColour.Red) : ("Planned", TagColour.Yellow),
    };

    /// <param name="verdict">What the scrutineer holds of it, in words.</param>
    public static (string Words, TagColour Colour) Tag(Question question, DateOnly today, string? verdict) => question.State switch
    {
        Question.Settled => (verdict ?? "Settled", question.Verdict is "assured" ? TagColour.Green : question.Verdict is "partly" ? TagColour.Yellow : TagColour.Red),
        Question.Answered => ("Answered", TagColour.Blue),
        _ => question.IsLate(today) ? ("Not answered in time", TagColour.Red) : ("To be answered", TagColour.Yellow),
    };
}
