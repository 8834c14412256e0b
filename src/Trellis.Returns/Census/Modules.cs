using static Trellis.Returns.Census.Item;

namespace Trellis.Returns.Census;

/// <summary>
/// The groups of the children in need census, 2022-23 to 2025-26. A record's properties name its values by their place in these lists.
/// <c>GenderCurrent</c> became <c>Sex</c> in 2024-25; the group on work before court proceedings is the specification's of 2026.
/// </summary>
public static class Modules
{
    public static readonly Module Review = new("Reviews", Day("CPPreviewDate"));

    public static readonly Module Plan = new(
        "ChildProtectionPlans", Day("CPPstartDate"), Day("CPPendDate"), Text("InitialCategoryOfAbuse"), Text("LatestCategoryOfAbuse"), Text("NumberOfPreviousCPP"), Group(Review));

    public static readonly Module Assessment = new(
        "Assessments", Day("AssessmentActualStartDate"), Day("AssessmentInternalReviewDate"), Day("AssessmentAuthorisationDate"), Item.List("FactorsIdentifiedAtAssessment", "AssessmentFactors"));

    public static readonly Module CinPlan = new("CINPlanDates", Day("CINPlanStartDate"), Day("CINPlanEndDate"));

    public static readonly Module Enquiry = new("Section47", Day("S47ActualStartDate"), Day("InitialCPCtarget"), Day("DateOfInitialCPC"), Text("ICPCnotRequired"));

    public static readonly Module PreProceedings = new(
        "PreProceedingsandFGDM",
        Day("PPStartDate"), Day("LBPSentDate"), Text("FGDMMeetingOffer"), Text("FGDMMeetingFac"), Day("InitialPPMeetingDate"),
        Text("ReviewMeetingsCount"), Day("StepDecisionDate"), Text("PPOutcome"), Day("CourtAppDate"), Day("LetterInitCPDate"));

    public static readonly Module Episode = new(
        "CINdetails",
        Day("CINreferralDate"), Text("ReferralSource"), Text("PrimaryNeedCode"), Day("CINclosureDate"), Text("ReasonForClosure"), Day("DateOfInitialCPC"),
        Group(Assessment), Group(CinPlan), Group(Enquiry), Text("ReferralNFA"), Group(Plan), Group(PreProceedings));

    public static readonly Module Identifiers = new(
        "ChildIdentifiers",
        Text("LAchildID"), Text("UPN"), Text("FormerUPN"), Text("UPNunknown"), Day("PersonBirthDate"), Day("ExpectedPersonBirthDate"), Text("GenderCurrent"), Text("Sex"), Day("PersonDeathDate"));

    public static readonly Module Characteristics = new("ChildCharacteristics", Text("Ethnicity"), Item.List("Disabilities", "Disability"));

    public static readonly Module Child = new("Child", Group(Identifiers), Group(Characteristics), Group(Episode));

    public static readonly Module Collection = new("CollectionDetails", Text("Collection"), Text("Year"), Day("ReferenceDate"));

    public static readonly Module Source = new("Source", Text("SourceLevel"), Text("LEA"), Text("SoftwareCode"), Text("Release"), Text("SerialNo"), Text("DateTime"));

    public static readonly Module Header = new("Header", Group(Collection), Group(Source));
}
