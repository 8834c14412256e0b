namespace Trellis.Tests.Returns;

internal static partial class Cases
{
    private static readonly Case[] Episodes =
    [
        new("2990", "CINdetails(ReasonForClosure=RC8 Section47()) & CINdetails(ReasonForClosure=RC9 DateOfInitialCPC=2025-06-02)", "CINdetails(ReasonForClosure=RC8 Assessments()) & CINdetails(ReasonForClosure=RC1 CINPlanDates())"),
        new("2991Q", "CINdetails(Section47(S47ActualStartDate=2025-06-02))", "CINdetails(Assessments() Section47())"),
        new("8555Q", "ChildIdentifiers(PersonDeathDate=2025-05-01) CINdetails(CINreferralDate=2025-05-02)", "ChildIdentifiers(PersonDeathDate=2025-05-01) CINdetails(CINreferralDate=2025-05-01)"),
        new("8565", "CINdetails(CINclosureDate=2025-06-01 Assessments(AssessmentActualStartDate=2025-06-02)) & CINdetails(CINclosureDate=2025-06-01 DateOfInitialCPC=2025-06-02) & CINdetails(CINclosureDate=2025-06-01 ChildProtectionPlans(CPPendDate=2025-06-02))", "CINdetails(CINclosureDate=2025-06-01 Assessments(AssessmentAuthorisationDate=2025-06-01) CINPlanDates(CINPlanEndDate=2025-06-01)) & CINdetails(Section47(S47ActualStartDate=2025-06-02))"),
        new("8568", "CINdetails(ReferralNFA=yes) & CINdetails()", "CINdetails(ReferralNFA=true) & CINdetails(ReferralNFA=0)"),
        // The year begins on Tuesday 1 April 2025; the working day before it is Monday 31 March.
        new("8569Q", "CINdetails(CINreferralDate=2025-03-30 ReferralNFA=1)", "CINdetails(CINreferralDate=2025-03-31 ReferralNFA=1) & CINdetails(CINreferralDate=2025-03-01 ReferralNFA=0)"),
        new("8585Q", "CINdetails(ReasonForClosure=RC2)", "ChildIdentifiers(PersonDeathDate=2025-05-01) CINdetails(ReasonForClosure=RC2)"),
        new("8600", "CINdetails(CINreferralDate=2026-04-01) & CINdetails()", "CINdetails(CINreferralDate=2026-03-31)"),
        new("8606", "ChildIdentifiers(PersonBirthDate=2025-12-31) CINdetails(CINreferralDate=2025-03-25)", "ChildIdentifiers(PersonBirthDate=2025-12-31) CINdetails(CINreferralDate=2025-03-26) & ChildIdentifiers(ExpectedPersonBirthDate=2026-05-01) CINdetails(CINreferralDate=2026-03-01)"),
        new("8610", "CINdetails(ReferralNFA=0)", "CINdetails(ReferralNFA=0 PrimaryNeedCode=N1) & CINdetails(ReferralNFA=1)"),
        new("8620", "CINdetails(CINclosureDate=2025-03-31) & CINdetails(CINclosureDate=2026-04-01)", "CINdetails(CINclosureDate=2025-04-01) & CINdetails()"),
        new("8630", "CINdetails(CINreferralDate=2025-06-02 CINclosureDate=2025-06-01)", "CINdetails(CINreferralDate=2025-06-02 CINclosureDate=2025-06-02)"),
        new("8640", "CINdetails(ReasonForClosure=RC10)", "CINdetails(ReasonForClosure=RC9) & CINdetails()"),
        new("8650", "CINdetails(PrimaryNeedCode=N10)", "CINdetails(PrimaryNeedCode=N0) & CINdetails()"),
        new("8805", "CINdetails(CINclosureDate=2025-06-01)", "CINdetails(CINclosureDate=2025-06-01 ReasonForClosure=RC1) & CINdetails()"),
        new("8810", "CINdetails(ReasonForClosure=RC1)", "CINdetails(CINclosureDate=2025-06-01 ReasonForClosure=RC1)"),
        new("8815", "CINdetails(ReferralNFA=0) CINdetails(ReferralNFA=false)", "CINdetails(ReferralNFA=0) CINdetails(ReferralNFA=true) CINdetails(ReferralNFA=0 CINclosureDate=2025-06-01)"),
        new("8816", "CINdetails(CINreferralDate=2025-05-01 ReferralNFA=0) CINdetails(CINreferralDate=2025-06-01 CINclosureDate=2025-07-01)", "CINdetails(CINreferralDate=2025-05-01 CINclosureDate=2025-05-20) CINdetails(CINreferralDate=2025-06-01 ReferralNFA=0)"),
        new("8820", "CINdetails(CINreferralDate=2025-05-01 ReferralNFA=0) CINdetails(CINreferralDate=2025-06-01 CINclosureDate=2025-07-01)", "CINdetails(CINreferralDate=2025-05-01 CINclosureDate=2025-06-01) CINdetails(CINreferralDate=2025-06-01 ReferralNFA=0) & CINdetails(CINreferralDate=2025-05-01 ReferralNFA=1) CINdetails(CINreferralDate=2025-06-01 ReferralNFA=0)"),
        new("8820", "CINdetails(CINreferralDate=2025-05-01 CINclosureDate=2025-06-01) CINdetails(CINreferralDate=2025-05-01 CINclosureDate=2025-06-01)", "CINdetails(CINreferralDate=2025-05-01 CINclosureDate=2025-06-01)"),
        new("8825Q", "CINdetails(ReasonForClosure=RC9)", "CINdetails(ReasonForClosure=RC9 Assessments()) & CINdetails(ReasonForClosure=RC1)"),
        new("8831", "CINdetails(ReferralNFA=1 Section47(S47ActualStartDate=2025-06-01)) & CINdetails(ReferralNFA=true DateOfInitialCPC=2025-06-01)", "CINdetails(ReferralNFA=0 Section47(S47ActualStartDate=2025-06-01)) & CINdetails(ReferralNFA=1)"),
        new("8832", "CINdetails(ReferralNFA=1 ChildProtectionPlans())", "CINdetails(ReferralNFA=0 ChildProtectionPlans())"),
        new("8866", "CINdetails(CINreferralDate=2025-06-01 ReferralSource=99) & CINdetails(CINreferralDate=2013-04-01)", "CINdetails(CINreferralDate=2025-06-01 ReferralSource=5D) & CINdetails(CINreferralDate=2013-03-31)"),
        new("8867", "CINdetails(CINclosureDate=2025-06-01 Assessments(AssessmentActualStartDate=2025-05-01))", "CINdetails(CINclosureDate=2025-06-01 Assessments(AssessmentAuthorisationDate=2025-05-20)) & CINdetails(Assessments())"),
        new("8868", "CINdetails(CINclosureDate=2025-06-01 Section47(ICPCnotRequired=0))", "CINdetails(CINclosureDate=2025-06-01 Section47(ICPCnotRequired=true) Section47(DateOfInitialCPC=2025-05-20)) & CINdetails(Section47())"),
    ];

