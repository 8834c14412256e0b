using Microsoft.EntityFrameworkCore;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>Begins, saves and finishes what is answered, for whoever has an account and whoever has a link.</summary>
public sealed class AnswerDesk(TrellisDb db, PracticeModel practice, RoundKeeping rounds, Ballots ballots, AgencyRegister register, PostHolders posts, DocumentStore store, Views views, LondonClock clock)
{
    public TrellisDb Db => db;

    public PracticeModel Practice => practice;

    public LondonClock Clock => clock;

    public DocumentStore Store => store;

    public Views Views => views;

    public AgencyRegister Register => register;

    public RoundKeeping Rounds => rounds;

    public Actor Actor => db.Acting.Actor;

    /// <summary>Null: there is none, or not for the asker, or it is asked no more.</summary>
    public async Task<Answer?> FindAsync(Guid invitee, CancellationToken stop = default)
    {
        if (await db.Set<Invitee>().FirstOrDefaultAsync(i => i.Id == invitee, stop) is not { } asked) { return null; }
        if (await db.Set<Round>().FirstOrDefaultAsync(r => r.Id == asked.RoundId, stop) is not { } round || practice.Questionnaire(round.Questionnaire) is not { } questionnaire) { return null; }
        var response = await db.Set<Reply>().Include(r => r.Written).Include(r => r.Delegations).Include(r => r.Evidence).Include(r => r.Moderations).AsSplitQuery().FirstOrDefaultAsync(r => r.InvitationId == invitee, stop);
        var draft = response is null ? null : await db.Set<ResponseDraft>().FirstOrDefaultAsync(d => d.ResponseId == response.Id, stop);
        var values = draft is not null ? FormValues.Read(draft.Answers) : response?.Written.Find(v => v.ReplacedAt is null) is { } written ? Again(FrozenResponse.Read(written.Body).Form) : FormValues.Empty();
        return new Answer(round, asked, questionnaire, response, draft, await FormAsync(questionnaire, response, values, stop));
    }

    public async Task<Answer> WithAsync(Answer answer, IReadOnlyDictionary<string, string[]> values, CancellationToken stop = default) =>
        answer with { Form = await FormAsync(answer.Questionnaire, answer.Reply, values, stop) };

    /// <summary>Begins it, with the answers of last time where the questionnaire brings them forward. The caller has begun an act, and saves.</summary>
    public async Task<Outcome<Reply>> BeginAsync(Answer answer, CancellationToken stop = default)
    {
        if (answer.Reply is not null) { return answer.Reply; }
        if (!answer.Round.IsOpen || answer.Invitee.WithdrawnAt is not null) { return new Refusal("", "This round is not open"); }
        var before = answer.Questionnaire.BroughtForward ? await LastAsync(answer, stop) : null;
        var response = Reply.Begin(answer.Invitee, before is null ? null : FormValues.Write(before), clock.Now, Actor.Agency);
        db.Add(response);
        db.Add(DraftOf(response, before ?? FormValues.Empty()));
        return response;
    }

