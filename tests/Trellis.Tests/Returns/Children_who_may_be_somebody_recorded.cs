using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Duplicates;
using Trellis.Modules.People;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Tests.Duplicates;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Returns;

/// <summary>A child of a return who resembles somebody recorded stays a person of their own, people are asked, and what they decide holds for the next file.</summary>
public sealed class Children_who_may_be_somebody_recorded(TestSite site) : PairsOnSite(site)
{
    private const string Numbered = "link_table_id,link_person_id,link_identifier_type,link_identifier_value";

    [Fact]
    public async Task A_named_child_is_a_pair_and_once_joined_the_next_night_goes_to_that_person_and_back_when_parted()
    {
        var home = AHome();
        var known = await Somebody(home, area: "WCC");
        var first = await Feeds("WCC", Feed("F1", home));
        var child = await Child(first, "F1");
        child.ShouldNotBe(known.Id, "nobody is guessed to be somebody");
        (await Waiting(first)).ShouldBe(1);
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        (await officer.Opens($"/returns/taken-in/{first.Id}")).Said.ShouldContain("1 pair of one of these children with somebody recorded waits for people to decide");

        var worker = As(SocialWorker, "WCC");
        await Says(worker, (await PairOf(known.Id, child)).ShouldNotBeNull(), PossiblePair.Same, kept: known.Id);
        (await Waiting(first)).ShouldBe(0);
        (await Facts(child)).ShouldBe("front-door.contact");
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var second = await Feeds("WCC", Feed("F1", home, "2026-01-04"));
        (await Facts(known.Id)).ShouldBe("front-door.contact, front-door.contact", "what was told and what is new stand in the record both are shown with");
        (await Facts(child)).ShouldBe("");
        (second.Came, second.Changed, second.Went).ShouldBe((2, 2, 0), "the new contact with how far it is told; what moved is changed, and nothing was taken back");

        Stage.Clock.Pass(TimeSpan.FromDays(1));
        (await Feeds("WCC", Feed("F1", home, "2026-01-04"))).Changed.ShouldBe(0);
        var tie = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from people.same_person where folded_id = $1", child);
        await worker.In(async services =>
        {
            services.GetRequiredService<Acting>().Begin(ActWords.UnlinkPerson, "They are two");
            (await services.GetRequiredService<SamePerson>().UndoAsync(tie)).Refused(out var why).ShouldBeFalse(why?.Words);
            await services.GetRequiredService<TrellisDb>().SaveChangesAsync();
            return true;
        });
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var last = await Feeds("WCC", Feed("F1", home, "2026-01-04"));
        (await Facts(child), await Facts(known.Id)).ShouldBe(("front-door.contact, front-door.contact", ""));
        last.Changed.ShouldBe(4);

        foreach (var intake in await Stage.LookAsync(db => db.Set<Intake>().AsNoTracking().Where(i => i.Area == "WCC" && i.State == Intake.TakenIn).OrderByDescending(i => i.TakenAt).ToListAsync())) { (await Undoes(intake)).ShouldBeNull(); }
        (await Facts(child), await Facts(known.Id)).ShouldBe(("", ""));
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select (select count(*) from people.person where id in ($1, $2)) + (select count(*) from returns.told where area = 'WCC')", child, known.Id)).ShouldBe(2, "a record people have joined with another is used, and stays");
    }

