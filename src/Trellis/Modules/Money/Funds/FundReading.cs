using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Money.Funds;

/// <summary>Reading funds.</summary>
public static class FundReading
{
    /// <summary>With its lines and their amounts.</summary>
    public static IQueryable<Fund> Whole(this IQueryable<Fund> funds) => funds.Include(f => f.Lines).ThenInclude(l => l.Amounts);
}
