using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Questionnaires;

internal static class QuestionnairesMap
{
    private const string Schema = "questionnaires";

    public static void MapQuestionnaires(this ModelBuilder model)
    {
        model.Entity<Round>(round =>
        {
            round.ToTable("round", Schema);
            round.Ignore(r => r.Asks);
            round.Property(r => r.Edition).IsConcurrencyToken();
        });
        model.Entity<Invitee>(invitee =>
        {
            invitee.ToTable("invitation", Schema);
            invitee.HasOne<Round>().WithMany().HasForeignKey(i => i.RoundId);
            invitee.Property(i => i.Edition).IsConcurrencyToken();
        });
        model.Entity<RoundLink>(link =>
        {
            link.ToTable("link", Schema);
            link.HasOne<Invitee>().WithMany().HasForeignKey(l => l.InvitationId);
            link.Property(l => l.Edition).IsConcurrencyToken();
        });
        model.Entity<Reply>(response =>
        {
            response.ToTable("response", Schema);
            response.Ignore(r => r.Stands);
            response.HasOne<Invitee>().WithMany().HasForeignKey(r => r.InvitationId);
            response.HasMany(r => r.Written).WithOne(v => v.Reply).HasForeignKey(v => v.ResponseId);
            response.HasMany(r => r.Delegations).WithOne(d => d.Reply).HasForeignKey(d => d.ResponseId);
            response.HasMany(r => r.Evidence).WithOne(e => e.Reply).HasForeignKey(e => e.ResponseId);
            response.HasMany(r => r.Moderations).WithOne(m => m.Reply).HasForeignKey(m => m.ResponseId);
            response.Property(r => r.Edition).IsConcurrencyToken();
        });
        model.Entity<ResponseDraft>(draft =>
        {
            draft.ToTable("draft", Schema).HasKey(d => d.ResponseId);
            draft.HasOne<Reply>().WithMany().HasForeignKey(d => d.ResponseId);
            draft.Property(d => d.Edition).IsConcurrencyToken();
        });
        model.Entity<ResponseVersion>().ToTable("version", Schema);
        model.Entity<Delegation>().ToTable("delegation", Schema);
        model.Entity<Moderation>().ToTable("moderation", Schema);
        model.Entity<ResponseEvidence>(evidence =>
        {
            evidence.ToTable("evidence", Schema);
            evidence.Ignore(e => e.AsFile);
            evidence.HasMany(e => e.Pieces).WithOne(p => p.Evidence).HasForeignKey(p => p.EvidenceId);
        });
        model.Entity<ResponsePiece>().ToTable("evidence_piece", Schema).HasKey(p => new { p.EvidenceId, p.Number });
        model.Entity<Theme>(theme =>
        {
            theme.ToTable("theme", Schema);
            theme.HasOne<Round>().WithMany().HasForeignKey(t => t.RoundId);
            theme.HasMany(t => t.Taggings).WithOne(t => t.Theme).HasForeignKey(t => t.ThemeId);
        });
        model.Entity<Tagging>().ToTable("tagging", Schema);
        model.Entity<Assurance>().ToTable("assurance", Schema).HasOne<Round>().WithMany().HasForeignKey(a => a.RoundId);
        model.Entity<AnonymousAnswer>().ToTable("anonymous_answer", Schema);
        model.Entity<AnonymousText>().ToTable("anonymous_text", Schema);
    }
}
