using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>Every table that says something of a person, asked with no WHERE: what comes back is what the asker may see, and nothing when nobody asks.</summary>
public sealed class RowPolicyTests(Stage stage) : OnStage(stage)
{
    /// <summary>Tables with an area, a person or a matter in them that need no row policy, and why.</summary>
    private static readonly Dictionary<string, string> Reasoned = new()
    {
        ["agencies.agency"] = "which agencies there are is known to all of them",
        ["agencies.client"] = "which programs an agency lets ask says nothing of anybody",
        ["agencies.post"] = "who works where is known to all of them",
        ["keys.area_key"] = "a key of an area, locked with one that is not in the database; of nobody in it",
        ["figures.published_figure"] = "printed in public",
        ["figures.disposed"] = "numbers of an area, of nobody in it",
        ["figures.publication"] = "published: numbers of an area, of nobody in it",
        ["access.kept_person"] = "no role of a connection may read it: functions of the database ask it alone",
    };

    /// <summary>Tables whose rows are somebody's own, not an area's: Told_with_the_act, Kept_until_checked and Who_may_be_the_one_typed ask them.</summary>
    private static readonly string[] Own = ["messages.message", "messages.email", "messages.email_message", "messages.setting", "sources.asking", "candidates.change", "candidates.ruled_out", "meetings.calendar_link"];

    /// <summary>Tables that hold something of what agencies told the hub.</summary>
    private static readonly string[] HeldBack = ["record.fact", "record.fact_detail", "record.words", "casework.step", "casework.step_person", "casework.version"];

    /// <summary>What is closed and to whom, seen by those named and those who govern information: ClosedTests, Unusual_looks, Disposed_of and Copies_that_leave ask these.</summary>
    private static readonly string[] Governed = ["access.closure", "access.conflict", "access.glass", "access.identity", "oversight.flag", "retention.hold", "retention.proposal", "disclosure.request", "disclosure.item", "disclosure.copy", "disclosure.handover"];

    /// <summary>Seen with the row they are a piece of, or of nobody: Documents_in_a_form and Who_sees_a_pair ask them.</summary>
    private static readonly string[] Pieces = ["documents.piece", "duplicates.review", "duplicates.pass"];

    /// <summary>The partnership's own business, of nobody in particular: The_partnerships_business, A_board_meets, Actions_set_by_other_acts, The_library, Budgets_taken_in, Pooled_funds, A_budget_kept_here, The_partnership_over_time and A_plan_from_list_to_report ask these.</summary>
    private static readonly string[] Business = ["meetings.body", "meetings.seat", "meetings.holder", "meetings.meeting", "meetings.attendance", "meetings.item", "meetings.paper", "meetings.paper_file", "meetings.paper_piece", "meetings.question", "meetings.declaration", "meetings.decision", "meetings.minute", "meetings.minute_before", "meetings.presence", "meetings.body_title", "meetings.tie", "meetings.listed", "meetings.topic", "meetings.forum_came", "meetings.forum_said", "meetings.cascade", "meetings.passed_on", "actions.action", "actions.progress", "actions.recommendation", "actions.followed", "actions.evidence", "actions.evidence_piece", "actions.tracker", "library.resource", "library.version", "library.section", "library.file", "library.piece", "library.comment", "library.sending", "library.reader", "library.discussion", "money.budget", "money.line", "money.amount", "money.fund", "money.fund_line", "money.fund_amount", "money.fund_return", "money.fund_said", "money.quarter", "money.quarter_said", "money.claim", "money.review_cost", "money.review_share", "money.review_link", "plans.plan", "plans.priority", "plans.outcome", "plans.action", "plans.progress", "voice.heard", "voice.came_of", "communications.communication", "communications.reach", "risks.risk", "risks.weighing", "footprint.handover", "reports.report", "reports.section", "reports.version", "reports.remark", "reports.proof", "reports.proof_text", "reports.approval", "reports.publication", "reports.rendition", "figures.finding_explained", "figures.commentary", "scrutiny.activity", "scrutiny.visit", "scrutiny.finding", "scrutiny.question", "scrutiny.turn", "scrutiny.summary"];

