using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Money;

internal static class MoneyMap
{
    public static void MapMoney(this ModelBuilder model)
    {
        model.Entity<Budget>(budget =>
        {
            budget.ToTable("budget", "money");
            budget.Property(b => b.Edition).IsConcurrencyToken();
            budget.Ignore(b => b.Rows).Ignore(b => b.Columns).Ignore(b => b.InOrder);
            budget.HasMany(b => b.Lines).WithOne(l => l.Budget).HasForeignKey(l => l.BudgetId);
        });
        model.Entity<BudgetLine>(line =>
        {
            line.ToTable("line", "money");
            line.Ignore(l => l.Row).Ignore(l => l.Of);
            line.HasMany(l => l.Amounts).WithOne(a => a.Line).HasForeignKey(a => a.LineId);
        });
        model.Entity<BudgetAmount>(amount =>
        {
            amount.ToTable("amount", "money").HasKey(a => new { a.LineId, a.Area });
            amount.Property(a => a.Pounds).HasColumnType("numeric(14,2)");
        });
    }
}
