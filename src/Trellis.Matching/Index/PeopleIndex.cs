using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Trellis.Matching.Blocking;
using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Index;

/// <summary>
/// The people of an area in memory, to be asked while somebody types. Many may ask at once; who puts in or takes out waits
/// for them and they for it, some microseconds. It knows no access rules: whoever asks leaves out whom the reader may not know of.
/// </summary>
public sealed class PeopleIndex : IDisposable
{
    private const int EachKey = 300;
    private const int Together = 3_000;

    /// <summary>Below it nobody is offered.</summary>
    private const double Least = .005;

    /// <summary>How many of a family are offered besides.</summary>
    private const int Relatives = 4;

    private static readonly Layout Layout = Layout.People;

    private readonly ReaderWriterLockSlim turn = new();
    private readonly Vocabularies words = new();
    private readonly BlockKeys keys = new(Layout);
    private readonly Verdicts verdicts = new(Layout); // guarded, whatever the model says
    private readonly Chains chains = new();
    private readonly Frequencies frequencies = new(Layout);
    private readonly Dictionary<Guid, int[]> rowsOf = [];
    private readonly Stack<int> freeRows = [];
    private readonly ConcurrentBag<Scorer> scorers = [];
    private readonly Model model;
    private readonly People people;
    private Guid[] owners = new Guid[16];

    /// <param name="model">For the fields of <see cref="Layout.People"/>; null for the one Trellis ships with.</param>
    public PeopleIndex(Model? model = null)
    {
        this.model = model ?? Model.Default(Layout);
        people = new People(Layout, words);
    }