    /// <summary>Audits and the records drawn for them: An_audit_from_draw_to_learning asks these.</summary>
    private static readonly string[] Audited = ["audits.audit", "audits.auditor", "audits.stratum", "audits.record", "audits.subject", "audits.approval", "audits.sheet", "audits.finding", "audits.reported"];

    /// <summary>Rounds of questionnaires, who was asked and what was answered: A_round_from_invitation_to_report, What_is_anonymous_stays_so and Feedback_asked_by_itself ask these.</summary>
    private static readonly string[] Asked = ["questionnaires.round", "questionnaires.invitation", "questionnaires.link", "questionnaires.response", "questionnaires.draft", "questionnaires.version", "questionnaires.delegation", "questionnaires.evidence", "questionnaires.evidence_piece", "questionnaires.moderation", "questionnaires.theme", "questionnaires.tagging", "questionnaires.assurance", "questionnaires.ballot", "questionnaires.anonymous_answer", "questionnaires.anonymous_text", "casework.feedback"];

    /// <summary>Disagreements and what agencies assure, and what the designated officer keeps: A_declined_welfare_check and The_designated_officers_pages ask these.</summary>
    private static readonly string[] OfAFew = ["challenges.challenge", "challenges.turn", "challenges.event", "challenges.event_question", "challenges.assurance", "challenges.assurance_line", "allegations.consultation", "allegations.promotion", "allegations.checklist", "allegations.checklist_answer"];
    /// <summary>Reviews, seen by those who lead them, were asked in them or were given a copy: A_review_from_notification_to_evidence asks these.</summary>
    private static readonly string[] Reviewed = ["reviews.review", "reviews.entry", "reviews.incoming", "reviews.draft", "reviews.hit", "reviews.copy", "reviews.copy_link", "reviews.reply", "reviews.finding", "reviews.considered"];

    /// <summary>Training, who books it and what they pay: From_catalogue_to_evaluation and Who_must_have_what ask these.</summary>
    private static readonly string[] Trained = ["training.course", "training.trainer", "training.workshop", "training.session", "training.leader", "training.delegate", "training.booking", "training.charge", "training.payment", "training.proof", "training.letter", "training.evaluation", "training.rating", "training.follow_up", "training.printed_matrix", "training.printed_count", "training.workforce", "training.worker", "training.staff_count", "training.learnt", "training.learnt_file", "training.learnt_piece", "training.showing", "training.material", "training.material_file", "training.material_piece", "training.answer"];

    /// <summary>What agencies sent: Lists_of_agencies asks these.</summary>
    private static readonly string[] Sent = ["people.agency_list", "people.agency_list_line"];

    /// <summary>A census or a feed that was sent: A_census_in_the_site and A_feed_in_the_site ask these.</summary>
    private static readonly string[] Returned = ["returns.submission", "returns.piece", "returns.issue", "returns.child", "returns.intake", "returns.told", "returns.change", "returns.intake_child", "returns.feed", "returns.feed_file"];

    private static readonly string[] TellingColumns = ["person_id", "old_id", "matter_id", "area", "areas", "people", "visible_to", "given_name", "born", "step_id", "fact_id", "household_id"];

    [Fact]
    public async Task Every_table_with_person_or_matter_data_has_a_row_policy_or_a_reason()
    {
        var telling = await TablesAsync(TellingColumns);
        var secured = await SecuredAsync();

        telling.Except(secured).Except(Reasoned.Keys).ShouldBeEmpty();
        Reasoned.Keys.Except(telling).ShouldBeEmpty("a reason for a table that is not there");
        secured.Intersect(Reasoned.Keys).ShouldBeEmpty();
    }

    /// <summary>These ask only whether the connection was told, or keep a list of their own.</summary>
    private static readonly string[] ToldAlone = ["access.closure", "access.conflict", "access.glass", "candidates.change", "candidates.ruled_out", "duplicates.pass", "oversight.flag", "reviews.considered"];

    [Fact]
    public async Task What_leaves_out_what_is_closed_leaves_out_what_is_hidden()
    {
        var closed = await ListAsync("select distinct schemaname || '.' || tablename from pg_policies where cmd = 'SELECT' and permissive = 'PERMISSIVE' and qual ~ '(closed_matters|closed_people|nothing_closed)'");
        var hidden = await ListAsync("select schemaname || '.' || tablename from pg_policies where cmd = 'SELECT' and permissive = 'RESTRICTIVE' and policyname = 'hidden'");

        closed.Except(hidden).ShouldBe(ToldAlone, ignoreOrder: true);
        hidden.ShouldNotBeEmpty();
    }

