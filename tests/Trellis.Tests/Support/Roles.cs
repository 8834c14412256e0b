namespace Trellis.Tests.Support;

/// <summary>The roles of <c>practice/roles.yaml</c>, to act as.</summary>
public static class Roles
{
    public const string Referrer = "referrer";
    public const string SchoolLead = "school-lead";
    public const string HealthProfessional = "health-professional";
    public const string PoliceOfficer = "police-officer";
    public const string FrontDoorWorker = "front-door-worker";
    public const string SocialWorker = "social-worker";
    public const string TeamManager = "team-manager";
    public const string ConferenceChair = "conference-chair";
    public const string SafeguardingLead = "safeguarding-lead";
    public const string Lado = "lado";
    public const string CaseReviewLead = "case-review-lead";
    public const string PanelMember = "case-review-panel-member";
    public const string Analyst = "analyst";
    public const string ReturnsOfficer = "returns-officer";
    public const string BusinessManager = "business-manager";
    public const string Trainer = "trainer";
    public const string BoardMember = "board-member";
    public const string Scrutineer = "scrutineer";
    public const string InformationGovernanceLead = "information-governance-lead";
    public const string Administrator = "administrator";
    public const string AgencyAdministrator = "agency-administrator";
}