    [Fact]
    public async Task A_pupil_number_with_another_birth_or_of_somebody_else_asks_people_and_holds_nobody_up()
    {
        var (home, other) = (AHome(), AHome());
        var intake = await Feeds("LBHF", Joined(Feed("U1", home, upn: "P207000016049"), Feed("U2", other, upn: "H801200001001")));
        var (one, two) = (await Child(intake, "U1"), await Child(intake, "U2"));
        (await Waiting(intake)).ShouldBe(0);

        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var census = await Census("LBHF", "CEN1", "P207000016049", "2001-02-03", "WBRI");
        (await Why(census)).ShouldBe("added born-otherwise");
        (await PairOf(one, await Child(census, "CEN1"))).ShouldNotBeNull("the same pupil number, and another birth");

        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var next = await Feeds("LBHF", Joined(Feed("U1", home, upn: "P207000016049"), Feed("U2", other, upn: "P207000016049")));
        (await Facts(two)).ShouldBe("front-door.contact", "a number that is another’s takes nothing back");
        (await Why(next)).ShouldBe("linked two-people");
        (await PairOf(one, two)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("WROM", "2010-03-04", true)]
    [InlineData("WBRI", "2011-03-05", false)]
    [InlineData("NOBT", "2012-03-06", false)]
    public async Task A_child_without_a_name_is_asked_about_only_where_chance_would_hardly_make_them_alike(string ethnicity, string born, bool asked)
    {
        var known = await Somebody(AHome(), born: born, area: "LBHF");
        await Is(known, ethnicity);
        if (ethnicity == "WBRI")
        {
            // Eight others of that year, sex and ethnic group: one in fifty would have the day by chance.
            for (var i = 0; i < 8; i++) { await Is(await Somebody(AHome(), born: $"2011-06-{i + 10}", area: "LBHF"), ethnicity); }
        }

        var census = await Census("LBHF", $"N{ethnicity}", null, born, ethnicity);
        var child = await Child(census, $"N{ethnicity}");
        var pair = await PairOf(known.Id, child);
        (pair is not null).ShouldBe(asked);
        (await Waiting(census)).ShouldBe(asked ? 1 : 0);
        if (pair is not null)
        {
            (pair.Guard, pair.Probability).ShouldBe(("no-given-name", .9), "as likely as it may be");
            PairWords.Read(pair.Why).Select(w => w.Field).ShouldBe(["birth date", "sex and ethnic group"]);
        }
    }

    [Fact]
    public async Task Where_two_could_be_meant_nobody_is_asked()
    {
        var (one, twin) = (await Somebody(AHome(), born: "2013-09-09", area: "LBHF"), await Somebody(AHome(), born: "2013-09-09", area: "LBHF"));
        await Is(one, "CHNE");
        await Is(twin, "CHNE");
        (await Waiting(await Census("LBHF", "T0001", null, "2013-09-09", "CHNE"))).ShouldBe(0);
        (await Waiting(await Census("LBHF", "T0002", null, "2013-09-09", "CHNE"))).ShouldBe(0, "numbers that are much alike are no names");
    }

    private Task<object?> Is(Person person, string ethnicity) => Stage.SqlAsync<object>(DatabaseRoles.Owner, "update people.person set ethnic_group = $2 where id = $1", person.Id, ethnicity);

    private static Dictionary<string, string> Feed(string n, Home home, string? more = null, string? upn = null)
    {
        var tables = new Dictionary<string, string>
        {
            ["ssd_person"] = $"pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob\n{n},{home.Given},{home.Family},F,WBRI,{home.Born}",
            ["ssd_contacts"] = $"cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\nC{n},{n},2025-06-02,2A{(more is null ? "" : $"\nD{n},{n},{more},2A")}",
        };
        if (upn is not null) { tables["ssd_linked_identifiers"] = $"{Numbered}\nL{n},{n},UPN,{upn}"; }
        return tables;
    }

    private static Dictionary<string, string> Joined(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.ToDictionary(t => t.Key, t => $"{t.Value}\n{other[t.Key][(other[t.Key].IndexOf('\n', StringComparison.Ordinal) + 1)..]}");

    private async Task<Intake> Feeds(string area, Dictionary<string, string> tables)
    {
        await using var scope = Scope(area);
        var (feeds, files, on) = (scope.ServiceProvider.GetRequiredService<FeedIntake>(), A_feed_is_taken_in.FilesOf(tables), DateOnly.FromDateTime(Stage.Clock.Now.Date));
        var set = feeds.Read(files, on);
        set.Problems.ShouldBeEmpty();
        scope.ServiceProvider.GetRequiredService<Acting>().Begin(ActWords.TakeInReturn);
        (await feeds.TakeInAsync(set, "night", FeedIntake.Sha256Of(files), area, $"{area.ToLowerInvariant()}-children", on, null)).Refused(out var why, out var intake).ShouldBeFalse(why?.Words);
        await scope.ServiceProvider.GetRequiredService<IntakePairs>().FindAsync(intake!);
        return intake!;
    }

    /// <summary>A census of one child who was referred years ago; each of another year, so that none takes another's back.</summary>
    private async Task<Intake> Census(string area, string number, string? upn, string born, string ethnicity)
    {
        var ending = 2023 + (Interlocked.Increment(ref year) % 4);
        var xml = $"ChildIdentifiers(LAchildID={number} {(upn is null ? "UPNunknown=UN7" : $"UPN={upn}")} PersonBirthDate={born} Sex=F) ChildCharacteristics(Ethnicity={ethnicity} Disability=NONE) "
            + $"CINdetails(CINreferralDate={(ending - 1).ToString(CultureInfo.InvariantCulture)}-06-03 ReferralSource=1A PrimaryNeedCode=N1 ReferralNFA=true)";
        var bytes = Encoding.UTF8.GetBytes(Written.Xml(xml, $"{ending.ToString(CultureInfo.InvariantCulture)}-03-31").ToString());
        var census = CensusReader.Read(new MemoryStream(bytes));
        var (result, hash) = (CensusCheck.Run(census, CensusYear.Of(census, null, CheckCin.WorkingDays())), SHA256.HashData(bytes));
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into returns.submission (id, area, file_name, size, sha256, state, sent_by, sent_at, checked_at, signed_by, signed_at, edition) values ($1, $2, 'a.xml', 1, $3, 'signed-off', $1, now(), now(), $1, now(), 0)", Guid.NewGuid(), area, hash);
        await using var scope = Scope(area);
        scope.ServiceProvider.GetRequiredService<Acting>().Begin(ActWords.TakeInReturn);
        (await scope.ServiceProvider.GetRequiredService<CensusIntake>().TakeInAsync(result, hash, "census.xml", area, $"{area.ToLowerInvariant()}-children")).Refused(out var why, out var intake).ShouldBeFalse(why?.Words);
        await scope.ServiceProvider.GetRequiredService<IntakePairs>().FindAsync(intake!);
        return intake!;
    }

    private static int year = 2022;

    private async Task<int> Waiting(Intake intake)
    {
        await using var scope = Scope(intake.Area);
        return await scope.ServiceProvider.GetRequiredService<IntakePairs>().WaitingAsync(intake);
    }

    private async Task<string?> Undoes(Intake intake)
    {
        await using var scope = Scope(intake.Area);
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.Begin(ActWords.UndoReturn, "The test is over");
        return (await scope.ServiceProvider.GetRequiredService<IntakeDesk>().UndoAsync(await db.Set<Intake>().SingleAsync(i => i.Id == intake.Id))).Refused(out var why, out _) ? why.Words : null;
    }

    private AsyncServiceScope Scope(string area)
    {
        var scope = Site.Site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(area) with { Circles = [Submission.Circle] });
        return scope;
    }

    private Task<Guid> Child(Intake intake, string number) => Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select person_id from returns.intake_child where intake_id = $1 and number = $2", intake.Id, number)!;

    private Task<string?> Why(Intake intake) => Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(outcome || ' ' || why, '; ' order by position) from returns.intake_child where intake_id = $1", intake.Id);

    private Task<PossiblePair?> PairOf(Guid one, Guid other) => Stage.LookAsync(db => db.Set<PossiblePair>().AsNoTracking().FirstOrDefaultAsync(p => PossiblePair.Open.Contains(p.State) && ((p.OneId == one && p.OtherId == other) || (p.OneId == other && p.OtherId == one))));

    private async Task<string> Facts(Guid person) => await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ', ' order by f.occurred_on) from record.effective f where f.person_id = $1 and f.kind not like 'person.%' and f.kind not like 'duplicate.%' and f.kind not like 'record.%' and f.kind <> 'census.told'", person) ?? "";
}