    /// <summary>Functions with the owner's rights pass the policies by: each that leaves out what is closed asks of what is hidden itself.</summary>
    [Fact]
    public async Task What_answers_in_place_of_a_policy_asks_of_what_is_hidden() =>
        (await ListAsync("""
            select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname !~ '^pg_' and p.prosrc ~ '(<> all|= any)\(+(select )?(access\.)?closed_(matters|people)' and p.prosrc !~ '(open_(matter|person)|hidden_(matters|people))\('
            """)).ShouldBeEmpty();

    [Fact]
    public async Task No_view_shows_more_than_who_asks_may_see() =>
        (await ListAsync("""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and n.nspname not in ('information_schema') and n.nspname !~ '^pg_'
              and not (c.relkind = 'v' and coalesce('security_invoker=true' = any(c.reloptions), false))
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
            """)).ShouldBeEmpty();

    /// <summary>
    /// What somebody let into one matter sees of a table: M stands for the matter, ME for them, P for the people in it. Levels in the order
    /// own, summary, full. What is kept to a circle they are not in is never among it.
    /// </summary>
    private static readonly Dictionary<string, (string Own, string Summary, string Full)> LetIn = new()
    {
        ["people.person"] = ("id in (P)", "id in (P)", "id in (P)"),
        ["people.name"] = ("person_id in (P)", "person_id in (P)", "person_id in (P)"),
        ["people.address"] = ("person_id in (P)", "person_id in (P)", "person_id in (P)"),
        ["people.registration"] = ("person_id in (P)", "person_id in (P)", "person_id in (P)"),
        ["people.identifier"] = ("agency = 'police' and person_id in (P)", "false", "person_id in (P)"),
        ["people.trait"] = ("agency = 'police' and person_id in (P)", "false", "person_id in (P)"),
        ["people.source_record"] = ("agency = 'police' and person_id in (P)", "false", "person_id in (P)"),
        ["people.relationship"] = ("agency = 'police' and person_id in (P) and other_id in (P)", "false", "person_id in (P) and other_id in (P)"),
        ["people.same_person"] = ("folded_id in (P) and kept_id in (P)", "folded_id in (P) and kept_id in (P)", "folded_id in (P) and kept_id in (P)"),
        ["people.different_person"] = ("one_id in (P) and other_id in (P)", "one_id in (P) and other_id in (P)", "one_id in (P) and other_id in (P)"),
        ["people.split"] = ("from_id in (P) and to_id in (P)", "from_id in (P) and to_id in (P)", "from_id in (P) and to_id in (P)"),
        ["duplicates.pair"] = ("false", "false", "one_id in (P) and other_id in (P)"),
        ["casework.matter"] = ("id = M", "id = M", "id = M"),
        ["casework.participant"] = ("matter_id = M", "matter_id = M", "matter_id = M"),
        ["casework.involvement"] = ("false", "staff_id = ME", "matter_id = M"),
        ["casework.step"] = ("agency = 'police' and matter_id = M", "false", "matter_id = M"),
        ["casework.step_person"] = ("agency = 'police' and matter_id = M", "false", "matter_id = M"),
        ["casework.version"] = ("agency = 'police' and matter_id = M", "false", "matter_id = M"),
        ["casework.sitting"] = ("false", "false", "matter_id = M"),
        ["casework.invited"] = ("false", "false", "matter_id = M"),
        ["casework.attended"] = ("false", "false", "matter_id = M"),
        ["casework.sent"] = ("false", "false", "matter_id = M"),
        ["casework.guest_link"] = ("false", "false", "false"),
        ["casework.linked"] = ("false", "false", "matter_id = M"),
        ["documents.document"] = ("agency = 'police' and matter_id = M", "false", "matter_id = M"),
        ["casework.draft"] = ("false", "false", "false"),
        ["casework.draft_before"] = ("false", "false", "false"),
        ["record.fact"] = (Facts("matter_id = M and agency = 'police'"), Facts("false"), Facts("matter_id = M or (matter_id is null and person_id in (P))")),
        ["record.fact_detail"] = ("matter_id = M and agency = 'police'", "false", "matter_id = M or (matter_id is null and person_id in (P))"),
        ["record.act"] = ("matter_id = M and agency = 'police'", "false", "matter_id = M or (matter_id is null and person_id in (P))"),
        ["record.words"] = ("matter_id = M and agency = 'police'", "false", "matter_id = M or (matter_id is null and person_id in (P))"),
        ["record.view"] = ("user_id = ME", "user_id = ME", "user_id = ME"),
        ["record.status_period"] = ("false", "false", "person_id in (P)"),
        ["record.deadline"] = ("agency = 'police' and area = 'RBKC'", "false", "matter_id = M"),
        ["access.open_to"] = ("holder in ('agency:police', 'staff:' || ME) and area = 'RBKC'", "holder in ('agency:charity-a', 'staff:' || ME)", "holder in ('agency:charity-a', 'staff:' || ME)"),
        ["access.person_open_to"] = ("holder in ('agency:police', 'staff:' || ME) and area = 'RBKC'", "holder in ('agency:charity-a', 'staff:' || ME)", "holder in ('agency:charity-a', 'staff:' || ME)"),
    };