    /// <summary>Lays a section over what was saved. What was added as a file is kept with it. The caller saves.</summary>
    /// <param name="mayKeep">False: the section was saved by somebody else meanwhile, so that files are not kept.</param>
    public async Task<(Dictionary<string, string[]> Values, IReadOnlyList<AnswerError> Errors)> LayAsync(Answer answer, FormPart part, IFormCollection posted, bool mayKeep, CancellationToken stop = default)
    {
        var values = FormValues.Over(answer.Form.Values, posted, answer.Form.NamesOf(part));
        var errors = new List<AnswerError>();
        foreach (var field in part.Section!.Fields.Where(f => f.Type is FieldType.Document))
        {
            var kept = (values.GetValueOrDefault(field.Id) ?? []).Where(v => Guid.TryParse(v, out var id) && answer.Form.Attached.ContainsKey(id)).Distinct().ToList();
            var sent = mayKeep ? posted.Files.Where(f => f.Name.Equals(field.Id, StringComparison.OrdinalIgnoreCase) && (f.Length > 0 || f.FileName.Length > 0)).ToArray() : [];
            if (kept.Count + sent.Length > ResponseEvidence.MostAtOnce)
            {
                errors.Add(new AnswerError(field.Id, $"Add up to {ResponseEvidence.MostAtOnce} documents"));
                sent = [];
            }

            foreach (var file in sent)
            {
                await using var content = file.OpenReadStream();
                if ((await store.LookAsync(field.Id, file.FileName, content, file.Length, stop)).Refused(out var why, out var looked))
                {
                    errors.Add(new AnswerError(field.Id, why.Words));
                    continue;
                }

                var evidence = ResponseEvidence.Of(looked, field.Id, answer.Reply!, clock.Now, Actor.UserId);
                answer.Reply!.Added(evidence, clock.Now, Actor.Agency);
                db.Add(evidence);
                kept.Add(evidence.Id.ToString());
            }

            if (kept.Count > 0) { values[field.Id] = [.. kept]; }
            else { values.Remove(field.Id); }
        }

        if (answer.Draft is { } draft) { (draft.Answers, draft.SavedAt, draft.SavedBy, draft.Edition) = (FormValues.Write(values), clock.Now, Actor.UserId, draft.Edition + 1); }
        else { db.Add(DraftOf(answer.Reply!, values)); }
        return (values, errors);
    }

    /// <summary>Reads all of it, and finishes it or hands it to the executive. The caller has begun an act, and saves.</summary>
    /// <param name="by">Who says so, as it is kept with the words.</param>
    public async Task<(Refusal? Refused, IReadOnlyList<AnswerError> Errors)> FinishAsync(Answer answer, bool signs, string by, CancellationToken stop = default)
    {
        if (!answer.MayWrite) { return (new Refusal("", "This can be answered no more"), []); }
        var (answered, errors) = answer.Form.Read(completing: true);
        if (errors.Count > 0) { return (null, errors); }
        if (answer.SignedBy is { } role && !signs)
        {
            if (answer.Reply!.AskToSign(clock.Now, Actor.Agency).Refused(out var no, out _)) { return (no, []); }
            await using var own = await db.OpenAsync(stop);
            rounds.Tell(Occasion.QuestionnaireToSign, answer.Round, answer.Invitee.Id, $"/answer/{answer.Invitee.Id}", await posts.OfPostAsync(own.Connection, answer.Invitee.Agency!, role, null, null, null, stop), $"{answer.Invitee.Id:N} sign {answer.Reply.Versions} {clock.Now.ToUnixTimeSeconds()}");
            return (null, []);
        }

        if (answer.Reply!.Finish(answer.Freeze(answered, by), answer.Ratings(answered), answer.Round, answer.Invitee.Sector, clock.Now, Actor).Refused(out var why, out var version)) { return (why, []); }
        db.Add(version);
        if (answer.Draft is { } draft) { db.Remove(draft); }
        return (null, []);
    }

    /// <summary>
    /// Reads an anonymous form and puts it in the box, then says that this one has sent an answer: two transactions that have nothing in common.
    /// </summary>
    public async Task<(Refusal? Refused, IReadOnlyList<AnswerError> Errors)> CastAsync(Answer answer, string act, CancellationToken stop = default)
    {
        if (!answer.Round.IsOpen || answer.Invitee.WithdrawnAt is not null) { return (new Refusal("", "This can be answered no more"), []); }
        var (answered, errors) = answer.Form.Read(completing: true);
        if (errors.Count > 0) { return (null, errors); }
        var said = answer.Questionnaire.AsStep.Fields.Where(f => answered.Values[f.Id] is not null).ToDictionary(f => f.Id, f => (Type: f.Type, Text: answered.Values[f.Id]!.ToString()));
        if (said.Count == 0) { return (new Refusal("", "Answer at least one question"), []); }
        var ballot = new Ballot(
            answer.Invitee.Part, said.Where(s => s.Value.Type is not (FieldType.Text or FieldType.LongText)).ToDictionary(s => s.Key, s => s.Value.Text), said.Where(s => s.Value.Type is FieldType.Text or FieldType.LongText).ToDictionary(s => s.Key, s => s.Value.Text));
        if (System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(ballot).Length > Ballots.Most) { return (new Refusal("", "You wrote more than can be sent. Write less"), []); }
        await ballots.CastAsync(db, answer.Round, answer.Invitee, ballot, stop);
        await SpendAsync(answer, act, stop);
        return (null, []);
    }

