using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Library;

internal static class LibraryMap
{
    public static void MapLibrary(this ModelBuilder model)
    {
        model.Entity<Resource>(resource =>
        {
            resource.ToTable("resource", "library");
            resource.Property(r => r.Edition).IsConcurrencyToken();
            resource.Ignore(r => r.InForce);
            resource.Ignore(r => r.Draft);
            resource.HasMany(r => r.Versions).WithOne(v => v.Resource).HasForeignKey(v => v.ResourceId);
        });
        model.Entity<ResourceVersion>(version =>
        {
            version.ToTable("version", "library");
            version.HasMany(v => v.Sections).WithOne(s => s.Version).HasForeignKey(s => s.VersionId);
            version.HasMany(v => v.Files).WithOne(f => f.Version).HasForeignKey(f => f.VersionId);
        });
        model.Entity<ResourceSection>().ToTable("section", "library").HasKey(s => new { s.VersionId, s.Name });
        model.Entity<ResourceFile>().ToTable("file", "library").HasMany(f => f.Pieces).WithOne(p => p.File).HasForeignKey(p => p.FileId);
        model.Entity<ResourcePiece>().ToTable("piece", "library").HasKey(p => new { p.FileId, p.Number });
        model.Entity<Comment>().ToTable("comment", "library").HasOne<ResourceVersion>().WithMany().HasForeignKey(c => c.VersionId);
        model.Entity<Sending>(sending =>
        {
            sending.ToTable("sending", "library").HasOne<Resource>().WithMany().HasForeignKey(s => s.ResourceId);
            sending.HasMany(s => s.Readers).WithOne().HasForeignKey(r => r.SendingId);
        });
        model.Entity<Reader>().ToTable("reader", "library").HasOne<Resource>().WithMany().HasForeignKey(r => r.ResourceId);
        model.Entity<Discussion>(discussion =>
        {
            discussion.ToTable("discussion", "library");
            discussion.Property(d => d.Edition).IsConcurrencyToken();
            discussion.HasOne<Resource>().WithMany().HasForeignKey(d => d.ResourceId);
        });
    }
}
