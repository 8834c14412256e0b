using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures;

public static class FiguresTakenIn
{
    /// <summary>Takes in a file of printed figures as one act; nothing when it holds nothing new.</summary>
    public static async Task<PublishedChanges> ImportAsync(TrellisDb db, PublishedFile file, PublishedRegistry registry, string name, LondonClock clock, CancellationToken cancellationToken = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var changes = await new PublishedFigures(connection, (NpgsqlTransaction)transaction.GetDbTransaction()).Import(file, registry, cancellationToken);
        if (changes.Nothing) { return changes; }

        db.Acting.Begin(ActWords.ImportFigures);
        db.Add(Import.Of(name, changes, db.Acting.Actor.Areas[0], clock.Now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changes;
    }
}
