using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>One answer as results have it.</summary>
/// <param name="Part">Whose it is: of a named one the invitation's id, of an anonymous one its part.</param>
/// <param name="Coded">Question to what was chosen.</param>
public sealed record Answered(string Part, string Who, string? Agency, string Area, string Sector, IReadOnlyDictionary<string, string> Coded, IReadOnlyDictionary<string, string> Written, Guid? Invitation, Guid? ReplyId);

/// <summary>Somebody who was asked, and whether they answered.</summary>
public sealed record Returned(Guid Id, string Name, string? Agency, string Area, string Sector, bool Answered, bool Final);

/// <summary>A round with all that was answered, read once.</summary>
/// <param name="Asked">Without those who are asked no more.</param>
public sealed record RoundAnswers(Round Round, IReadOnlyList<Returned> Asked, IReadOnlyList<Answered> Answers, IReadOnlyDictionary<string, string> Agencies, IReadOnlyDictionary<(Guid Reply, string Field), Moderation> Moderated)
{
    /// <summary>The area of an agency that covers all areas of a round of several.</summary>
    public const string Across = "all";

    public Questions Asks => Round.Asks;

    /// <summary>Whether anything of it may be shown: of an anonymous one only after its period, and only of enough; nothing once it was disposed of.</summary>
    public bool IsShown => Round.AnswersGoneAt is null && (!Round.Anonymous || Round.ClosedAt is not null) && Answers.Count >= Round.Fewest;

    /// <summary>The colour of one answer to a question; null where it has none.</summary>
    public string? ColourOf(Question question, Answered answer) => answer.Coded.TryGetValue(question.Id, out var code) ? question.ColourOf(code) : null;

    public Tally Of(Question question, IEnumerable<Answered> answers) => Tally.Of(answers.Select(a => ColourOf(question, a)), Asks.Group);

    public Tally Of(Question question) => Of(question, Answers);

    /// <summary>All coloured questions together.</summary>
    public Tally Whole(IEnumerable<Answered> answers)
    {
        var questions = Asks.Coloured.ToArray();
        return Tally.Of(answers.SelectMany(a => questions.Select(q => ColourOf(q, a))), Asks.Group);
    }

    /// <summary>After moderation: what somebody else made of a score takes its place.</summary>
    public Tally AfterModeration(Question question) => Tally.Of(Answers.Select(a => a.ReplyId is { } reply && Moderated.TryGetValue((reply, question.Id), out var m) ? question.ColourOf(m.Given) : ColourOf(question, a)), Asks.Group);

    /// <summary>Groups of the answers that may be shown, with those that may not as null.</summary>
    public IReadOnlyList<(string Id, IReadOnlyList<Answered>? Answers, int Count)> Groups(Func<Answered, string> by)
    {
        var groups = Answers.GroupBy(by).Select(g => (Id: g.Key, Answers: (IReadOnlyList<Answered>)[.. g])).OrderBy(g => g.Id, StringComparer.Ordinal).ToArray();
        var shown = SmallNumbers.Shown([.. groups.Select(g => (g.Id, g.Answers.Count))], Round.Fewest);
        return [.. groups.Select(g => (g.Id, shown.Contains(g.Id) && g.Id.Length > 0 ? g.Answers : null, g.Answers.Count))];
    }

    /// <summary>Return rates, by whatever groups those who were asked. Who answered is known of an anonymous round too, and what is not.</summary>
    public IReadOnlyList<(string Id, int Asked, int Answered)> Returns(Func<Returned, string> by) => [.. Asked.GroupBy(by).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count(), g.Count(r => r.Answered)))];

    public string AgencyTitle(string? code) => code is null ? "No agency" : Agencies.GetValueOrDefault(code, code);
}

/// <summary>Reads rounds for their results.</summary>
public sealed class RoundResults(TrellisDb db, AgencyRegister register)
{
    private sealed record Line(Guid Id, string Name, string? Agency, string Area, string Sector, DateOnly? Spent);

    public async Task<RoundAnswers?> ReadAsync(Guid id, CancellationToken stop = default) =>
        await db.Set<Round>().FirstOrDefaultAsync(r => r.Id == id, stop) is { } round ? await ReadAsync(round, stop) : null;