    private static readonly Case[] Assessments =
    [
        new("1103", "CINdetails(CINreferralDate=2025-07-01 Assessments(AssessmentActualStartDate=2025-06-30))", "CINdetails(CINreferralDate=2025-07-01 Assessments(AssessmentActualStartDate=2025-07-01)) & CINdetails(Assessments(AssessmentActualStartDate=2025-07-01))"),
        new("8608", "CINdetails(Assessments(AssessmentActualStartDate=2025-06-30 AssessmentAuthorisationDate=2025-06-29))", "CINdetails(Assessments(AssessmentActualStartDate=2025-06-30 AssessmentAuthorisationDate=2025-06-30))"),
        new("8614", "CINdetails(Assessments(AssessmentFactors=3A))", "CINdetails(Assessments(AssessmentAuthorisationDate=2025-06-30 AssessmentFactors=3A)) & CINdetails(Assessments())"),
        // 45 working days before Tuesday 31 March 2026 is Tuesday 27 January: no bank holiday lies between.
        new("8670Q", "CINdetails(Assessments(AssessmentActualStartDate=2026-01-26))", "CINdetails(Assessments(AssessmentActualStartDate=2026-01-27)) & CINdetails(Assessments(AssessmentActualStartDate=2025-05-01 AssessmentAuthorisationDate=2025-05-20))"),
        new("8696", "CINdetails(Assessments(AssessmentAuthorisationDate=2025-03-31))", "CINdetails(Assessments(AssessmentAuthorisationDate=2025-04-01)) & CINdetails(Assessments())"),
        new("8736", "CINdetails(Assessments(AssessmentActualStartDate=2025-03-31))", "CINdetails(Assessments(AssessmentActualStartDate=2025-03-31 AssessmentAuthorisationDate=2025-04-20)) & CINdetails(Assessments())"),
        new("8863Q", "CINdetails(Assessments(AssessmentActualStartDate=2025-05-01 AssessmentAuthorisationDate=2025-06-01) Assessments(AssessmentActualStartDate=2025-06-01))", "CINdetails(Assessments(AssessmentActualStartDate=2025-05-01 AssessmentAuthorisationDate=2025-06-01) Assessments(AssessmentActualStartDate=2025-06-02)) & CINdetails(Assessments(AssessmentActualStartDate=2025-05-01)) CINdetails(Assessments(AssessmentActualStartDate=2025-06-02))"),
        new("8869", "CINdetails(Assessments(AssessmentFactors=21 AssessmentFactors=3A))", "CINdetails(Assessments(AssessmentFactors=21) Assessments(AssessmentFactors=3A))"),
        new("8873Q", "CINdetails(ReasonForClosure=RC3 Assessments(AssessmentFactors=21))", "CINdetails(ReasonForClosure=RC9 Assessments(AssessmentFactors=21)) & CINdetails(ReasonForClosure=RC3 Assessments(AssessmentFactors=21) Assessments())"),
        new("8896", "CINdetails(Assessments() Assessments(AssessmentActualStartDate=2025-06-01))", "CINdetails(Assessments() Assessments(AssessmentAuthorisationDate=2025-06-01)) CINdetails(Assessments())"),
        new("8897Q", "CINdetails(Assessments(AssessmentAuthorisationDate=2025-04-01)) & CINdetails(Assessments(AssessmentAuthorisationDate=2025-04-01 AssessmentFactors=RB AssessmentFactors=3A))", "CINdetails(Assessments(AssessmentAuthorisationDate=2025-03-31)) & CINdetails(Assessments(AssessmentAuthorisationDate=2025-04-01 AssessmentFactors=24A))"),
        new("8898", "CINdetails(Assessments(AssessmentFactors=3A AssessmentFactors=4A AssessmentFactors=3A))", "CINdetails(Assessments(AssessmentFactors=3A AssessmentFactors=4A) Assessments(AssessmentFactors=3A))"),
        new("8945Q", "CINdetails(Assessments(AssessmentFactors=18a))", "CINdetails(Assessments(AssessmentFactors=18B))"),
        new("8950Q", "CINdetails(Assessments(AssessmentFactors=19A))", "CINdetails(Assessments(AssessmentFactors=19C))"),
    ];
}
