using System.Text.RegularExpressions;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reports.Writing;

public sealed partial class WrittenReport
{
    /// <summary>Puts the report as it stands, its figures with it, before the safeguarding partners of the day.</summary>
    /// <param name="blocking">What must be put right first.</param>
    public Outcome<ReportProof> PutBefore(IReadOnlyList<Signer> signers, AnnualReport made, IReadOnlyCollection<string> blocking, Actor by, DateTimeOffset at)
    {
        if (blocking.Count > 0) { return new Refusal("Partners", $"{English.Count(blocking.Count, "thing is", "things are")} to be put right first"); }
        if (!made.Errors.IsEmpty) { return new Refusal("Partners", made.Errors[0].Message); }
        if (signers.Count == 0) { return new Refusal("Partners", "Nobody is known who signs for the partnership today"); }
        if (ProofIsOfThisText) { return new Refusal("Partners", "This text is with the partners already"); }
        var proof = new ReportProof
        {
            ReportId = Id,
            Report = this,
            Number = (LastProof?.Number ?? 0) + 1,
            TextEdition = TextEdition,
            Title = made.Title,
            Signers = [.. signers.Select(s => s.Id)],
            SignerTitles = [.. signers.Select(s => s.Title)],
            At = at,
            ById = by.UserId,
        };
        proof.Texts.Add(new ProofText { ProofId = proof.Id, Proof = proof, Body = made.Body, Annex = ReportAnnex.Json(made.Annex) });
        Proofs.Add(proof);
        Edition++;
        Says("report.put-before-partners", by, at);
        return proof;
    }

    /// <summary>One partner approves the last proof. Who signs for whom is settled by the agency they act for.</summary>
    public Outcome<Approval> Approve(Guid proof, Signer? signer, Actor by, DateTimeOffset at)
    {
        if (LastProof is not { } last || last.Id != proof || !ProofIsOfThisText) { return new Refusal("Partners", "The text has changed since. It must be put before the partners again"); }
        if (signer is null || !last.Signers.Contains(signer.Id)) { return new Refusal("Partners", "Your agency does not sign for the partnership"); }
        if (last.Approvals.Exists(a => a.Signer == signer.Id)) { return new Refusal("Partners", $"{signer.Title} has approved it already"); }
        var approval = new Approval { ProofId = last.Id, Proof = last, Signer = signer.Id, Agency = by.Agency ?? "", At = at, ById = by.UserId };
        last.Approvals.Add(approval);
        Edition++;
        Says("report.approved", by, at, new FactDetail { Field = "partner", Code = signer.Id });
        return approval;
    }

    /// <summary>Publishes what all partners approved, word for word and figure for figure.</summary>
    /// <param name="notice">What was corrected; asked for from the second time on.</param>
    public Outcome<Publication> Publish(string notice, Actor by, DateTimeOffset at)
    {
        if (LastProof is not { IsApproved: true } proof || !ProofIsOfThisText) { return new Refusal("Notice", "Every safeguarding partner must approve it first"); }
        if (Publications.Exists(p => p.ProofId == proof.Id)) { return new Refusal("Notice", "It is published already"); }
        if (Publications.Count > 0 && notice.Trim().Length == 0) { return new Refusal("Notice", "Enter what was corrected, for those who read the earlier one"); }
        if (notice.Trim().Length > LongestWords) { return new Refusal("Notice", "What was corrected must be 2,000 characters or fewer"); }
        var published = new Publication
        {
            ReportId = Id,
            Report = this,
            ProofId = proof.Id,
            Year = Year,
            Number = Publications.Count + 1,
            Notice = Publications.Count > 0 ? notice.Trim() : "",
            At = at,
            ById = by.UserId,
        };
        Publications.Add(published);
        Edition++;
        Says("report.published", by, at);
        return published;
    }

    /// <summary>Adds the published report in easy read or another language.</summary>
    public Outcome<Rendition> AddRendition(string kind, string language, string title, string text, Actor by, DateTimeOffset at)
    {
        if (LastPublication is not { } published) { return new Refusal("Kind", "The report is not published yet"); }
        if (kind is not (Rendition.EasyRead or Rendition.Translation)) { return new Refusal("Kind", "Select easy read or a translation"); }
        if (!LanguageTag().IsMatch(language)) { return new Refusal("Language", "Enter the language as browsers call it, such as ar or pt-BR"); }
        if (kind is Rendition.Translation && language is "en") { return new Refusal("Language", "The report is in English already"); }
        if (title.Trim().Length is 0 or > 300) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter its title, in its language" : "The title must be 300 characters or fewer"); }
        if (text.Trim().Length is 0 or > Rendition.Longest) { return new Refusal("Words", text.Trim().Length == 0 ? "Enter its text" : $"The text must be {English.Number(Rendition.Longest)} characters or fewer"); }
        var added = new Rendition { PublicationId = published.Id, Publication = published, Kind = kind, Language = language, Title = title.Trim(), Text = text.ReplaceLineEndings("\n").Trim(), Body = RenditionText.Html(title.Trim(), text), At = at, ById = by.UserId };
        published.Renditions.Add(added);
        Edition++;
        Says("report.edition-added", by, at);
        return added;
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LanguageTag();
}
