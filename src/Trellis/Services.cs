using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Actions.Trackers;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Allegations;
using Trellis.Modules.Audits;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Feedback;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.Casework.Work;
using Trellis.Modules.Challenges;
using Trellis.Modules.Disclosure;
using Trellis.Modules.Duplicates;
using Trellis.Modules.Extracts;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Library;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Public;
using Trellis.Modules.Meetings.Sittings;
using Trellis.Modules.Messages;
using Trellis.Modules.Messages.Public;
using Trellis.Modules.Money;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.Oversight;
using Trellis.Modules.People;
using Trellis.Modules.People.AgencyLists;
using Trellis.Modules.People.Public;
using Trellis.Modules.Plans;
using Trellis.Modules.Scrutiny;
using Trellis.Modules.Questionnaires;
using Trellis.Modules.Questionnaires.Answering;
using Trellis.Modules.Questionnaires.Public;
using Trellis.Modules.Questionnaires.Results;
using Trellis.Modules.Retention;
using Trellis.Modules.Reviews;
using Trellis.Modules.Reviews.Public;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Needs;
using Trellis.Platform.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Keys;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis;

public static class Services
{
    /// <summary>The machine's, for verbs that put nothing else together.</summary>
    public static LondonClock Clock { get; } = new(TimeProvider.System);

