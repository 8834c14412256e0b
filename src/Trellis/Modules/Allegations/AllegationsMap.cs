using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Allegations;

internal static class AllegationsMap
{
    public static void MapAllegations(this ModelBuilder model)
    {
        model.Entity<Consultation>().ToTable("consultation", "allegations");
        model.Entity<Promotion>().ToTable("promotion", "allegations");
        model.Entity<Checklist>(checklist =>
        {
            checklist.ToTable("checklist", "allegations");
            checklist.Ignore(c => c.In);
            checklist.HasMany(c => c.Said).WithOne(a => a.Checklist).HasForeignKey(a => a.ChecklistId);
        });
        model.Entity<ChecklistAnswer>().ToTable("checklist_answer", "allegations").HasKey(a => new { a.ChecklistId, a.Item });
    }
}
