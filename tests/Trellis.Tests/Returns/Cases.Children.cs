namespace Trellis.Tests.Returns;

/// <summary>For each rule, children it finds something in and children it does not: by hand, from what the department's rule says.</summary>
internal static partial class Cases
{
    public sealed record Case(string Code, string Wrong, string Right, string Reference = "2026-03-31");

    public static IEnumerable<Case> All => [.. Children, .. Episodes, .. Assessments, .. Plans];

    private const string FirstOpen = "CINdetails(CINreferralDate=2025-05-01 ReferralNFA=false)";

    private static readonly Case[] Children =
    [
        new("100", "", "", "2026-03-30"),
        new("1510", "ChildIdentifiers(UPN=A201123456789)", "ChildIdentifiers(UPN=P201123456789) & ChildIdentifiers(LAchildID=2)"),
        new("1510", "ChildIdentifiers(UPN=L20112345678)", "ChildIdentifiers(UPN=P207000016049)"),
        new("1520", "ChildIdentifiers(UPN=P201123456789) & ChildIdentifiers(UPN=P201123456789)", "ChildIdentifiers(UPN=P201123456789) & ChildIdentifiers(UPN=P207000016049) & ChildIdentifiers(LAchildID=1) & ChildIdentifiers(LAchildID=2)"),
        new("1530", "ChildIdentifiers(UPN=A999123456789)", "ChildIdentifiers(UPN=A942123456789) & ChildIdentifiers(UPN=A001123456789)"),
        new("1530", "ChildIdentifiers(UPN=A942123456789)", "ChildIdentifiers(UPN=A940123456789)", "2023-03-31"),
        new("1540", "ChildIdentifiers(UPN=A2011234X6789) & ChildIdentifiers(UPN=A20112)", "ChildIdentifiers(UPN=A20112345678Z)"),
        new("1550", "ChildIdentifiers(UPN=A20112345678I) & ChildIdentifiers(UPN=A20112345678)", "ChildIdentifiers(UPN=A201123456789) & ChildIdentifiers(UPN=A20112345678B)"),
        new("1560Q", "ChildIdentifiers(FormerUPN=1201123456789) & ChildIdentifiers(FormerUPN=A2011234567)", "ChildIdentifiers(FormerUPN=A201123456789) & ChildIdentifiers(FormerUPN=A20112345678B)"),
        new("1570", "ChildIdentifiers(LAchildID=123456789012345678901)", "ChildIdentifiers(LAchildID=12345678901234567890)"),
        new("1580", "ChildIdentifiers(LAchildID=12-3)", "ChildIdentifiers(LAchildID=A123b) & ChildIdentifiers(UPN=1)"),
        new("2886Q", "ChildIdentifiers(Sex=M) & ChildIdentifiers(PersonBirthDate=2020-01-01)", "ChildIdentifiers(Sex=M) & ChildIdentifiers(ExpectedPersonBirthDate=2026-05-01)"),
        new("2886Q", "ChildIdentifiers(GenderCurrent=0)", "ChildIdentifiers(GenderCurrent=1)", "2024-03-31"),
        new("2887Q", "ChildCharacteristics(Disability=MOB Disability=NONE)", "ChildCharacteristics(Disability=MOB Disability=HAND Disability=PC Disability=INC) & ChildCharacteristics(Disability=COMM Disability=LD Disability=HEAR Disability=VIS)"),
        new("2888Q", "ChildCharacteristics(Disability=MOB) & ChildCharacteristics(Disability=HAND)", "ChildCharacteristics(Disability=MOB Disability=HAND)"),
        new("4180", "ChildIdentifiers(Sex=1) & CINdetails(ReferralNFA=1)", "ChildIdentifiers(Sex=U)"),
        new("4180", "ChildIdentifiers(GenderCurrent=M)", "ChildIdentifiers(GenderCurrent=9)", "2024-03-31"),
        new("4220", "ChildCharacteristics(Ethnicity=XXXX) & CINdetails(ReferralNFA=1)", "ChildCharacteristics(Ethnicity=WROM)"),
        new("8500", "ChildIdentifiers(UPN=1) & CINdetails(ReferralNFA=1)", "ChildIdentifiers(LAchildID=1)"),
        new("8510", "ChildIdentifiers(LAchildID=1) & ChildIdentifiers(LAchildID=1) & ChildIdentifiers(LAchildID=1)", "ChildIdentifiers(LAchildID=1) & ChildIdentifiers(LAchildID=2)"),
        new("8520", "ChildIdentifiers(PersonBirthDate=2026-04-01)", "ChildIdentifiers(PersonBirthDate=2026-03-31) & ChildIdentifiers(LAchildID=1)"),
        new("8525Q", "ChildIdentifiers(PersonBirthDate=2020-01-01 ExpectedPersonBirthDate=2020-01-01) & ChildIdentifiers(LAchildID=1)", "ChildIdentifiers(PersonBirthDate=2020-01-01) & ChildIdentifiers(ExpectedPersonBirthDate=2026-05-01)"),
        new("8530Q", "ChildIdentifiers(ExpectedPersonBirthDate=2026-02-28) & ChildIdentifiers(ExpectedPersonBirthDate=2027-01-01)", "ChildIdentifiers(ExpectedPersonBirthDate=2026-03-01) & ChildIdentifiers(ExpectedPersonBirthDate=2026-12-31)"),
        new("8535Q", "ChildIdentifiers(PersonBirthDate=2020-01-02 PersonDeathDate=2020-01-01) & ChildIdentifiers(PersonDeathDate=2020-01-01)", "ChildIdentifiers(PersonBirthDate=2020-01-01 PersonDeathDate=2020-01-01)"),
        new("8540", $"ChildIdentifiers(PersonBirthDate=2020-01-01) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2020-01-01) ChildCharacteristics(Disability=NO) {FirstOpen}", $"{FirstOpen} & ChildIdentifiers(PersonBirthDate=2020-01-01) ChildCharacteristics(Disability=NONE) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2020-01-01) CINdetails(ReferralNFA=true)"),
        new("8545Q", "ChildIdentifiers(PersonDeathDate=2025-03-31) & ChildIdentifiers(PersonDeathDate=2026-04-01)", "ChildIdentifiers(PersonDeathDate=2025-04-01) & ChildIdentifiers(PersonDeathDate=2026-03-31)"),
        new("8590", "ChildIdentifiers(LAchildID=1)", "CINdetails(ReferralNFA=1)"),
        new("8750", "ChildIdentifiers(ExpectedPersonBirthDate=2026-05-01 Sex=F)", "ChildIdentifiers(ExpectedPersonBirthDate=2026-05-01 Sex=U) & ChildIdentifiers(PersonBirthDate=2026-01-01 Sex=F)"),
        new("8750", "ChildIdentifiers(ExpectedPersonBirthDate=2024-05-01 GenderCurrent=1)", "ChildIdentifiers(ExpectedPersonBirthDate=2024-05-01 GenderCurrent=0)", "2024-03-31"),
        new("8770Q", $"ChildIdentifiers(PersonBirthDate=2020-08-31) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2015-08-31 UPNunknown=UN1) {FirstOpen}", $"ChildIdentifiers(PersonBirthDate=2020-09-01) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2015-08-31 UPNunknown=UN4) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2015-08-31) CINdetails(ReferralNFA=true)"),
        new("8770Q", $"ChildIdentifiers(PersonBirthDate=2015-08-31 UPNunknown=UN99) {FirstOpen}", $"ChildIdentifiers(PersonBirthDate=2015-08-31 UPNunknown=UN1) {FirstOpen}", "2024-03-31"),
        new("8772", $"ChildIdentifiers(UPNunknown=UN7) CINdetails(ReferralNFA=1) {FirstOpen}", $"ChildIdentifiers(UPNunknown=UN7) CINdetails(ReferralNFA=true) & ChildIdentifiers(UPNunknown=UN4) {FirstOpen}"),
        new("8775Q", $"ChildIdentifiers(PersonBirthDate=2000-06-01) {FirstOpen} & ChildIdentifiers(PersonBirthDate=2000-06-01) CINdetails(CINclosureDate=2025-06-02)", $"ChildIdentifiers(PersonBirthDate=2000-06-01) CINdetails(CINclosureDate=2025-05-31) & ChildIdentifiers(PersonBirthDate=2001-04-01) {FirstOpen}"),
        new("8790", "ChildCharacteristics(Disability=NONE Disability=MOB)", "ChildCharacteristics(Disability=NONE) & ChildCharacteristics(Disability=MOB Disability=PC)"),
        new("8794", "ChildCharacteristics(Disability=MOB Disability=PC Disability=MOB)", "ChildCharacteristics(Disability=MOB Disability=PC)"),
    ];
}
