using Trellis.Forms;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>Acts of a plot that is told step by step, each in a unit of work of its own, as a page would do it.</summary>
internal sealed class Acted(IServiceProvider services, Players players, PracticeModel practice)
{
    /// <param name="why">The reason of the act.</param>
    public async Task<T> DoAsync<T>(StaffRow by, string word, DateTimeOffset at, Func<IServiceProvider, Task<T>> act, CancellationToken stop, string? why = null)
    {
        var actor = players.Actor(by);
        if (!actor.May(word)) { throw new InvalidOperationException($"{by.Title} may not {word}"); }
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(actor);
        db.Acting.Begin(word, why);
        var done = await act(scope.ServiceProvider);
        await db.SaveChangesAsync(stop);
        return done;
    }

    /// <summary>Fills in a step of a matter that is open, and completes it.</summary>
    public Task<Guid> CompleteAsync(StaffRow by, DateTimeOffset at, Guid matter, string step, Typed typed, CancellationToken stop, string? agency = null) => DoAsync(by, Access.ActWords.CompleteStep, at, async scope =>
    {
        var (work, writing) = (scope.GetRequiredService<StepWork>(), scope.GetRequiredService<StepWriting>());
        var loaded = await work.LoadAsync(matter, stop) ?? throw new InvalidOperationException($"There is no matter {matter}");
        var found = loaded.Steps.Where(s => s.Name == step && s.State is StepState.Open && (agency is null || s.Agency == agency)).MaxBy(s => s.OpenedAt) ?? throw new InvalidOperationException($"There is no open step {step} on {at:yyyy-MM-dd}");
        var about = found.Concerned.Select(p => new FormPerson(p.PersonId, "Somebody")).ToArray();
        var form = new StepForm(practice, work.Definition(found), about, typed.Form(about, outcomeEach: false), at);
        var (written, errors) = await writing.ReadAsync(found, form, stop);
        if (written is null) { throw new InvalidOperationException($"{found.Kind} on {at:yyyy-MM-dd HH:mm}: {string.Join("; ", errors.Select(e => $"{e.Key}: {e.Message}"))}"); }
        scope.GetRequiredService<TrellisDb>().Acting.Because(string.Join("; ", written.Said.Select(s => s.Reason).OfType<string>().Distinct()));
        Done(await work.CompleteAsync(found, written, stop));
        return found.Id;
    }, stop);

    public static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The demonstration: {why.Field}: {why.Words}") : done;
}
