using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.AgencyLists;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Same;

namespace Trellis.Modules.People;

/// <summary>The tables of the index of people.</summary>
internal static class PeopleMap
{
    public static void MapPeople(this ModelBuilder model)
    {
        model.Entity<Person>(person =>
        {
            person.ToTable("person", "people");
            person.Ignore(p => p.Parts);
            person.HasMany(p => p.Names).WithOne(n => n.Person).HasForeignKey(n => n.PersonId);
            person.HasMany(p => p.Addresses).WithOne(a => a.Person).HasForeignKey(a => a.PersonId);
            person.HasMany(p => p.Identifiers).WithOne(i => i.Person).HasForeignKey(i => i.PersonId);
            person.HasMany(p => p.Registrations).WithOne(r => r.Person).HasForeignKey(r => r.PersonId);
            person.HasMany(p => p.Traits).WithOne(t => t.Person).HasForeignKey(t => t.PersonId);
            person.HasMany(p => p.Relationships).WithOne(r => r.Person).HasForeignKey(r => r.PersonId);
            person.HasMany(p => p.Sources).WithOne(s => s.Person).HasForeignKey(s => s.PersonId);
        });
        model.Entity<SameAs>(tie =>
        {
            tie.ToTable("same_person", "people");
            tie.HasOne<Person>().WithMany().HasForeignKey(s => s.FoldedId);
            tie.HasOne<Person>().WithMany().HasForeignKey(s => s.KeptId);
        });
        model.Entity<Split>(tie =>
        {
            tie.ToTable("split", "people");
            tie.HasOne<Person>().WithMany().HasForeignKey(s => s.FromId);
            tie.HasOne<Person>().WithMany().HasForeignKey(s => s.ToId);
        });
        model.Entity<DifferentFrom>(told =>
        {
            told.ToTable("different_person", "people");
            told.HasOne<Person>().WithMany().HasForeignKey(d => d.OneId);
            told.HasOne<Person>().WithMany().HasForeignKey(d => d.OtherId);
        });
        model.Entity<AgencyList>(list =>
        {
            list.ToTable("agency_list", "people");
            list.Property(l => l.Edition).IsConcurrencyToken();
            list.HasMany(l => l.Lines).WithOne(l => l.List).HasForeignKey(l => l.ListId);
        });
        model.Entity<ListLine>(line =>
        {
            line.ToTable("agency_list_line", "people");
            line.Property(l => l.Said).HasColumnType("json");
            line.Ignore(l => l.Lines);
            line.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
            line.HasOne<SourceRecord>().WithMany().HasForeignKey(l => l.SourceId);
        });
        model.Entity<PersonName>().ToTable("name", "people");
        model.Entity<PersonAddress>().ToTable("address", "people");
        model.Entity<PersonIdentifier>().ToTable("identifier", "people");
        model.Entity<Registration>().ToTable("registration", "people");
        model.Entity<Trait>().ToTable("trait", "people");
        model.Entity<Relationship>().ToTable("relationship", "people").HasOne<Person>().WithMany().HasForeignKey(r => r.OtherId);
        model.Entity<SourceRecord>(record =>
        {
            record.ToTable("source_record", "people");
            record.Property(s => s.Said).HasColumnType("json");
            record.Ignore(s => s.Lines);
            record.Ignore(s => s.Within);
        });
    }
}
