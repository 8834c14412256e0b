namespace Trellis.Platform.Record;

/// <summary>
/// Something kept whose every change says a fact. The rule is in the entity; it says what happened with
/// <see cref="Happened"/>, and the record keeper writes that down in the same transaction.
/// </summary>
public abstract class Entity
{
    private readonly List<object> news = [];

    public Guid Id { get; init; } = Ids.New();

    internal bool HasNews => news.Count > 0;

    internal IReadOnlyList<object> TakeNews()
    {
        var taken = news.ToArray();
        news.Clear();
        return taken;
    }

    protected void Happened(Fact fact) => news.Add(fact);

    /// <summary>Words frozen with the facts said beside them.</summary>
    protected void Froze(Words words) => news.Add(words);
}

/// <summary>
/// Counts its changes, so that of two who change it at once the second is told. Counted by the program, not the database: a row
/// whose author may not read it cannot give anything back when it is written.
/// </summary>
public interface IEdited
{
    int Edition { get; }
}

/// <summary>A row that belongs to an entity and changes only with it.</summary>
public interface IPart
{
    Entity Whole { get; }
}

/// <summary>Not yet record: may be saved without an act until it is completed or thrown away.</summary>
public interface IDraft;

/// <summary>An attempt to change something without the record knowing. A bug, never the user's mistake.</summary>
public sealed class UnrecordedChangeException(string message) : InvalidOperationException(message);