    public async Task<RoundAnswers> ReadAsync(Round round, CancellationToken stop = default)
    {
        var kinds = (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a);
        var agencies = kinds.ToDictionary(a => a.Key, a => a.Value.Title);
        var lines = await db.Set<Invitee>().AsNoTracking().Where(i => i.RoundId == round.Id && i.WithdrawnAt == null).OrderBy(i => i.Name).Select(i => new Line(i.Id, i.Name, i.Agency, i.Area, i.Sector, i.SpentOn)).ToListAsync(stop);
        lines = [.. lines.Select(l => l with { Area = AreaOf(l.Agency, l.Area) })];
        if (round.Anonymous)
        {
            var found = round.ClosedAt is null ? [] : await db.Set<AnonymousAnswer>().AsNoTracking().Where(a => a.RoundId == round.Id).ToListAsync(stop);
            var answers = found.Select(a =>
            {
                var agency = a.Part.StartsWith("agency:", StringComparison.Ordinal) ? kinds.GetValueOrDefault(a.Part[7..]) : null;
                return new Answered(a.Part, "", agency?.Code, a.Part.StartsWith("area:", StringComparison.Ordinal) ? a.Part[5..] : agency is null ? "" : AreaOf(agency.Code, agency.Area ?? round.Areas[0]), agency?.Kind ?? "", JsonSerializer.Deserialize<Dictionary<string, string>>(a.Coded)!, new Dictionary<string, string>(), null, null);
            });
            return new RoundAnswers(round, [.. lines.Select(l => new Returned(l.Id, l.Name, l.Agency, l.Area, l.Sector, l.Spent is not null, l.Spent is not null))], [.. answers], agencies, new Dictionary<(Guid, string), Moderation>());
        }

        var stands = await db.Set<ResponseVersion>().AsNoTracking().Where(v => v.RoundId == round.Id && v.ReplacedAt == null).Join(db.Set<Reply>().Where(r => r.State == Reply.Final), v => v.ResponseId, r => r.Id, (v, r) => new { r.InvitationId, ReplyId = r.Id, v.Body }).ToListAsync(stop);
        var by = lines.ToDictionary(l => l.Id);
        var named = stands.Where(s => by.ContainsKey(s.InvitationId)).Select(s =>
        {
            var (line, values) = (by[s.InvitationId], ValuesOf(s.Body));
            var words = round.Asks.Fields.Where(f => f.IsWords).Select(f => f.Id).ToHashSet();
            return new Answered(line.Id.ToString(), line.Name, line.Agency, line.Area, line.Sector, values.Where(v => !words.Contains(v.Key)).ToDictionary(), values.Where(v => words.Contains(v.Key)).ToDictionary(), line.Id, s.ReplyId);
        }).OrderBy(a => a.Who, StringComparer.Ordinal).ToArray();
        string AreaOf(string? agency, string area) => agency is not null && round.Areas.Length > 1 && kinds.GetValueOrDefault(agency) is { Area: null } ? RoundAnswers.Across : area;

        if (round.Fewest > 1)
        {
            // Of too few nobody is told which agency, sector or area they are of: otherwise one way of splitting would tell what another hides.
            var kept = Ballots.Named(named.Select(PartOf), round.Fewest);
            named = [.. named.Select(a => kept.Contains(PartOf(a)) ? a : a with { Agency = null, Area = "", Sector = "" })];
        }

        var moderated = await db.Set<Moderation>().AsNoTracking().Where(m => m.RoundId == round.Id && m.ReplacedAt == null).ToDictionaryAsync(m => (m.ResponseId, m.Field), stop);
        // Who answered stays when what they answered is gone.
        var final = round.AnswersGoneAt is null ? named.Select(n => n.Invitation).ToHashSet() : [.. await db.Set<Reply>().Where(r => r.RoundId == round.Id && r.State == Reply.Final).Select(r => (Guid?)r.InvitationId).ToListAsync(stop)];
        return new RoundAnswers(round, [.. lines.Select(l => new Returned(l.Id, l.Name, l.Agency, l.Area, l.Sector, final.Contains(l.Id), final.Contains(l.Id)))], named, agencies, moderated);
    }

    /// <summary>The round this one is compared with, and the survey it is set beside, as far as they may be shown.</summary>
    public async Task<(RoundAnswers? Before, RoundAnswers? Beside)> ComparedAsync(Round round, CancellationToken stop = default)
    {
        var before = round.BeforeId is { } b ? await ReadAsync(b, stop) : null;
        var beside = round.BesideId is { } s ? await ReadAsync(s, stop) : null;
        return (before is { IsShown: true } ? before : null, beside is { IsShown: true } ? beside : null);
    }

    private static string PartOf(Answered answer) => answer.Agency ?? $"area:{answer.Area}";

    /// <summary>What was chosen and written, without reading the words of the questions again.</summary>
    private static Dictionary<string, string> ValuesOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!document.RootElement.TryGetProperty("values", out var all)) { return values; }
        foreach (var value in all.EnumerateObject().Where(v => v.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)) { values[value.Name] = value.Value.ToString(); }
        return values;
    }
}