    /// <summary>Facts of an area about nobody and no matter are everybody's who acts there.</summary>
    private static string Facts(string let) => $"{let} or (matter_id is null and person_id is null and area = 'RBKC')";

    [Fact]
    public async Task Asked_with_no_where_each_table_shows_the_area_to_those_who_see_it_whole_and_nothing_when_nobody_asks()
    {
        await ABusyFrontDoor("RBKC");
        await ABusyFrontDoor("WCC");
        await ABusyFrontDoor("RBKC");
        await ABusyFrontDoor("WCC");
        var (hub, chair) = (Stage.Someone(FrontDoorWorker), Stage.Someone(ConferenceChair));
        foreach (var table in (await SecuredAsync()).Except(Governed).Except(Own).Except(Pieces).Except(Business).Except(Asked).Except(OfAFew).Except(Reviewed).Except(Trained).Except(Audited).Except(Sent).Except(Returned))
        {
            var hides = (await TablesAsync(["visible_to"])).Contains(table);
            var kept = hides ? "visible_to is not null" : "false";
            string Area(Actor who) => table switch
            {
                "record.view" => $"area = 'RBKC' or user_id = '{who.UserId}'",
                "access.open_to" or "access.person_open_to" => $"area = 'RBKC' and holder = any('{{{string.Join(',', who.Holders)}}}')",
                "record.act" or "record.words" => "(area = 'RBKC' or area is null)",
                _ => "area = 'RBKC'",
            };
            (await CountAsync(table, "area = 'RBKC'")).ShouldBeGreaterThan(0, $"{table} of RBKC has nothing to show");
            (await CountAsync(table, "area = 'WCC'")).ShouldBeGreaterThan(0, $"{table} of WCC has nothing to hide");
            if (HeldBack.Contains(table)) { (await CountAsync(table, $"area = 'RBKC' and {kept}")).ShouldBeGreaterThan(0, $"{table} has nothing kept to the hub"); }

            (await SeenAsync(table, hub)).ShouldBe(await CountAsync(table, Area(hub)), $"{table}, RBKC with the circle");
            (await SeenAsync(table, chair)).ShouldBe(await CountAsync(table, $"({Area(chair)}) and not ({kept})"), $"{table}, RBKC without the circle");
            (await SeenAsync(table, null)).ShouldBe(0, $"{table}, nobody asking");
            (await SeenAsync(table, hub with { Areas = [], Sees = [], Agency = null, UserId = Guid.Empty })).ShouldBe(0, $"{table}, a circle but no area");
            (await SeenAsync(table, hub, "trellis.closed_matters")).ShouldBe(0, $"{table}, not told which matters are closed to them");
            (await SeenAsync(table, hub, "trellis.closed_people")).ShouldBe(0, $"{table}, not told which people are closed to them");
        }
    }