    /// <summary>Whether an answer of theirs is in the box. Where it is and it was not said, because the site stopped in between, it is said now.</summary>
    public async Task<bool> HasCastAsync(Answer answer, string act, CancellationToken stop = default)
    {
        if (answer.Invitee.SpentOn is not null) { return true; }
        if (answer.Round.BallotKey is null || !await ballots.HasCastAsync(db, answer.Round, answer.Invitee, stop)) { return false; }
        await SpendAsync(answer, act, stop);
        return true;
    }

    private async Task SpendAsync(Answer answer, string act, CancellationToken stop)
    {
        db.Acting.Begin(act);
        if (answer.Invitee.Spend(clock.Today, clock.Now, Actor.Agency).Refused(out _)) { return; }
        await db.SaveChangesAsync(stop);
    }

    private async Task<ModelForm> FormAsync(Questionnaire questionnaire, Reply? response, IReadOnlyDictionary<string, string[]> values, CancellationToken stop)
    {
        var files = (response?.Evidence ?? []).ToDictionary(e => e.Id, e => e.AsFile);
        var named = questionnaire.AsStep.Fields.Where(f => f.Type is FieldType.Document).SelectMany(f => values.GetValueOrDefault(f.Id) ?? []).Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty && !files.ContainsKey(id)).ToArray();
        // Documents brought forward are those of the same agency's earlier answers.
        if (named.Length > 0 && response is not null)
        {
            foreach (var earlier in await db.Set<ResponseEvidence>().AsNoTracking().Where(e => named.Contains(e.Id) && e.Agency == response.Agency && e.StaffId == response.StaffId).ToListAsync(stop)) { files[earlier.Id] = earlier.AsFile; }
        }

        var titles = (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        return new ModelForm(practice, questionnaire.AsStep, [], values, clock.Now, titles) { Attached = files };
    }

    /// <summary>What the same agency, team or person last signed for the same questionnaire.</summary>
    private async Task<Dictionary<string, string[]>?> LastAsync(Answer answer, CancellationToken stop)
    {
        var (invitee, round) = (answer.Invitee, answer.Round);
        if (invitee.Agency is null && invitee.StaffId is null) { return null; }
        var last = await (from v in db.Set<ResponseVersion>().AsNoTracking()
                          join r in db.Set<Round>() on v.RoundId equals r.Id
                          join s in db.Set<Reply>() on v.ResponseId equals s.Id
                          join i in db.Set<Invitee>() on s.InvitationId equals i.Id
                          where r.Questionnaire == round.Questionnaire && r.Id != round.Id && v.ReplacedAt == null && s.State == Reply.Final && i.Agency == invitee.Agency && i.Team == invitee.Team && i.StaffId == invitee.StaffId
                          orderby v.At descending
                          select v.Body).FirstOrDefaultAsync(stop);
        if (last is null) { return null; }
        var there = answer.Questionnaire.AsStep.Fields.Select(f => f.Id).ToArray();
        var values = FormValues.Empty();
        foreach (var (name, value) in FrozenResponse.Read(last).Form.Where(v => there.Any(f => v.Key.Equals(f, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith($"{f}.", StringComparison.OrdinalIgnoreCase)))) { values[name] = value; }
        return values;
    }

    private ResponseDraft DraftOf(Reply response, IReadOnlyDictionary<string, string[]> values) => new()
    {
        ResponseId = response.Id,
        RoundId = response.RoundId,
        Area = response.Area,
        Agency = response.Agency,
        StaffId = response.StaffId,
        Answers = FormValues.Write(values),
        SavedAt = clock.Now,
        SavedBy = Actor.UserId,
        Edition = 1,
    };

    private static Dictionary<string, string[]> Again(Dictionary<string, string[]> form)
    {
        var values = FormValues.Empty();
        foreach (var (name, value) in form) { values[name] = value; }
        return values;
    }
}