    /// <summary>Everything but the web: what the site, the command line, the demonstration and the tests have in common.</summary>
    public static IServiceCollection AddTrellis(this IServiceCollection services, Database db, Practised practised)
    {
        services.AddSingleton(db);
        services.AddSingleton(practised.Model);
        services.AddSingleton(practised.Calendar);
        services.AddSingleton(Practices.RulesOf(practised));
        services.AddSingleton<Consequences>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LondonClock>();
        services.AddSingleton<Seals>();
        services.AddSingleton<Disposal>();
        services.AddSingleton(DisposalJournal.Named());
        services.AddScoped<Acting>();
        services.AddScoped<Views>();
        services.AddScoped<Closed>();
        services.AddSingleton(_ => OuterKeys.Named());
        services.AddSingleton<AreaKeys>();
        services.AddScoped<SensitiveText>();
        services.AddSingleton(_ => DocumentLimit.Named());
        services.AddSingleton(_ => VirusScanner.Named());
        services.AddScoped<DocumentStore>();
        services.AddScoped<StepDocuments>();
        services.AddScoped<MeetingDesk>();
        services.AddScoped<ActionsTaken>();
        services.AddScoped<MeetingNews>();
        services.AddScoped<Clashes>();
        services.AddScoped<Resolving>();
        services.AddScoped<MinuteDesk>();
        services.AddScoped<Written>();
        services.AddScoped<StepMeetings>();
        services.AddScoped<FeedbackDesk>();
        services.AddScoped<FeedbackTime>();
        services.AddScoped<Invitations>();
        services.AddScoped<StepWork>();
        services.AddScoped<Withdrawal>();
        services.AddScoped<Joining>();
        services.AddScoped<WhatHappened>();
        services.AddScoped<SamePerson>();
        services.AddScoped<LateReasons>();
        services.AddScoped<StepWriting>();
        services.AddScoped<StepDesk>();
        services.AddScoped<Chronology>();
        services.AddScoped<WorkList>();
        services.AddScoped<CaseworkRegister>();
        services.AddScoped<MattersOfProcess>();
        services.AddScoped<MeetingsHeld>();
        services.AddScoped<AllegationDesk>();
        services.AddScoped<Calling>();
        services.AddScoped<DisputedThings>();
        services.AddScoped<ChallengeDesk>();
        services.AddScoped<Overdue>();
        services.AddScoped<AgencyRegister>();
        services.AddScoped<PeopleRegister>();
        services.AddScoped<OnePerson>();
        services.AddScoped<RecordTies>();
        services.AddScoped<ListIntake>();
        services.AddScoped<PersonDetails>();
        services.AddScoped<TwoRecords>();
        services.AddDuplicates();
        services.AddReviews();
        services.AddScoped<Programme>();
        services.AddScoped<BookingDesk>();
        services.AddScoped<Turnout>();
        services.AddScoped<TrainingTime>();
        services.AddScoped<WorkerList>();
        services.AddScoped<Compliance>();
        services.AddScoped<Asking>();
        services.AddScoped<Wanted>();
        services.AddScoped<RoundsAnswered>();
        services.AddScoped<LearntFiles>();
        services.AddScoped<TrainingKept>();
        services.AddScoped<TrainingYear>();
        services.AddScoped<Impact>();
        services.AddScoped<MatrixList>();
        services.AddScoped<PeopleTold>();
        services.AddScoped<PeopleReach>();
        services.AddScoped<PeopleSearch>();
        services.AddScoped<KnownPeople>();
        services.AddScoped<TimePasses>();
        services.AddScoped<Looks>();
        services.AddScoped<Noticing>();
        services.AddScoped<Gathering>();
        services.AddSingleton<LockedText>();
        services.AddScoped<WrittenRegister>();
        services.AddScoped<Keeping>();
        services.AddScoped<Disposing>();
        services.AddSingleton<FigureKeeping>();
        services.AddSingleton(_ => ExtractFolder.Named());
        services.AddSingleton<ExtractMaking>();
        services.AddScoped<Bodies>();
        services.AddScoped<AttendanceList>();
        services.AddScoped<BudgetList>();
        services.AddScoped<Modules.Meetings.Members.MemberList>();
        services.AddScoped<Modules.Meetings.Programmes.ProgrammeList>();
        services.AddScoped<MoneyDesk>();
        services.AddScoped<ReviewNames>();
        services.AddScoped<FundList>();
        services.AddScoped<PlanList>();
        services.AddScoped<PlanMeasures>();
        services.AddScoped<PlanReading>();
        services.AddScoped<PlannedActions>();
        services.AddScrutiny();
        services.AddScoped<ActionSetting>();
        services.AddScoped<ActionsPassOn>();
        services.AddScoped<ActionBook>();
        services.AddScoped<ActionNotes>();
        services.AddScoped<EvidenceFiles>();
        services.AddScoped<FigureSince>();
        services.AddScoped<Escalating>();
        services.AddScoped<LibraryShelf>();
        services.AddScoped<Modules.Library.Public.Briefings>();
        services.AddScoped<AuditorAccess>();
        services.AddScoped<CountedFacts>();
        services.AddScoped<Drawing>();
        services.AddScoped<AuditBook>();
        services.AddScoped<AuditTime>();
        services.AddScoped<LibraryTime>();
        services.AddScoped<TrackerList>();
        services.AddScoped<RecommendationList>();
        services.AddScoped<TrackerIntake>();
        services.AddSingleton<Ballots>();
        services.AddScoped<RoundKeeping>();
        services.AddScoped<FeedbackRounds>();
        services.AddScoped<AnswersKept>();
        services.AddScoped<AuditNews>();
        services.AddScoped<Modules.Audits.Public.AuditFindings>();
        services.AddScoped<Audience>();
        services.AddScoped<AnswerDesk>();
        services.AddScoped<RoundResults>();
        services.AddScoped<AssurancePaper>();
        services.AddScoped<ReportsTaken>();
        services.AddMessages(practised.Model.Messages.Wishes);
        services.AddSingleton<LiveFigures>();
        services.AddScoped<FactsBehind>();
        services.AddSingleton<AgencyTitles>();
        services.AddSingleton<FigureBook>();
        services.AddScoped<WhoIsAsking>();
        services.AddScoped<RecordDb>(scope => scope.GetRequiredService<TrellisDb>());
        services.AddDbContext<TrellisDb>((scope, options) => options
            .UseNpgsql(db.As(DatabaseRoles.App))
            .AddInterceptors(scope.GetRequiredService<WhoIsAsking>(), new NoWayRound()));
        return services;
    }

    private static void AddMessages(this IServiceCollection services, Wishes otherwise)
    {
        services.AddSingleton(otherwise);
        services.AddSingleton(new Mailing(null, null));
        services.AddSingleton<Queue>();
        services.AddSingleton<Letters>();
        services.AddSingleton<WriteLetter>(all => all.GetRequiredService<Letters>().WriteAsync);
        services.AddSingleton<Sender>();
        services.AddScoped<Outbox>();
        services.AddScoped<PostHolders>();
        services.AddScoped<Teller>();
        services.AddScoped<IHearsSaves, StepNews>();
        services.AddScoped<IHearsSaves, SittingNews>();
        services.AddScoped<WaitingSteps>();
        services.AddScoped<Reminders>();
        services.AddScoped<Replanning>();
        services.AddScoped<Tray>();
    }
}

/// <summary>An empty box is an empty text, not a missing one.</summary>
public sealed class EmptyStaysEmpty : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) => context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
