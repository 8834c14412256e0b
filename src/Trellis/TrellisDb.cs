using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions;
using Trellis.Modules.Agencies;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Clients;
using Trellis.Modules.Agencies.Providers;
using Trellis.Modules.Allegations;
using Trellis.Modules.Audits;
using Trellis.Modules.Candidates;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.Challenges;
using Trellis.Modules.Communications;
using Trellis.Modules.Disclosure;
using Trellis.Modules.Duplicates;
using Trellis.Modules.Extracts;
using Trellis.Modules.Figures;
using Trellis.Modules.Footprint;
using Trellis.Modules.Library;
using Trellis.Modules.Meetings;
using Trellis.Modules.Money;
using Trellis.Modules.Oversight;
using Trellis.Modules.People;
using Trellis.Modules.Plans;
using Trellis.Modules.Questionnaires;
using Trellis.Modules.Reports;
using Trellis.Modules.Retention;
using Trellis.Modules.Returns;
using Trellis.Modules.Reviews;
using Trellis.Modules.Risks;
using Trellis.Modules.Scrutiny;
using Trellis.Modules.Sources;
using Trellis.Modules.Training;
using Trellis.Modules.Voice;
using Trellis.Platform.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis;

/// <summary>Everything kept, mapped. Saving goes through the record (see <see cref="RecordDb"/>).</summary>
public sealed class TrellisDb(DbContextOptions<TrellisDb> options, Acting acting, LondonClock clock, Consequences consequences, Outbox outbox)
    : RecordDb(options, acting, clock, consequences, outbox)
{
    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<Staff> Staff => Set<Staff>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Matter> Matters => Set<Matter>();

    public DbSet<CaseStep> Steps => Set<CaseStep>();

    public DbSet<StepVersion> Versions => Set<StepVersion>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<DraftBefore> DraftsBefore => Set<DraftBefore>();

    public DbSet<Involvement> Involvements => Set<Involvement>();

    public DbSet<Publication> Publications => Set<Publication>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Agency>().ToTable("agency", "agencies");
        modelBuilder.Entity<Staff>(staff =>
        {
            staff.ToTable("staff", "agencies");
            staff.HasMany(s => s.Posts).WithOne(p => p.Holder).HasForeignKey(p => p.StaffId);
            staff.HasMany(s => s.RecoveryCodes).WithOne(c => c.Holder).HasForeignKey(c => c.StaffId);
            staff.Ignore(s => s.Passkeys);
            staff.HasMany(s => s.PasskeysEver).WithOne(p => p.Holder).HasForeignKey(p => p.StaffId);
            staff.HasMany(s => s.Devices).WithOne(d => d.Holder).HasForeignKey(d => d.StaffId);
            staff.HasMany(s => s.Sessions).WithOne(s => s.Holder).HasForeignKey(s => s.StaffId);
            staff.HasMany(s => s.Identities).WithOne(i => i.Holder).HasForeignKey(i => i.StaffId);
            staff.HasMany(s => s.Links).WithOne(l => l.Holder).HasForeignKey(l => l.StaffId);
        });
        modelBuilder.Entity<Post>().ToTable("post", "agencies").HasOne<Post>().WithMany().HasForeignKey(p => p.CoversId);
        modelBuilder.Entity<Link>().ToTable("link", "agencies");
        modelBuilder.Entity<Identity>().ToTable("identity", "agencies");
        modelBuilder.Entity<Provider>().ToTable("provider", "agencies");
        modelBuilder.Entity<Client>(client =>
        {
            client.ToTable("client", "agencies");
            client.HasMany(c => c.Secrets).WithOne(s => s.Holder).HasForeignKey(s => s.ClientId);
            client.HasMany(c => c.Tokens).WithOne(t => t.Holder).HasForeignKey(t => t.ClientId);
        });
        modelBuilder.Entity<ClientSecret>().ToTable("client_secret", "agencies");
        modelBuilder.Entity<ClientToken>().ToTable("client_token", "agencies").HasOne<ClientSecret>().WithMany().HasForeignKey(t => t.SecretId);
        modelBuilder.Entity<RecoveryCode>().ToTable("recovery_code", "agencies");
        modelBuilder.Entity<Passkey>().ToTable("passkey", "agencies");
        modelBuilder.Entity<Device>().ToTable("device", "agencies");
        modelBuilder.Entity<Session>().ToTable("session", "agencies").HasOne(s => s.Device).WithMany().HasForeignKey(s => s.DeviceId);
        modelBuilder.Entity<Stranger>().ToTable("stranger", "agencies");
        modelBuilder.Entity<HeldForm>().ToTable("held_form", "agencies");
        modelBuilder.MapPeople();
        modelBuilder.Entity<Matter>(matter =>
        {
            matter.ToTable("matter", "casework");
            matter.Ignore(m => m.Present);
            matter.HasMany(m => m.People).WithOne(p => p.Matter).HasForeignKey(p => p.MatterId);
            matter.HasMany(m => m.Steps).WithOne(s => s.Matter).HasForeignKey(s => s.MatterId);
        });
        modelBuilder.Entity<Participant>(part =>
        {
            part.ToTable("participant", "casework").HasKey(p => new { p.MatterId, p.PersonId });
            part.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId);
        });
        modelBuilder.Entity<CaseStep>(step =>
        {
            step.ToTable("step", "casework");
            step.Ignore(s => s.Concerned);
            step.Property(s => s.State).HasConversion(s => Kebab(s), s => Enum.Parse<StepState>(s.Replace("-", ""), ignoreCase: true));
            step.HasMany(s => s.People).WithOne(p => p.Step).HasForeignKey(p => p.StepId);
            step.HasMany(s => s.History).WithOne(v => v.Step).HasForeignKey(v => v.StepId);
            step.Property(s => s.Edition).IsConcurrencyToken();
        });
        modelBuilder.Entity<StepPerson>(part =>
        {
            part.ToTable("step_person", "casework").HasKey(p => new { p.StepId, p.PersonId });
            part.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId);
        });
        modelBuilder.Entity<StepVersion>().ToTable("version", "casework").HasOne<Words>().WithOne().HasForeignKey<StepVersion>(v => v.Id);
        modelBuilder.Entity<Involvement>(involvement =>
        {
            involvement.ToTable("involvement", "casework");
            involvement.Property(i => i.Level).HasConversion(l => l.ToString().ToLowerInvariant(), l => Enum.Parse<InvolvementLevel>(l, ignoreCase: true));
            involvement.HasOne<Matter>().WithMany().HasForeignKey(i => i.MatterId);
        });
        modelBuilder.Entity<LinkedPerson>(linked =>
        {
            linked.ToTable("linked", "casework");
            linked.HasOne<Matter>().WithMany().HasForeignKey(l => l.MatterId);
            linked.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
        });
        modelBuilder.Entity<Closure>(closure =>
        {
            closure.ToTable("closure", "access");
            closure.Property(c => c.Kind).HasConversion(k => k.ToString().ToLowerInvariant(), k => Enum.Parse<ClosureKind>(k, ignoreCase: true));
        });
        modelBuilder.Entity<NewIdentity>().ToTable("identity", "access");
        modelBuilder.Entity<Conflict>().ToTable("conflict", "access");
        modelBuilder.Entity<Glass>(glass =>
        {
            glass.ToTable("glass", "access").HasOne<Closure>().WithMany().HasForeignKey(g => g.ClosureId);
            glass.Property(g => g.Review).HasConversion(r => r == GlassReview.Accepted ? "accepted" : "followed-up", r => r == "accepted" ? GlassReview.Accepted : GlassReview.FollowedUp);
        });
        modelBuilder.Entity<Flag>(flag =>
        {
            flag.ToTable("flag", "oversight");
            flag.Property(f => f.Review).HasConversion(r => r == FlagReview.Accepted ? "accepted" : "followed-up", r => r == "accepted" ? FlagReview.Accepted : FlagReview.FollowedUp);
        });
        modelBuilder.Entity<RuledOut>().ToTable("ruled_out", "candidates");
        modelBuilder.Entity<Asking>().ToTable("asking", "sources").Property(a => a.Edition).IsConcurrencyToken();
        modelBuilder.Entity<DisclosureRequest>().ToTable("request", "disclosure").HasMany(r => r.Items).WithOne(i => i.Request).HasForeignKey(i => i.RequestId);
        modelBuilder.Entity<DisclosureItem>().ToTable("item", "disclosure");
        modelBuilder.Entity<Copy>().ToTable("copy", "disclosure");
        modelBuilder.Entity<HandedOver>().ToTable("handover", "disclosure");
        modelBuilder.Entity<Hold>().ToTable("hold", "retention");
        modelBuilder.Entity<Proposal>().ToTable("proposal", "retention");
        modelBuilder.Entity<Import>().ToTable("import", "figures");
        modelBuilder.Entity<Publication>().ToTable("publication", "figures");
        modelBuilder.Entity<Document>(document =>
        {
            document.ToTable("document", "documents");
            document.Ignore(d => d.IsDraft);
            document.Ignore(d => d.Hash);
        });
        modelBuilder.Entity<Holding>().ToTable("holding", "extracts");
        modelBuilder.Entity<Draft>(draft =>
        {
            draft.ToTable("draft", "casework").HasKey(d => d.StepId);
            draft.Property(d => d.Answers).HasColumnType("jsonb");
            draft.Property(d => d.Edition).IsConcurrencyToken();
        });
        modelBuilder.Entity<DraftBefore>(before =>
        {
            before.ToTable("draft_before", "casework").HasKey(b => new { b.StepId, b.Edition });
            before.Property(b => b.Answers).HasColumnType("jsonb");
            before.HasOne<Draft>().WithMany().HasForeignKey(b => b.StepId);
        });
        modelBuilder.MapSittings();
        modelBuilder.Entity<Invited>().HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId);
        modelBuilder.MapMeetings();
        modelBuilder.MapActions();
        modelBuilder.MapLibrary();
        modelBuilder.MapAllegations();
        modelBuilder.MapChallenges();
        modelBuilder.MapAudits();
        modelBuilder.MapMoney();
        modelBuilder.MapPlans();
        modelBuilder.MapVoice();
        modelBuilder.MapCommunications();
        modelBuilder.MapRisks();
        modelBuilder.MapReports();
        modelBuilder.Entity<Modules.Figures.Scorecards.Commentary>(commentary => commentary.ToTable("commentary", "figures"));
        modelBuilder.Entity<FindingExplained>(explained =>
        {
            explained.ToTable("finding_explained", "figures");
            explained.Ignore(e => e.Closes);
        });
        modelBuilder.MapFootprint();
        modelBuilder.MapScrutiny();
        modelBuilder.MapDuplicates();
        modelBuilder.MapQuestionnaires();
        modelBuilder.MapReturns();
        modelBuilder.MapReviews();
        modelBuilder.MapTraining();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var key in entity.FindPrimaryKey()?.Properties ?? []) { key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never; }
        }

        NameAsSql(modelBuilder);
    }

    private static string Kebab(StepState state) => state is StepState.NotNeeded ? "not-needed" : state.ToString().ToLowerInvariant();
}
