using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Money.Claims;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.Money.ReviewCosts;

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
        model.MapFunds();
        model.MapYear();
    }

    private static void MapYear(this ModelBuilder model)
    {
        model.Entity<BudgetQuarter>(quarter =>
        {
            quarter.ToTable("quarter", "money").Property(q => q.Edition).IsConcurrencyToken();
            quarter.HasOne<Budget>().WithMany().HasForeignKey(q => q.BudgetId);
            quarter.HasMany(q => q.Said).WithOne(s => s.Quarter).HasForeignKey(s => s.QuarterId);
        });
        model.Entity<QuarterSaid>(said =>
        {
            said.ToTable("quarter_said", "money").HasKey(s => new { s.QuarterId, s.LineId, s.Area });
            said.HasOne<BudgetLine>().WithMany().HasForeignKey(s => s.LineId);
            said.Property(s => s.Due).HasColumnType("numeric(14,2)");
            said.Property(s => s.Received).HasColumnType("numeric(14,2)");
            said.Property(s => s.ToDate).HasColumnType("numeric(14,2)");
            said.Property(s => s.Forecast).HasColumnType("numeric(14,2)");
        });
        model.Entity<Claim>(claim =>
        {
            claim.ToTable("claim", "money").Property(c => c.Edition).IsConcurrencyToken();
            claim.Property(c => c.Amount).HasColumnType("numeric(14,2)");
            claim.HasOne<Budget>().WithMany().HasForeignKey(c => c.BudgetId);
            claim.HasOne(c => c.Line).WithMany().HasForeignKey(c => c.LineId);
        });
        model.Entity<ReviewCost>(cost =>
        {
            cost.ToTable("review_cost", "money").Property(c => c.Edition).IsConcurrencyToken();
            cost.Property(c => c.Amount).HasColumnType("numeric(14,2)");
            cost.HasOne<Budget>().WithMany().HasForeignKey(c => c.BudgetId);
            cost.HasMany(c => c.Shares).WithOne(s => s.Cost).HasForeignKey(s => s.CostId);
            cost.HasOne(c => c.Link).WithOne(l => l.Cost).HasForeignKey<ReviewLink>(l => l.CostId);
        });
        model.Entity<ReviewShare>(share =>
        {
            share.ToTable("review_share", "money").HasKey(s => new { s.CostId, s.Area });
            share.Property(s => s.Pounds).HasColumnType("numeric(14,2)");
        });
        model.Entity<ReviewLink>().ToTable("review_link", "money").HasKey(l => l.CostId);
    }

    private static void MapFunds(this ModelBuilder model)
    {
        model.Entity<Fund>(fund =>
        {
            fund.ToTable("fund", "money").Property(f => f.Edition).IsConcurrencyToken();
            fund.Ignore(f => f.InOrder).Ignore(f => f.Tables).Ignore(f => f.Asked);
            fund.HasMany(f => f.Lines).WithOne(l => l.Fund).HasForeignKey(l => l.FundId);
        });
        model.Entity<FundLine>(line =>
        {
            line.ToTable("fund_line", "money");
            line.Ignore(l => l.Of).Ignore(l => l.InOrder);
            line.HasMany(l => l.Amounts).WithOne(a => a.Line).HasForeignKey(a => a.LineId);
        });
        model.Entity<FundAmount>(amount =>
        {
            amount.ToTable("fund_amount", "money").HasKey(a => new { a.LineId, a.Area, a.FromOn });
            amount.Property(a => a.Pounds).HasColumnType("numeric(14,2)");
        });
        model.Entity<FundReturn>(said =>
        {
            said.ToTable("fund_return", "money").Property(r => r.Edition).IsConcurrencyToken();
            said.HasMany(r => r.Said).WithOne(s => s.Return).HasForeignKey(s => s.ReturnId);
            said.HasOne<Fund>().WithMany().HasForeignKey(r => r.FundId);
        });
        model.Entity<FundSaid>(value =>
        {
            value.ToTable("fund_said", "money").HasKey(s => new { s.ReturnId, s.LineId, s.Area });
            value.HasOne<FundLine>().WithMany().HasForeignKey(s => s.LineId);
        });
    }
}
