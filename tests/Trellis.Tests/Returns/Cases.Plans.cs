namespace Trellis.Tests.Returns;

internal static partial class Cases
{
    private static readonly Case[] Plans =
    [
        new("4000", "CINdetails(ReferralNFA=1 CINPlanDates())", "CINdetails(ReferralNFA=0 CINPlanDates())"),
        new("4001", "CINdetails(CINPlanDates() ChildProtectionPlans())", "CINdetails(CINPlanDates(CINPlanEndDate=2025-06-01) ChildProtectionPlans()) CINdetails(CINPlanDates())"),
        new("4003", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-01) ChildProtectionPlans(Reviews(CPPreviewDate=2025-06-01)))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01) ChildProtectionPlans(CPPendDate=2025-06-01 Reviews(CPPreviewDate=2025-06-01) Reviews(CPPreviewDate=2025-05-01)))"),
        new("4004", "CINdetails(CINPlanDates() CINPlanDates())", "CINdetails(CINPlanDates() CINPlanDates(CINPlanEndDate=2025-06-01))"),
        new("4008", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(CINPlanDates(CINPlanStartDate=2025-06-02))", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01)) & CINdetails(CINPlanDates(CINPlanStartDate=2025-06-02))"),
        new("4009Q", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(CINPlanDates(CINPlanEndDate=2025-06-02))", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(CINPlanDates(CINPlanEndDate=2025-06-01))"),
        new("4010", "CINdetails(CINPlanDates(CINPlanStartDate=2026-04-01)) & CINdetails(CINPlanDates())", "CINdetails(CINPlanDates(CINPlanStartDate=2019-04-01))"),
        new("4011", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-02 CINPlanEndDate=2025-06-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01 CINPlanEndDate=2025-06-01))"),
        new("4012Q", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01 CINPlanEndDate=2025-06-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01 CINPlanEndDate=2025-06-02)) & CINdetails(CINPlanDates())"),
        new("4013", "CINdetails(CINPlanDates(CINPlanEndDate=2025-03-31))", "CINdetails(CINPlanDates(CINPlanEndDate=2026-03-31)) & CINdetails(CINPlanDates())"),
        new("4014", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-01)) CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01 CINPlanEndDate=2025-07-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-01 CINPlanEndDate=2025-05-31) CINPlanDates(CINPlanStartDate=2025-06-01))"),
        new("4015", "CINdetails(CINreferralDate=2025-06-02 CINPlanDates(CINPlanStartDate=2025-06-01))", "CINdetails(CINreferralDate=2025-06-01 CINPlanDates(CINPlanStartDate=2025-06-01))"),
        new("4016", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01) ChildProtectionPlans(CPPstartDate=2025-05-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01) ChildProtectionPlans(CPPstartDate=2025-05-01 CPPendDate=2025-06-01))"),
        new("4017", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-01) ChildProtectionPlans(CPPstartDate=2025-06-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-01 CINPlanEndDate=2025-06-01) ChildProtectionPlans(CPPstartDate=2025-06-01))"),
        new("4016", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01) ChildProtectionPlans(CPPstartDate=2025-06-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-05-31) ChildProtectionPlans(CPPstartDate=2025-06-01))"),
        new("4017", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-01) ChildProtectionPlans(CPPstartDate=2025-06-01))", "CINdetails(CINPlanDates(CINPlanStartDate=2025-06-02) ChildProtectionPlans(CPPstartDate=2025-06-01))"),

        new("1104", "CINdetails(CINreferralDate=2025-06-03 Section47(DateOfInitialCPC=2025-06-02)) & CINdetails(CINreferralDate=2025-06-03 DateOfInitialCPC=2025-06-02)", "CINdetails(CINreferralDate=2025-06-02 Section47(DateOfInitialCPC=2025-06-02))"),
        new("2884", "CINdetails(DateOfInitialCPC=2025-06-02 Section47(DateOfInitialCPC=2025-06-02))", "CINdetails(DateOfInitialCPC=2025-06-02 Section47(DateOfInitialCPC=2025-06-03) Section47())"),
        new("2889", "CINdetails(CINreferralDate=2025-06-03 Section47(S47ActualStartDate=2025-06-02))", "CINdetails(CINreferralDate=2025-06-02 Section47(S47ActualStartDate=2025-06-02))"),
        new("8615", "CINdetails(Section47(S47ActualStartDate=2025-06-03 DateOfInitialCPC=2025-06-02)) & CINdetails(Section47(DateOfInitialCPC=2025-06-02))", "CINdetails(Section47(S47ActualStartDate=2025-06-02 DateOfInitialCPC=2025-06-02)) & CINdetails(Section47())"),
        // 15 working days before Tuesday 31 March 2026 is Tuesday 10 March.
        new("8675Q", "CINdetails(Section47(S47ActualStartDate=2026-03-09 ICPCnotRequired=0))", "CINdetails(Section47(S47ActualStartDate=2026-03-10 ICPCnotRequired=0) Section47(S47ActualStartDate=2025-03-10 ICPCnotRequired=1))"),
        new("8715", "CINdetails(Section47(DateOfInitialCPC=2025-03-31)) & CINdetails(DateOfInitialCPC=2026-04-01)", "CINdetails(DateOfInitialCPC=2025-04-01 Section47(DateOfInitialCPC=2026-03-31))"),
        new("8740", "CINdetails(Section47(S47ActualStartDate=2025-03-31 ICPCnotRequired=false)) & CINdetails(Section47(ICPCnotRequired=false))", "CINdetails(Section47(S47ActualStartDate=2025-04-01 ICPCnotRequired=false) Section47(S47ActualStartDate=2025-03-31 ICPCnotRequired=true))"),
        new("8839", "CINdetails(Section47() Section47(ICPCnotRequired=0))", "CINdetails(Section47() Section47(ICPCnotRequired=1) Section47(DateOfInitialCPC=2025-06-02)) CINdetails(Section47())"),
        new("8870Q", "CINdetails(Section47(InitialCPCtarget=2025-06-01))", "CINdetails(Section47(InitialCPCtarget=2025-06-02) Section47())"),
        new("8875", "CINdetails(Section47(DateOfInitialCPC=2025-06-01)) & CINdetails(DateOfInitialCPC=2025-05-31)", "CINdetails(DateOfInitialCPC=2025-06-02 Section47(DateOfInitialCPC=2025-06-02))"),
        new("8890", "CINdetails(Section47(S47ActualStartDate=2025-05-01) Section47(S47ActualStartDate=2025-06-01 ICPCnotRequired=1))", "CINdetails(Section47(S47ActualStartDate=2025-05-01 ICPCnotRequired=1) Section47(S47ActualStartDate=2025-06-01) Section47(S47ActualStartDate=2025-03-01 DateOfInitialCPC=2025-04-30))"),

        new("1105", "CINdetails(CINreferralDate=2025-06-03 ChildProtectionPlans(CPPstartDate=2025-06-02))", "CINdetails(CINreferralDate=2025-06-02 ChildProtectionPlans(CPPstartDate=2025-06-02))"),
        new("2883", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02))", "CINdetails(DateOfInitialCPC=2025-06-02 ChildProtectionPlans(CPPstartDate=2025-06-02) ChildProtectionPlans(CPPstartDate=2024-06-02))"),
        new("2885", "CINdetails(DateOfInitialCPC=2025-06-03 ChildProtectionPlans(CPPstartDate=2025-06-02))", "CINdetails(Section47(DateOfInitialCPC=2025-06-02) ChildProtectionPlans(CPPstartDate=2025-06-02) ChildProtectionPlans(CPPstartDate=2024-06-02))"),
        new("8720", "CINdetails(ChildProtectionPlans(CPPstartDate=2026-04-01)) & CINdetails(ChildProtectionPlans())", "CINdetails(ChildProtectionPlans(CPPstartDate=2019-04-01))"),
        new("8730", "CINdetails(ChildProtectionPlans(NumberOfPreviousCPP=-1)) & CINdetails(ChildProtectionPlans())", "CINdetails(ChildProtectionPlans(NumberOfPreviousCPP=0))"),
        new("8840", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 CPPendDate=2025-06-02))", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 CPPendDate=2025-06-03) ChildProtectionPlans())"),
        new("8841", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 Reviews(CPPreviewDate=2025-06-02)))", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 Reviews(CPPreviewDate=2025-06-03) Reviews()))"),
        new("8842Q", "CINdetails(ChildProtectionPlans(Reviews(CPPreviewDate=soon) Reviews()))", "CINdetails(ChildProtectionPlans(Reviews(CPPreviewDate=2025-06-03)))"),
        new("8905", "CINdetails(ChildProtectionPlans(InitialCategoryOfAbuse=XXX LatestCategoryOfAbuse=NEG))", "CINdetails(ChildProtectionPlans(InitialCategoryOfAbuse=MUL))"),
        new("8910", "CINdetails(ChildProtectionPlans(InitialCategoryOfAbuse=NEG))", "CINdetails(ChildProtectionPlans(LatestCategoryOfAbuse=EMO))"),
        new("8915", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02))", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-01))"),
        new("8920", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(ChildProtectionPlans(CPPendDate=2025-06-02))", "ChildIdentifiers(PersonDeathDate=2025-06-01) CINdetails(ChildProtectionPlans(CPPendDate=2025-06-01))"),
        new("8925", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 CPPendDate=2025-06-01))", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-02 CPPendDate=2025-06-02))"),
        new("8930", "CINdetails(ChildProtectionPlans(CPPendDate=2026-04-01))", "CINdetails(ChildProtectionPlans(CPPendDate=2025-04-01) ChildProtectionPlans())"),
        new("8935", "CINdetails(ChildProtectionPlans() ChildProtectionPlans())", "CINdetails(ChildProtectionPlans() ChildProtectionPlans(CPPendDate=2025-06-01))"),
        new("8940", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-05-01)) CINdetails(ChildProtectionPlans(CPPstartDate=2025-06-01))", "CINdetails(ChildProtectionPlans(CPPstartDate=2025-05-01 CPPendDate=2025-05-31) ChildProtectionPlans(CPPstartDate=2025-06-01))"),
    ];
}
