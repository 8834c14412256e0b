using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Sources.Public;

/// <summary>
/// Asks every outside index of an area about one typed person: all that other modules use of this one. Ask when somebody has
/// finished typing and presses a button, never with each letter: every question goes to other people's services and into the record.
/// </summary>
public sealed class SourceDesk(IServiceScopeFactory scopes, SourceBook book, Acting acting)
{
    /// <summary>What there is to ask in an area; empty when the operator has set none up.</summary>
    public IReadOnlyList<string> TitlesFor(string area) => [.. book.For(area).Select(s => s.Title)];

    public bool MayAsk(string area) => acting.Actor.May(ActWords.AskSources) && acting.Actor.Areas.Contains(area);

    /// <summary>
    /// All at once, each for no longer than its patience (some seconds). One answer for each source, in the order the operator
    /// gave them; one that could not be asked says so, is kept, and is asked again later. Each asking is an act of the actor, saved
    /// before anything is sent and again before the answer is given back. It stands by itself: nothing of the caller's is saved with it.
    /// </summary>
    /// <param name="purpose">The act word it is asked for, for example <c>matter.start</c>.</param>
    /// <exception cref="InvalidOperationException">The actor may not ask there: see <see cref="MayAsk"/>.</exception>
    public async Task<IReadOnlyList<SourceAnswer>> AskAsync(TypedPerson who, string purpose, string area)
    {
        if (!MayAsk(area)) { throw new InvalidOperationException($"The actor may not {ActWords.AskSources} in {area}"); }
        return await Task.WhenAll(book.For(area).Select(async source =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Rounds>().FirstAsync(source, who, purpose, area, acting.Actor);
        }));
    }
}
