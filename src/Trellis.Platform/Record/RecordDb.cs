using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Trellis.Platform.Messages;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>
/// The one save path. Writes entities with their act, facts and frozen words, then what follows from the facts
/// (deadlines, statuses, messages to those it concerns), in one transaction. Refuses a change that said no fact, a change outside an act, and synchronous saves.
/// </summary>
public abstract partial class RecordDb(DbContextOptions options, Acting acting, LondonClock clock, Consequences consequences, Outbox outbox) : DbContext(options)
{
    private readonly HashSet<(Guid Person, string Area)> touched = [];

    /// <summary>Entities that said a fact since the last save.</summary>
    private readonly HashSet<Entity> spoke = [];

    public DbSet<Act> Acts => Set<Act>();

    public DbSet<Fact> Facts => Set<Fact>();

    public DbSet<Words> Words => Set<Words>();

    public DbSet<StatusRow> Statuses => Set<StatusRow>();

    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();

    public DbSet<Email> Emails => Set<Email>();

    public DbSet<MessageSetting> MessageSettings => Set<MessageSetting>();

    public Acting Acting => acting;

    private IDbContextTransaction? held;

    /// <summary>The act that is saved in parts, once the first of them is.</summary>
    private Act? begun;

    /// <summary>
    /// Waits until nobody else is deciding about the same thing, and keeps others waiting until the save that follows. Ask what is
    /// decided on afterwards: then what they saved is seen.
    /// </summary>
    public async Task OneAtATimeAsync(Guid what, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is null) { held = await Database.BeginTransactionAsync(cancellationToken); }
        _ = await Database.SqlQuery<int>($"select 1 as \"Value\" from pg_advisory_xact_lock(hashtextextended({what.ToString()}, 0))").SingleAsync(cancellationToken);
    }

    /// <summary>This context's connection for SQL of one's own, told who is asking. Disposing it gives it back.</summary>
    public async Task<OwnSql> OpenAsync(CancellationToken cancellationToken = default)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        return new OwnSql(Database);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new UnrecordedChangeException("Save with SaveChangesAsync: the record is written asynchronously");

    /// <summary>Ends the act under way and gathers what it said, so that another may begin before the save.</summary>
    public void CloseAct()
    {
        ChangeTracker.DetectChanges();
        Quietly(() => Gather(goesOn: false));
    }

    /// <summary>
    /// Saves what an act of one area has said so far and lets go of every entity, so that a long one need not hold all of them. The act goes
    /// on; the transaction ends with the save that follows: all parts are kept, or none. Attach anew what is still to be changed.
    /// </summary>
    public async Task SavePartAsync(CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is null) { held = await Database.BeginTransactionAsync(cancellationToken); }
        ChangeTracker.DetectChanges();
        Quietly(() => Gather(goesOn: true));
        await WriteGatheredAsync(acceptAllChangesOnSuccess: true, cancellationToken);
        touched.Clear();
        spoke.Clear();
        ChangeTracker.Clear();
    }

    /// <summary>Changes have just been looked for; every question to the tracker would look again.</summary>
    private void Quietly(Action act)
    {
        var detect = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            act();
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detect;
        }
    }

    private void Gather(bool goesOn)
    {
        var news = new List<object>();
        foreach (var entity in ChangeTracker.Entries<Entity>().Select(e => e.Entity).Where(e => e.HasNews).ToArray())
        {
            spoke.Add(entity);
            news.AddRange(entity.TakeNews());
        }

        RefuseSilence();
        if (news.Count == 0) { return; }
        if (acting.Current is not { } act) { throw new UnrecordedChangeException("Something happened outside an act"); }

        Write(act, news);
        begun = goesOn ? act : null;
        if (!goesOn) { acting.End(); }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CloseAct();
        if (!ChangeTracker.HasChanges())
        {
            outbox.RefuseNothing();
            await LetOthersGoOnAsync();
            return 0;
        }

        var outer = Database.CurrentTransaction is { } current && current != held ? current : null;
        Database.AutoSavepointsEnabled = outer is not null; // of our own transaction all is saved, or nothing
        var transaction = outer ?? held ?? await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var rows = await WriteGatheredAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (outer is null) { await transaction.CommitAsync(cancellationToken); }
            touched.Clear();
            spoke.Clear();
            return rows;
        }
        finally
        {
            held = null;
            if (outer is null) { await transaction.DisposeAsync(); }
        }
    }

    /// <summary>Nothing came of what was decided on: nobody waits for it any longer.</summary>
    private async Task LetOthersGoOnAsync()
    {
        if (held is not { } mine || Database.CurrentTransaction != mine) { return; }
        held = null;
        await mine.DisposeAsync();
    }

    /// <summary>Everything that was gathered, with what follows from it. The caller has a transaction.</summary>
    private async Task<int> WriteGatheredAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        foreach (var edition in ChangeTracker.Entries<IEdited>().Where(e => e.State is EntityState.Modified).Select(e => e.Property(changed => changed.Edition)).ToArray()) { edition.CurrentValue = edition.OriginalValue + 1; }
        await outbox.HearAsync(this, cancellationToken);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (touched.Count > 0) { await consequences.FollowAsync(Database, touched, cancellationToken); }
        await outbox.WriteAsync(Database, cancellationToken);
        return rows;
    }

    private void RefuseSilence()
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            var silent = entry.Entity switch
            {
                Act or Fact or FactDetail or Record.Words => entry.State != EntityState.Added,
                IDraft => false,
                Entity whole => !spoke.Contains(whole),
                IPart part => !spoke.Contains(part.Whole),
                _ => true,
            };
            if (silent) { throw new UnrecordedChangeException($"{entry.Metadata.ClrType.Name} was {entry.State} and said no fact"); }
        }
    }

    /// <summary>
    /// What is done about people of several areas is an act in each: readers of one area find who did what is in its record and
    /// why, and nothing of the other's.
    /// </summary>
    private void Write(Act act, List<object> news)
    {
        var words = news.OfType<Words>().ToList();
        var areas = news.OfType<Fact>().GroupBy(f => f.Area).Select(g => g.ToArray()).ToArray();
        if (areas.Length == 0) { areas = [[]]; }
        for (var i = 0; i < areas.Length; i++)
        {
            var own = i == areas.Length - 1 ? words : words.FindAll(w => areas[i].Any(f => f.Frozen is { } frozen && frozen.AsSpan().SequenceEqual(w.Hash())));
            words = [.. words.Except(own)];
            Write(i == 0 ? act : act.Again(), areas[i], own);
        }
    }

    private void Write(Act act, Fact[] facts, List<Words> frozen)
    {
        if (act != begun)
        {
            act.Area = facts.FirstOrDefault()?.Area;
            act.MatterId = facts.FirstOrDefault(f => f.MatterId is not null)?.MatterId;
            Add(act);
            if (acting.Reason is { } reason) { Add(new Words { Kind = Record.Words.Reason, Body = reason, ActId = act.Id, Area = act.Area, VisibleTo = NarrowestOf(facts, act) }); }
        }
        else if (Array.Exists(facts, f => f.Area != act.Area || f.VisibleTo is not null)) { throw new InvalidOperationException("An act that is saved in parts is of one area, and kept to no circle: who may read why was decided with its first part"); }

        foreach (var words in frozen)
        {
            words.ActId = act.Id;
            words.Area = act.Area;
            Add(words);
        }

        foreach (var fact in facts)
        {
            fact.ActId = act.Id;
            fact.Recorded = clock.Now;
            foreach (var detail in fact.Details)
            {
                detail.Area = fact.Area;
                detail.VisibleTo = fact.VisibleTo;
            }

            Add(fact);
            if (fact.PersonId is { } person) { touched.Add((person, fact.Area)); }
        }
    }

    /// <summary>
    /// Who may read why: only those who may read every fact of the act. A reason is written about all that was done, and nobody
    /// can say which of its words are about what is kept to a circle. Circles that have nobody in common leave it to the agency
    /// of who wrote it.
    /// </summary>
    private static string? NarrowestOf(Fact[] facts, Act act)
    {
        var kept = facts.Select(f => f.VisibleTo).OfType<string>().Distinct().Select(v => v.Split(',')).ToArray();
        if (kept.Length == 0) { return null; }
        var common = kept.Aggregate((a, b) => [.. a.Intersect(b)]);
        return common.Length > 0 ? string.Join(',', common) : act.Agency is { } agency ? Actor.AgencyCircle(agency) : "";
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Act>().ToTable("act", "record");
        modelBuilder.Entity<Words>().ToTable("words", "record");
        modelBuilder.Entity<Fact>(fact =>
        {
            fact.ToTable("fact", "record");
            fact.Ignore(f => f.Occurred);
            fact.HasMany(f => f.Details).WithOne().HasForeignKey(d => d.FactId);
            fact.HasOne<Act>().WithMany().HasForeignKey(f => f.ActId);
            fact.HasOne<Fact>().WithMany().HasForeignKey(f => f.CorrectsId);
        });
        modelBuilder.Entity<Words>().HasOne<Act>().WithMany().HasForeignKey(w => w.ActId);
        modelBuilder.Entity<FactDetail>(detail =>
        {
            detail.ToTable("fact_detail", "record");
            detail.HasKey(d => new { d.FactId, d.Field, d.Code });
        });
        modelBuilder.Entity<StatusRow>().ToView("status_period", "record").HasKey(s => s.Id);
        modelBuilder.Entity<DeadlineRow>().ToView("deadline", "record").HasKey(d => d.Id);
        modelBuilder.Entity<Email>(email =>
        {
            email.ToTable("email", "messages");
            email.Ignore(e => e.NeedsSomebody);
            email.Property<uint>("xmin").IsRowVersion();
        });
        modelBuilder.Entity<MessageSetting>().ToTable("setting", "messages").Ignore(s => s.Wishes);
    }

    /// <summary>Columns and tables are named as SQL names things: <c>person_id</c>. Call last in OnModelCreating.</summary>
    protected static void NameAsSql(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Snake(property.Name));
        }
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) { text.Append('_'); }
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>A context's connection, lent. The context itself may go on with it.</summary>
public readonly struct OwnSql(DatabaseFacade database) : IAsyncDisposable
{
    public NpgsqlConnection Connection => (NpgsqlConnection)database.GetDbConnection();

    public ValueTask DisposeAsync() => new(database.CloseConnectionAsync());
}