    /// <summary>How many people there are.</summary>
    public int Count
    {
        get
        {
            turn.EnterReadLock();
            try
            {
                return rowsOf.Count;
            }
            finally
            {
                turn.ExitReadLock();
            }
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Puts a person in, in place of what was known before.</summary>
    /// <param name="known">One for each way they are known; none takes them out.</param>
    public void Put(Guid id, params ReadOnlySpan<Known> known)
    {
        turn.EnterWriteLock();
        try
        {
            TakeOut(id);
            if (known.Length == 0) { return; }
            var rows = new int[known.Length];
            Span<int> codes = stackalloc int[Layout.Fields.Length];
            for (var i = 0; i < known.Length; i++)
            {
                known[i].Write(people, codes);
                rows[i] = Row(codes);
                owners[rows[i]] = id;
                Index(rows[i], by: 1);
            }

            rowsOf[id] = rows;
        }
        finally
        {
            turn.ExitWriteLock();
        }
    }

    /// <summary>Takes a person out; false when they were not in.</summary>
    public bool Remove(Guid id)
    {
        turn.EnterWriteLock();
        try
        {
            return TakeOut(id);
        }
        finally
        {
            turn.ExitWriteLock();
        }
    }

    /// <summary>Who may be the one typed, the likeliest first.</summary>
    /// <param name="may">Whether the reader may know of a person; null for everybody.</param>
    public ImmutableArray<Candidate> Find(Known typed, int most = 10, Func<Guid, bool>? may = null)
    {
        turn.EnterReadLock();
        var (rows, scorer) = (ArrayPool<int>.Shared.Rent(Together + EachKey), scorers.TryTake(out var kept) ? kept : new Scorer(Layout, model, frequencies, keep: false));
        try
        {
            var asked = new People(Layout, words.Over(), 1);
            Span<int> codes = stackalloc int[Layout.Fields.Length];
            typed.Write(asked, codes);
            asked.Add(codes);
            var count = Near(asked, rows);
            return Best(asked, rows.AsSpan(0, count), scorer, most, may);
        }
        finally
        {
            scorers.Add(scorer);
            ArrayPool<int>.Shared.Return(rows);
            turn.ExitReadLock();
        }
    }

    private int Near(People asked, int[] rows)
    {
        Span<BlockKey> found = stackalloc BlockKey[BlockKeys.Most];
        var (n, count) = (keys.Write(asked, 0, BlockKeys.All, found), 0);
        for (var kind = KeyKind.Identifier; kind <= KeyKind.Names; kind++)
        {
            foreach (var key in found[..n])
            {
                if (key.Kind == kind && IsKept(kind) && count < Together) { count += chains.Find(key, rows.AsSpan(count, EachKey)); }
            }
        }

        rows.AsSpan(0, count).Sort();
        return count;
    }

    private ImmutableArray<Candidate> Best(People asked, ReadOnlySpan<int> rows, Scorer scorer, int most, Func<Guid, bool>? may)
    {
        var (prior, best) = (model.PriorFor(Math.Max(2, rowsOf.Count), Math.Log2(.5 / Math.Max(2, rowsOf.Count))), new Dictionary<Guid, (int Row, float Bits)>());
        var last = -1;
        foreach (var row in rows)
        {
            if (row == last) { continue; }
            last = row;
            var bits = scorer.Score(asked, 0, people, row);
            if (Model.Probability(bits + prior) < Least && !verdicts.IsFamily(scorer.Found)) { continue; }
            if (!best.TryGetValue(owners[row], out var before) || before.Bits < bits) { best[owners[row]] = (row, bits); }
        }

        var made = ImmutableArray.CreateBuilder<Candidate>();
        var relatives = 0;
        foreach (var (id, (row, bits)) in best.OrderByDescending(b => b.Value.Bits))
        {
            if (made.Count == most) { break; }
            if (may is not null && !may(id)) { continue; }
            scorer.Score(asked, 0, people, row);
            var (guard, probability) = (verdicts.Look(scorer.Found), Model.Probability(bits + prior));
            if (guard is Guard.None or Guard.OtherBirthDate && verdicts.IsFamily(scorer.Found)) { guard = Guard.Sibling; }
            if (probability < Least && (guard != Guard.Sibling || relatives++ >= Relatives)) { continue; }
            var outcome = Verdicts.Decide(probability, guard, model);
            made.Add(new Candidate(id, probability, outcome, guard, [.. verdicts.Why(scorer)]));
        }

        return made.ToImmutable();
    }

    private static bool IsKept(KeyKind kind) => kind <= KeyKind.NamesAndOutward || kind == KeyKind.Names;

    private int Row(ReadOnlySpan<int> codes)
    {
        if (freeRows.TryPop(out var row)) { people.Put(row, codes); }
        else { row = people.Add(codes); }

        if (row >= owners.Length) { Array.Resize(ref owners, owners.Length * 2); }
        return row;
    }

    private void Index(int row, int by)
    {
        Span<BlockKey> found = stackalloc BlockKey[BlockKeys.Most];
        var n = keys.Write(people, row, BlockKeys.All, found);
        foreach (var key in found[..n])
        {
            if (!IsKept(key.Kind)) { continue; }
            if (by > 0) { chains.Add(key, row); }
            else { chains.Remove(key, row); }
        }

        for (var f = 0; f < Layout.Fields.Length; f++) { frequencies.Count(f, people[f, row], by); }
    }

    private bool TakeOut(Guid id)
    {
        if (!rowsOf.Remove(id, out var rows)) { return false; }
        foreach (var row in rows)
        {
            Index(row, by: -1);
            freeRows.Push(row);
        }

        return true;
    }

    /// <summary>Writes everything in it, so that another start need not ask the database for everybody. As sensitive as the records themselves.</summary>
    public void Save(Stream to)
    {
        turn.EnterReadLock();
        try
        {
            IndexFile.Write(to, words, people, rowsOf);
        }
        finally
        {
            turn.ExitReadLock();
        }
    }

    /// <summary>An index as it was saved.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or of another version: begin from the database.</exception>
    public static PeopleIndex Load(Stream from, Model? model = null)
    {
        var index = new PeopleIndex(model);
        IndexFile.Read(from, index.words, index.people, (id, codes) =>
        {
            var rows = new int[codes.Length / Layout.Fields.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = index.Row(codes.AsSpan(i * Layout.Fields.Length, Layout.Fields.Length));
                index.owners[rows[i]] = id;
                index.Index(rows[i], by: 1);
            }

            index.rowsOf[id] = rows;
        });
        return index;
    }
}
