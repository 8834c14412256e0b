using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What the parties agreed in writing to share, for what and on which legal basis. From <c>practice/partnership/sharing-agreements.yaml</c>; it holds no personal data.</summary>
/// <param name="Parties">Kinds of agency, codes of <c>agency-kind</c>.</param>
/// <param name="Agencies">Codes of the agencies that signed, as the register of agencies has them. Not checked here: the register is in the database.</param>
/// <param name="Processes">Ids of the processes in which it is shared.</param>
/// <param name="Article6">Lawful basis, UK GDPR article 6(1): one of <see cref="LawfulBases.Article6"/>.</param>
/// <param name="Article9">Condition for special categories of data, article 9(2): words of <see cref="LawfulBases.Article9"/>; empty when none are shared.</param>
/// <param name="CriminalOffences">It covers data about criminal offences and convictions (article 10).</param>
/// <param name="Condition">Of schedule 1 to the Data Protection Act 2018; null where section 10 asks for none.</param>
/// <param name="Statutes">The duty or power to share, with its section.</param>
/// <param name="Shares">Categories of data.</param>
/// <param name="Since">First day it is in force.</param>
/// <param name="ReviewBy">Day by which the parties look at it again.</param>
/// <param name="Ends">Last day it is in force; null while it has no end.</param>
/// <param name="Owner">Role that answers for it.</param>
/// <param name="Paper">Where the signed paper is.</param>
public sealed record SharingAgreement(
    string Id,
    string Title,
    ImmutableArray<string> Parties,
    ImmutableArray<string> Agencies,
    ImmutableArray<string> Processes,
    string Purpose,
    ImmutableArray<string> Article6,
    ImmutableArray<string> Article9,
    bool CriminalOffences,
    string? Condition,
    ImmutableArray<string> Statutes,
    ImmutableArray<string> Shares,
    string How,
    DateOnly Since,
    DateOnly ReviewBy,
    DateOnly? Ends,
    string Owner,
    string Paper,
    Place Place)
{
    public AgreementState StateOn(DateOnly day) =>
        day < Since ? AgreementState.NotYet : Ends is { } last && day > last ? AgreementState.Ended : day > ReviewBy ? AgreementState.ReviewOverdue : AgreementState.InForce;

    /// <summary>An agreement whose review is overdue still binds its parties.</summary>
    public bool InForceOn(DateOnly day) => StateOn(day) is AgreementState.InForce or AgreementState.ReviewOverdue;
}

public enum AgreementState { InForce, ReviewOverdue, NotYet, Ended }

/// <summary>The words a lawful basis is written in, each with what it stands for in the UK GDPR.</summary>
public static class LawfulBases
{
    /// <summary>Article 6(1).</summary>
    public static readonly ImmutableArray<(string Word, string Title)> Article6 =
    [
        ("consent", "consent, article 6(1)(a)"), ("contract", "contract, article 6(1)(b)"), ("legal-obligation", "legal obligation, article 6(1)(c)"),
        ("vital-interests", "vital interests, article 6(1)(d)"), ("public-task", "public task, article 6(1)(e)"), ("recognised-legitimate-interest", "recognised legitimate interest, article 6(1)(ea)"),
        ("legitimate-interests", "legitimate interests, article 6(1)(f)"),
    ];

    /// <summary>Article 9(2).</summary>
    public static readonly ImmutableArray<(string Word, string Title)> Article9 =
    [
        ("explicit-consent", "explicit consent, article 9(2)(a)"), ("employment-and-social-protection", "employment, social security and social protection, article 9(2)(b)"),
        ("vital-interests", "vital interests, article 9(2)(c)"), ("legal-claims", "legal claims, article 9(2)(f)"), ("substantial-public-interest", "substantial public interest, article 9(2)(g)"),
        ("health-or-social-care", "health or social care, article 9(2)(h)"), ("public-health", "public health, article 9(2)(i)"), ("archiving-and-research", "archiving, research and statistics, article 9(2)(j)"),
    ];

    /// <summary>Data Protection Act 2018, section 10(2) and (3): these are lawful only with a condition of schedule 1.</summary>
    public static readonly ImmutableArray<string> NeedCondition = ["employment-and-social-protection", "substantial-public-interest", "health-or-social-care", "public-health", "archiving-and-research"];

    public static string Title(ImmutableArray<(string Word, string Title)> words, string word) => words.First(w => w.Word == word).Title;
}