    [Fact]
    public async Task Rows_of_no_area_are_for_those_who_act_somewhere_and_a_search_for_who_made_it()
    {
        var (act, mine, theirs) = (Ids.New(), As(FrontDoorWorker).Actor.UserId, As(SocialWorker).Actor.UserId);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.act (id, word, at, user_id) values ($1, 'set-up.done', now(), $2)", act, mine);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.words (id, kind, act_id, body, salt) values (uuidv7(), 'reason', $1, 'Why', gen_random_bytes(16))", act);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.view (id, at, user_id, what, purpose, people, salt) select uuidv7(), now(), u, 'person-search', 'no-area', '{}', gen_random_bytes(16) from unnest($1) u", new[] { mine, theirs });
        const string Ask = "select concat_ws(' ', (select count(*) from record.act where word = 'set-up.done'), (select count(*) from record.words where body = 'Why'), (select count(*) from record.view where purpose = 'no-area'))";

        (await AskedAsync(Ask, Actor.Nobody)).ShouldBe("0 0 0");
        (await AskedAsync(Ask, null)).ShouldBe("0 0 0");
        (await AskedAsync(Ask, As(FrontDoorWorker).Actor)).ShouldBe("1 1 1");
        (await AskedAsync(Ask, As(TeamManager).Actor)).ShouldBe("1 1 0");
    }

    [Theory]
    [InlineData("facts_about")]
    [InlineData("details_about")]
    [InlineData("statuses_about")]
    [InlineData("deadlines_about")]
    public async Task What_follows_is_read_only_in_the_areas_of_who_asks(string function)
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var ask = $"select count(*)::text from record.{function}(array['{child.Id}'::uuid], 'RBKC')";

        (await AskedAsync(ask, As(FrontDoorWorker).Actor)).ShouldNotBe("0");
        (await AskedAsync(ask, As(FrontDoorWorker, "WCC").Actor)).ShouldBe("0");
        (await AskedAsync(ask, Actor.Nobody)).ShouldBe("0");
        (await AskedAsync(ask, null)).ShouldBe("0");
    }

    /// <param name="actor">Null: nobody was ever said to ask.</param>
    private async Task<string> AskedAsync(string sql, Actor? actor)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (actor is not null) { await WhoIsAsking.TellAsync(connection, actor, Stage.Clock.Now); }
        await using var ask = new NpgsqlCommand(sql, connection);
        return (string)(await ask.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task Let_into_one_matter_somebody_sees_of_each_table_what_their_level_says_and_of_other_matters_nothing()
    {
        await ABusyFrontDoor("RBKC");
        var child = await ABusyFrontDoor("RBKC");
        var matter = (await Stage.Step("front-door.decision", child)).MatterId;
        // The other child of the same day is the police's and the health trust's as well; a third agency is let in by name.
        var (own, summary, full) = (Stage.Someone(PoliceOfficer), Stage.Someone(Referrer), Stage.Someone(Referrer, number: 2));
        await As(FrontDoorWorker).Involves(matter, null, summary.UserId, InvolvementLevel.Summary);
        await As(FrontDoorWorker).Involves(matter, null, full.UserId, InvolvementLevel.Full);
        var everywhere = "select matter_id from casework.step where agency = 'police' and area = 'RBKC'";
        foreach (var table in (await SecuredAsync()).Except(Governed).Except(Own).Except(Pieces).Except(Business).Except(Asked).Except(OfAFew).Except(Reviewed).Except(Trained).Except(Audited).Except(Sent).Except(Returned))
        {
            LetIn.ShouldContainKey(table, "a new table: say here what each level sees of it");
            foreach (var (who, level, matters) in new[] { (own, LetIn[table].Own, everywhere), (summary, LetIn[table].Summary, $"'{matter}'"), (full, LetIn[table].Full, $"'{matter}'") })
            {
                var expected = await ExpectedAsync(table, level.Replace("ME", $"'{who.UserId}'", StringComparison.Ordinal).Replace("= M", $"in ({matters})", StringComparison.Ordinal)
                    .Replace("(P)", $"(select person_id from casework.participant where matter_id in ({matters}))", StringComparison.Ordinal), who);
                (await SeenAsync(table, who)).ShouldBe(expected, $"{table}, {who.Name}: {level}");
            }
        }
    }

    [Fact]
    public async Task Involvement_that_ended_shows_nothing_more()
    {
        var child = await ABusyFrontDoor("RBKC");
        var matter = (await Stage.Step("front-door.decision", child)).MatterId;
        var reader = Stage.Someone(SocialWorker, "WCC");
        var involvement = await As(FrontDoorWorker).Involves(matter, null, reader.UserId, InvolvementLevel.Full);
        (await As(SocialWorker, "WCC").Sees(db => db.Steps.CountAsync(s => s.MatterId == matter))).ShouldBeGreaterThan(0);
        (await As(SocialWorker, "WCC").Sees(db => db.People.CountAsync(p => p.Id == child.Id))).ShouldBe(1);

        await As(FrontDoorWorker).EndsInvolvement(involvement);

        (await As(SocialWorker, "WCC").Sees(db => db.Matters.CountAsync(m => m.Id == matter))).ShouldBe(0);
        (await As(SocialWorker, "WCC").Sees(db => db.People.CountAsync(p => p.Id == child.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_adds_a_child_sees_them_and_nobody_else_of_the_network_does()
    {
        var child = await As(SchoolLead).Adds("Rook", "Fernsby");

        (await As(SchoolLead, number: 2).Sees(db => db.People.CountAsync(p => p.Id == child.Id))).ShouldBe(1);
        (await As(PoliceOfficer).Sees(db => db.People.CountAsync(p => p.Id == child.Id))).ShouldBe(0);
        (await As(FrontDoorWorker).Sees(db => db.People.CountAsync(p => p.Id == child.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_let_in_is_what_follows_from_steps_involvements_and_who_added_whom_and_nothing_else()
    {
        var child = await ABusyFrontDoor("RBKC");
        var matter = (await Stage.Step("front-door.decision", child)).MatterId;
        await As(FrontDoorWorker).EndsInvolvement(await As(FrontDoorWorker).Involves(matter, null, Stage.Someone(Referrer).UserId, InvolvementLevel.Full));
        await As(SchoolLead).Adds("Rook", "Fernsby");
        const string let = """
            select s.matter_id, 'agency:' || s.agency as holder, s.id as source, 'own' as level, null::timestamptz as until, s.because_id is null as begun from casework.step s where s.agency is not null
            union all select i.matter_id, coalesce('agency:' || i.agency, 'staff:' || i.staff_id), i.id, i.level, i.until_at, false from casework.involvement i
            """;
        const string people = $"""
            select p.person_id, l.holder, l.source, l.level, l.until from ({let}) l join casework.participant p on p.matter_id = l.matter_id where not l.begun or p.unseen_by is null or l.holder <> 'agency:' || p.unseen_by
            union all select f.person_id, 'agency:' || a.agency, f.id, 'own', null from record.fact f join record.act a on a.id = f.act_id where f.kind = 'person.added' and a.agency is not null
            """;

        (await CountAsync($"(select matter_id, holder, source, level, until from access.open_to except all (select matter_id, holder, source, level, until from ({let})))", "true")).ShouldBe(0);
        (await CountAsync($"(select matter_id, holder, source, level, until from ({let}) except all select matter_id, holder, source, level, until from access.open_to)", "true")).ShouldBe(0);
        (await CountAsync($"(select person_id, holder, source, level, until from access.person_open_to except all ({people}))", "true")).ShouldBe(0);
        (await CountAsync($"(({people}) except all select person_id, holder, source, level, until from access.person_open_to)", "true")).ShouldBe(0);
    }

    [Fact]
    public async Task An_agency_asked_sees_its_own_answer_and_nobody_elses()
    {
        var child = await ABusyFrontDoor("RBKC");
        var copies = (await Stage.Steps(child)).Where(s => s.Name == "information-request" && s.Agency is not null).ToArray();

        var agencies = await As(PoliceOfficer).Sees(db => db.Steps.Where(s => s.Agency != null && s.MatterId == copies[0].MatterId).Select(s => s.Agency).ToListAsync());

        copies.Length.ShouldBe(2);
        agencies.ShouldBe(["police"]);
    }

    /// <summary>Every kind of row: people, steps, drafts, an answer to the hub, views, clocks, statuses.</summary>
    private async Task<Modules.People.Person> ABusyFrontDoor(string area)
    {
        var child = await Given.AChild(c => c.In(area));
        await Given.AContact(child);
        var worker = As(FrontDoorWorker, area);
        await worker.Completes("triage", child, "ask", ("risk", "amber"));
        await worker.Asks(await Stage.Step("information-request", child), "police", "health-trust");
        var copies = (await Stage.Steps(child)).Where(s => s.Name == "information-request" && s.State is StepState.Open).ToArray();
        foreach (var copy in copies) { await As(copy.Agency is "police" ? PoliceOfficer : HealthProfessional, area).Completes(copy, ("knows", "yes")); }
        await worker.Completes("triage", child, "referral");
        await worker.Completes("referral", child);
        await worker.Involves(copies[0].MatterId, "charity-b", null, InvolvementLevel.Summary);
        await worker.In(async services =>
        {
            await services.GetRequiredService<Views>().SawAsync("person", ActWords.ViewPerson, [child.Id], area);
            var db = services.GetRequiredService<TrellisDb>();
            var step = await Stage.Step("decision", child);
            var draft = Draft.Of(step, "{}", worker.Actor.UserId, Stage.Clock.Now);
            db.Add(draft);
            db.Add(draft.Save("{}", Actor.SystemId, Stage.Clock.Now)!);
            return await db.SaveChangesAsync();
        });
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            with said as (select $1::uuid as person_id, $2::text as area, agency from unnest(array['police', 'health-trust']) agency),
              one as (insert into people.address (id, person_id, area, agency, recorded_at, kind, text) select uuidv7(), person_id, area, agency, now(), 'home', '1 Quince Row' from said),
              two as (insert into people.identifier (id, person_id, area, agency, recorded_at, kind, value) select uuidv7(), person_id, area, agency, now(), 'police', '1' from said),
              three as (insert into people.registration (id, person_id, area, agency, recorded_at, kind, place) select uuidv7(), person_id, area, agency, now(), 'gp', 'The surgery' from said),
              four as (insert into people.trait (id, person_id, area, agency, recorded_at, kind, answer) select uuidv7(), person_id, area, agency, now(), 'language', 'pl' from said),
              five as (insert into people.relationship (id, person_id, area, agency, recorded_at, pair_id, other_id, other_area, kind) select uuidv7(), person_id, s.area, agency, now(), uuidv7(), p.id, p.area, 'cousin' from said s join people.person p on p.id <> s.person_id and p.area = s.area),
              six as (insert into people.same_person (id, folded_id, kept_id, area, other_area, proposed_by, proposed_at, needs_second, joined_at) select uuidv7(), s.person_id, p.id, s.area, p.area, uuidv7(), now(), false, now() from said s join people.person p on p.id <> s.person_id and p.area = s.area
                and not exists (select from people.same_person o where o.folded_id = p.id and o.ended_at is null) where s.agency = 'police' order by p.id desc limit 1 on conflict do nothing),
              seven as (insert into people.different_person (id, one_id, other_id, area, other_area, from_at, ended_at) select uuidv7(), least(s.person_id, p.id), greatest(s.person_id, p.id), s.area, p.area, now(), now() from said s join people.person p on p.id <> s.person_id and p.area = s.area where s.agency = 'police'),
              eight as (insert into people.split (id, from_id, to_id, area, other_area, matters, proposed_by, proposed_at, needs_second, joined_at) select uuidv7(), s.person_id, p.id, s.area, p.area, array[uuidv7()], uuidv7(), now(), false, now() from said s join people.person p on p.id <> s.person_id and p.area = s.area where s.agency = 'police')
              , nine as (insert into duplicates.pair (id, one_id, other_id, area, other_area, said_of, probability, outcome, guard, why, model, found_at, state, edition) select uuidv7(), least(s.person_id, p.id), greatest(s.person_id, p.id), s.area, p.area, p.id, .9, 'review', 'none', '[]', 'none', now(), 'waiting', 0 from said s join people.person p on p.id <> s.person_id and p.area = s.area where s.agency = 'police' on conflict do nothing)
            insert into people.source_record (id, person_id, area, agency, said, received_at) select uuidv7(), person_id, area, agency, '{}', now() from said
            """, child.Id, area);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into documents.document (id, step_id, area, visible_to, field, name, type, size, sha256, scanned, at, by_id, words_ids) select uuidv7(), id, area, visible_to, 'reports', 'a.txt', 'txt', 1, sha256('x'), false, now(), uuidv7(), array[uuidv7()] from casework.step where area = $1", area);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into casework.linked (id, matter_id, person_id, area, part, from_at) values (uuidv7(), $1, $2, $3, 'witness', now())", copies[0].MatterId, child.Id, area);
        // A meeting, to which none of those who ask is invited: what is seen of one's own invitation is in A_conference_is_held.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            with step as (select id, area from casework.step where id = $1),
              sitting as (insert into casework.sitting (id, step_id, area, number, starts_at, how, place, link, went_on_because, edition) select uuidv7(), id, area, 1, now(), 'online', '', '', '', 0 from step returning id),
              invited as (insert into casework.invited (id, step_id, area, name, part, knows_child, invited_at, scales, view_words, words, edition) select uuidv7(), id, area, 'Hazel Pretend', 'Mother', false, now(), '{}', '', '', 0 from step returning id, step_id, area),
              attended as (insert into casework.attended (sitting_id, invited_id, step_id, area, state, online, deputy) select s.id, i.id, i.step_id, i.area, 'present', false, '' from sitting s, invited i),
              sent as (insert into casework.sent (id, step_id, area, invited_id, version, how, withheld, hash, sent_at, sent_by, edition) select uuidv7(), step_id, area, id, 1, 'letter', 0, '', now(), $2, 0 from invited)
            insert into casework.guest_link (id, step_id, area, invited_id, secret, code, made_at, until, tries, edition) select uuidv7(), step_id, area, id, sha256(id::text::bytea), sha256('x'), now(), now(), 0, 0 from invited
            """, (await Stage.Step("decision", child)).Id, worker.Actor.UserId);
        return child;
    }

    /// <summary>Rows seen by somebody; null: nobody was told.</summary>
    /// <param name="untold">A setting left out.</param>
    private async Task<long> SeenAsync(string table, Actor? who, string? untold = null)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (who is not null) { await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now); }
        if (untold is not null)
        {
            await using var forget = new NpgsqlCommand("select set_config($1, '', false)", connection) { Parameters = { new() { Value = untold } } };
            await forget.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>As the owner counts them. Details, acts and words go with the facts they belong to, or the version they are.</summary>
    private async Task<long> ExpectedAsync(string table, string condition, Actor who)
    {
        var circles = string.Join(',', who.Audiences);
        var kept = (await TablesAsync(["visible_to"])).Contains(table) ? $"(visible_to is null or string_to_array(visible_to, ',') && string_to_array('{circles}', ','))" : "true";
        var facts = $"select id from record.fact where ({Facts(condition)}) and (visible_to is null or string_to_array(visible_to, ',') && string_to_array('{circles}', ','))";
        var acts = $"select act_id from record.fact where id in ({facts})";
        return table switch
        {
            "record.fact_detail" => await CountAsync(table, $"fact_id in ({facts})"),
            "record.act" => await CountAsync(table, $"id in ({acts})"),
            "record.words" => await CountAsync(table, $"{kept} and ((kind = 'reason' and act_id in ({acts})) or id in (select id from casework.version where {kept} and ({VersionsOf(condition)})))"),
            _ => await CountAsync(table, $"({condition}) and {kept}"),
        };
    }

    private static string VersionsOf(string condition) => condition.Contains(" or (matter_id is null", StringComparison.Ordinal) ? condition[..condition.IndexOf(" or (matter_id is null", StringComparison.Ordinal)] : condition;

    private Task<long> CountAsync(string table, string where) => Stage.SqlAsync<long>(DatabaseRoles.Owner, $"select count(*) from {table} where {where}");

    private Task<string[]> SecuredAsync() => ListAsync("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) order by 1
        """);

    private Task<string[]> TablesAsync(string[] columns) => ListAsync($"""
        select distinct n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and n.nspname not in ('information_schema') and n.nspname !~ '^pg_'
          and a.attnum > 0 and not a.attisdropped and a.attname in ({string.Join(", ", columns.Select(c => $"'{c}'"))}) order by 1
        """);

    private async Task<string[]> ListAsync(string sql) => (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, $"select array({sql})"))!;
}
