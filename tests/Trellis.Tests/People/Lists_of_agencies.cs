using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Commands;
using Trellis.Modules.Duplicates;
using Trellis.Modules.People;
using Trellis.Modules.People.AgencyLists;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.People;

/// <summary>What an agency's list of people becomes: linked, added or looked at; and undone, it was never there.</summary>
public sealed class Lists_of_agencies(TestSite site) : OnSite(site)
{
    private const string Header = "id,first name,last name,date of birth,sex,address,postcode,NHS number\n";

    [Fact]
    public async Task Who_is_recorded_is_linked_who_is_not_is_added_and_where_it_is_not_clear_somebody_looks()
    {
        var known = await Given.AChild(c => c.Named("Avocet Marchbanks").BornOn("2014-03-27").LivingAt("4 Heron Row", "W10 5BN"));
        var page = await Brings("Q1,Avocett,Marchbanks,27/03/2014,F,4 Heron Row,W10 5BN,\nQ2,Bittern,Quillfeather,2015-11-02,M,9 Teal Court,W11 1AA,9434765919\nQ3,,Quillfeather,2016-01-01,M,,,\nQ4,Avocet,Marchbanks,1 January,F,,,\n");

        page.Said.ShouldContain("Nothing of it is taken in yet");
        page.Said.ShouldContain("Linked (1)");
        page.Said.ShouldContain("Added (1)");
        page.Said.ShouldContain("Left out (2)");
        (await People("Quillfeather")).ShouldBe(0, "looking at it writes nothing about anybody");

        page = await page.Presses("Take in the list");
        page.Said.ShouldContain("Taken in");
        (await People("Quillfeather")).ShouldBe(1);
        (await Told(known)).ShouldBe(["Q1"]);
        (await page.Follows("Left out (2)")).Said.ShouldContain("could not be read");
        (await Sql<long>("select count(*) from people.identifier where value = '9434765919' and kind = 'nhs'")).ShouldBe(1);
        (await Sql<long>("select count(*) from record.fact where kind = 'person.told-of' and person_id = $1", known.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing_and_another_address_is_one_more_thing_the_agency_said()
    {
        await TakesIn("S1,Dunlin,Ashgrove,2013-05-06,F,1 Mere Lane,W10 6AA,\n");
        var child = await Sql<Guid>("select id from people.person where family_name = 'Ashgrove'");

        (await TakesIn("S1,Dunlin,Ashgrove,2013-05-06,F,1 Mere Lane,W10 6AA,\n")).Said.ShouldContain("Said before (1)");
        (await TakesIn("S1,Dunlin,Ashgrove,2013-05-06,F,2 Mere Lane,W10 6AB,\n")).Said.ShouldContain("Linked (1)");

        (await People("Ashgrove")).ShouldBe(1);
        (await Sql<long>("select count(*) from people.source_record where person_id = $1", child)).ShouldBe(2);
        (await Sql<string>("select address from people.person where id = $1", child)).ShouldBe("1 Mere Lane", "what an agency says overwrites nothing");
    }

    [Fact]
    public async Task A_twin_of_somebody_recorded_is_added_and_never_linked()
    {
        var one = await Given.AChild(c => c.Named("Fulmar Twinham").BornOn("2012-02-03").LivingAt("7 Wader Way", "W10 7CC"));
        await TakesIn("T1,Gannet,Twinham,2012-02-03,F,7 Wader Way,W10 7CC,\n");

        (await People("Twinham")).ShouldBe(2);
        (await Told(one)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_lines_that_may_be_one_person_and_a_number_that_was_anothers_are_looked_at()
    {
        await TakesIn("N1,Harrier,Oldcastle,2011-01-09,M,3 Fen Street,W10 8DD,\n");
        var page = await TakesIn("N1,Ibis,Somebodyelse,1999-12-24,F,80 Other Road,SW3 9ZZ,\nN2,Jackdaw,Twoline,2010-04-05,M,5 Fen Street,W10 8DE,\nN3,Jackdaw,Twoline,2010-04-05,M,5 Fen Street,W10 8DE,\n");

        page.Said.ShouldContain("To review (2)");
        page.Said.ShouldContain("Under this number the agency spoke of somebody else before");
        page.Said.ShouldContain("Another line of this list may be about the same person");
        (await People("Twoline")).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_decides_about_a_line_and_its_words_are_kept_with_the_person_alone()
    {
        await TakesIn("D1,Knot,Decideby,2010-04-05,M,5 Reed Street,W10 9DE,\n");
        var page = await TakesIn("D2,Knot,Decideby,2010-05-04,M,61 Elsewhere Road,SW5 0AA,\nD3,Knot,Decideby,2010-05-04,M,62 Elsewhere Road,SW5 0AB,\n");
        page.Said.ShouldContain("To review");
        var line = await page.Follows(page.Links.First(l => l.StartsWith("Line ", StringComparison.Ordinal)));
        line.Said.ShouldContain("62 Elsewhere Road");
        line.Said.ShouldContain("birth date");

        (await line.Presses("Save and go on")).Said.ShouldContain("Select whom the line is about");
        var next = await line.Fill("Whom is it about?", "Nobody who is recorded: add them").Presses("Save and go on");

        (await People("Decideby")).ShouldBeGreaterThanOrEqualTo(2);
        (await Sql<long>("select count(*) from people.agency_list_line where outcome <> 'review' and said is not null")).ShouldBe(0);
        (await Sql<long>("select count(*) from record.fact where kind = 'agency-list.decided'")).ShouldBeGreaterThan(0);
        next.Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Undone_everything_is_as_before_but_the_record_has_both_acts()
    {
        var known = await Given.AChild(c => c.Named("Lapwing Undone").BornOn("2014-06-07").LivingAt("8 Sedge Row", "W10 4AA"));
        var before = await Everything();
        await TakesIn("U1,Lapwing,Undone,2014-06-07,F,8 Sedge Row,W10 4AA,\nU2,Merlin,Neverwas,2015-06-07,F,9 Sedge Row,W10 4AB,\nU3,Lapwin,Undon,2014-07-06,F,80 Sedge Row,W10 4AC,\n");
        (await Everything()).ShouldNotBe(before);
        var list = await Newest();
        var facts = await Count("record.fact");

        var undone = await (await (await SignedIn(TeamManager)).Opens($"/people/lists/{list}")).Fill("Why is it undone?", "It was last year’s list").Presses("Undo all of it");

        undone.Said.ShouldContain("Undone");
        (await Everything()).ShouldBe(before);
        (await Told(known)).ShouldBeEmpty();
        (await Count("record.fact")).ShouldBeGreaterThan(facts, "the record only grows");
        (await Sql<long>("select count(*) from record.act where word in ('agency-list.take-in', 'agency-list.undo')")).ShouldBeGreaterThanOrEqualTo(2);
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
        (await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow())).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Whom_it_added_and_somebody_has_used_since_stays_when_it_is_undone()
    {
        await TakesIn("V1,Nightjar,Inuse,2014-06-07,F,8 Osier Row,W10 4AD,\nV2,Oriole,Notused,2015-06-07,F,9 Osier Row,W10 4AE,\n");
        var used = await As(TeamManager).In(s => s.GetRequiredService<TrellisDb>().People.SingleAsync(p => p.FamilyName == "Inuse"));
        await Given.AContact(used);

        var undone = await (await (await SignedIn(TeamManager)).Opens($"/people/lists/{await Newest()}")).Fill("Why is it undone?", "The wrong file").Presses("Undo all of it");

        undone.Said.ShouldContain("1 person whose record is in use");
        (await People("Inuse")).ShouldBe(1);
        (await People("Notused")).ShouldBe(0);
        (await Sql<long>("select count(*) from people.source_record where person_id = $1", used.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_night_finds_about_whom_it_added_does_not_keep_them()
    {
        await TakesIn("K1,Kestrel,Nightpair,2012-02-03,F,4 Fen Row,W10 4AG,\n");
        await Given.AChild(c => c.Named("Kestrel Nightpair").BornOn("2012-03-02").LivingAt("4 Fen Row", "W10 4AG"));
        await Site.Site.Services.GetRequiredService<Finding>().FindAsync(everybody: true);
        (await Sql<long>("select count(*) from duplicates.pair d join people.person p on p.id in (d.one_id, d.other_id) where p.family_name = 'Nightpair'")).ShouldBe(2);

        await Undoes(await Newest());

        (await People("Nightpair")).ShouldBe(1, "whom somebody recorded");
        (await Sql<long>("select count(*) from duplicates.pair d join people.person p on p.id in (d.one_id, d.other_id) where p.family_name = 'Nightpair'")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_lists_about_somebody_the_later_is_undone_first_and_then_nothing_is_left()
    {
        await TakesIn("Y1,Phalarope,Twolists,2014-06-07,F,8 Rush Row,W10 4AF,\n");
        var first = await Newest();
        Stage.Clock.Pass(TimeSpan.FromMinutes(1));
        await TakesIn("Z1,Phalarope,Twolists,2014-06-07,F,8 Rush Row,W10 4AF,\n", "Open Doors");
        (await People("Twolists")).ShouldBe(1);

        await Undoes(await Newest());
        await Undoes(first);

        (await People("Twolists")).ShouldBe(0);
        (await Sql<long>("select count(*) from people.source_record where number in ('Y1', 'Z1')")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_hidden_from_whoever_takes_it_in_is_neither_linked_nor_counted()
    {
        var hidden = await Given.AChild(c => c.Named("Plover Hiddenaway").BornOn("2013-08-09").LivingAt("2 Moor Lane", "W10 3AA"));
        await As(TeamManager).Closes(hidden, Platform.Access.ClosureKind.Hidden, Stage.Someone(TeamManager, number: 2), Stage.Someone(SocialWorker));

        var page = await Brings("H1,Plover,Hiddenaway,2013-08-09,F,2 Moor Lane,W10 3AA,\n");

        page.Said.ShouldContain("Linked (0)");
        page.Said.ShouldContain("Added (1)");
        page.Said.ShouldNotContain(hidden.Reference);
    }

    [Fact]
    public async Task A_map_says_which_column_is_what_and_a_line_that_cannot_be_read_is_said()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (file, map) = (Path.Combine(folder.FullName, "roll.csv"), Path.Combine(folder.FullName, "map.yaml"));
            await File.WriteAllTextAsync(file, "Roll;no,Pupil,DoB\nR1,Shearwater Rolling,05.04.2012\nR2,Teal Rolling,31.02.2012\n");
            await File.WriteAllTextAsync(map, "id: Roll;no\nfull name: Pupil\nfields:\n  birth date: {column: DoB, format: dd.MM.yyyy}\n");

            var looked = await Stage.As(Actor.TheSystem("RBKC")).In(s => s.GetRequiredService<ListIntake>().LookAsync(File.ReadAllBytes(file), File.ReadAllText(map), "police", "RBKC"));

            looked.File.LeftOut.Single().Line.ShouldBe(3);
            looked.File.LeftOut.Single().Message.ShouldContain("date of birth");
            var added = looked.Choices.ShouldHaveSingleItem();
            (added.Outcome, added.Person.GivenName, added.Person.FamilyName, added.Person.Born).ShouldBe((ListLine.Added, "Shearwater", "Rolling", new DateOnly(2012, 4, 5)));
            (await CommandLine.RunAsync(["import", "people", Path.Combine(folder.FullName, "none.csv"), "--agency", "police", "--area", "RBKC"], TextWriter.Null, TextWriter.Null)).ShouldBe(2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Bare_the_tables_show_a_list_to_its_area_and_no_line_about_somebody_who_is_closed()
    {
        var child = await Given.AChild(c => c.Named("Ruff Closedlater").BornOn("2013-08-10").LivingAt("3 Moor Lane", "W10 3AD"));
        await TakesIn("B1,Ruff,Closedlater,2013-08-10,F,3 Moor Lane,W10 3AD,\n");
        (await Lines(Stage.Someone(TeamManager))).ShouldBe(1);
        (await Lines(Stage.Someone(TeamManager, "WCC"))).ShouldBe(0);
        (await Lines(Stage.Someone(PoliceOfficer))).ShouldBe(0);
        (await Lines(Actor.Nobody)).ShouldBe(0);
        (await Seen(Stage.Someone(TeamManager, "WCC"), "people.agency_list", "true")).ShouldBe(0);
        (await Seen(Stage.Someone(TeamManager), "people.agency_list", "true")).ShouldBeGreaterThan(0);

        await As(TeamManager).Closes(child, Platform.Access.ClosureKind.Restricted, Stage.Someone(SocialWorker));
        (await Lines(Stage.Someone(TeamManager))).ShouldBe(0);
        (await Lines(Stage.Someone(SocialWorker))).ShouldBe(1);

        Task<long> Lines(Actor who) => Seen(who, "people.agency_list_line", $"person_id = '{child.Id}'");
    }

    [Fact]
    public async Task Who_is_recorded_in_another_area_is_not_compared_even_by_who_may_read_them()
    {
        var elsewhere = await Given.AChild(c => c.In("WCC").Named("Sanderling Overborder").BornOn("2013-08-11").LivingAt("3 Moor Lane", "W2 3AE"));
        var both = Stage.Someone(TeamManager) with { Areas = ["RBKC", "WCC"], Sees = ["RBKC", "WCC"] };

        var looked = await Stage.As(both).In(s => s.GetRequiredService<ListIntake>().LookAsync(Encoding.UTF8.GetBytes($"{Header}O1,Sanderling,Overborder,2013-08-11,F,3 Moor Lane,W2 3AE,\n"), null, "police", "RBKC"));

        looked.Choices.ShouldHaveSingleItem().Outcome.ShouldBe(ListLine.Added);
        looked = await Stage.As(both).In(s => s.GetRequiredService<ListIntake>().LookAsync(Encoding.UTF8.GetBytes($"{Header}O1,Sanderling,Overborder,2013-08-11,F,3 Moor Lane,W2 3AE,\n"), null, "police", "WCC"));
        looked.Choices.ShouldHaveSingleItem().Like.ShouldBe(elsewhere.Id);
    }

    [Fact]
    public async Task Of_two_who_take_it_in_at_once_one_does()
    {
        var page = await Brings("W1,Quail,Atonce,2013-08-09,F,2 Marsh Lane,W10 3AB,\n");
        var other = await (await SignedIn(TeamManager)).Opens(page.Path);

        var both = await Task.WhenAll(page.Presses("Take in the list"), other.Presses("Take in the list"));

        (await People("Atonce")).ShouldBe(1);
        both.Count(p => p.Said.Contains("Somebody else has taken this list in", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Thrown_away_the_file_is_gone_and_a_file_that_is_no_list_leaves_nothing()
    {
        var page = await (await Brings("X1,Rail,Thrown,2013-08-09,F,2 Pond Lane,W10 3AC,\n")).Presses("Throw it away");
        page.Said.ShouldContain("Thrown away");
        (await Sql<long>("select count(*) from people.agency_list where held is not null and state <> 'looked-at'")).ShouldBe(0);
        var lists = await Count("people.agency_list");

        var wrong = await Sends("colour,shape\nred,round\n");
        wrong.Said.ShouldContain("No column has the agency’s own number of a person");
        (await Count("people.agency_list")).ShouldBe(lists);
        (await Sql<long>("select count(*) from people.agency_list where held like '%Thrown%'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_list_of_many_parts_is_one_act_and_where_the_last_cannot_be_kept_none_is()
    {
        var draw = new Random(23);
        string Word() => string.Concat(Enumerable.Range(0, 4).Select(_ => $"{"bdfgklmnprstvz"[draw.Next(14)]}{"aeiou"[draw.Next(5)]}"));
        var lines = string.Concat(Enumerable.Range(0, 1_200).Select(i => $"L{i},{Word()},{Word()},{2000 + draw.Next(15)}-{1 + draw.Next(12):00}-{1 + draw.Next(28):00},F,{i} Sundry Way,W10 {i % 10}ZZ,\n"));
        await Sql<object>("""
            create function people.breaks() returns trigger language plpgsql as $$ begin raise 'the last part cannot be kept'; end $$;
            create trigger breaks before insert on people.person for each row when (new.family_name = 'Breaksit') execute function people.breaks();
            """);
        var (page, before, acts) = (await Brings($"{lines}L9999,Last,Breaksit,2001-02-03,F,1 Last Way,W10 1ZZ,\n"), await Everything(), await Count("record.act"));
        (await page.Presses("Take in the list")).Status.ShouldBe(System.Net.HttpStatusCode.InternalServerError);
        (await Everything()).ShouldBe(before);
        (await Count("record.act")).ShouldBe(acts);
        await Sql<object>("drop trigger breaks on people.person; drop function people.breaks()");

        var done = await TakesIn(lines);
        done.Errors.ShouldBeEmpty();
        var list = await Newest();
        (await Sql<long>("select count(*) from people.agency_list_line where list_id = $1", list)).ShouldBe(1_200);
        var added = await Sql<long>("select count(*) from people.agency_list_line where list_id = $1 and outcome = 'added'", list);
        added.ShouldBeGreaterThan(1_100);
        (await Sql<string>("select count(distinct a.id) || ' ' || min(a.word) || ' ' || count(*) filter (where f.kind = 'person.added') from people.agency_list_line l join record.fact f on f.person_id = l.person_id join record.act a on a.id = f.act_id where l.list_id = $1 and l.outcome = 'added'", list)).ShouldBe($"1 agency-list.take-in {added}");
        (await Sql<bool>("select (select act_id from record.fact where kind = 'agency-list.taken-in' and source_id = $1) = (select f.act_id from record.fact f join people.agency_list_line l on l.person_id = f.person_id where l.list_id = $1 and l.outcome = 'added' and f.kind = 'person.added' limit 1)", list)).ShouldBeTrue("the list and whom it added are of one act");
    }

    private async Task Undoes(Guid list) => (await (await (await SignedIn(TeamManager)).Opens($"/people/lists/{list}")).Fill("Why is it undone?", "The wrong file").Presses("Undo all of it")).Said.ShouldContain("Undone");

    private async Task<TestPage> Brings(string lines, string agency = "Police") => await Sends(Header + lines, agency);

    private async Task<TestPage> Sends(string file, string agency = "Police") =>
        await (await (await SignedIn(TeamManager)).Opens("/people/lists/new"))
            .Fill("Whose list is it?", agency).Fill("Whose area are they of?", Stage.Practised.Model.Areas.Single(a => a.Code == "RBKC").Title).Attach("The list", "people.csv", Encoding.UTF8.GetBytes(file)).Presses("Look at it");

    private async Task<TestPage> TakesIn(string lines, string agency = "Police") => await (await Brings(lines, agency)).Presses("Take in the list");

    private Task<long> People(string family) => Sql<long>("select count(*) from people.person where family_name = $1", family);

    private Task<Guid> Newest() => Sql<Guid>("select id from people.agency_list order by id desc limit 1");

    private Task<string[]> Told(Person person) => Sql<string[]>("select coalesce(array_agg(number order by number), '{}') from people.source_record where person_id = $1 and number is not null", person.Id);

    /// <summary>All that is kept of people, but the lists themselves.</summary>
    private Task<string> Everything() => Sql<string>("""
        select string_agg(t, '' order by t) from (
          select p::text t from people.person p union all select n::text from people.name n union all select a::text from people.address a union all select i::text from people.identifier i
          union all select r::text from people.registration r union all select s::text from people.source_record s union all select l::text from people.agency_list_line l
          union all select d::text from record.deadline d union all select s::text from record.status_period s) all_of_it
        """);

    private async Task<T> Sql<T>(string sql, params object[] values) => (await Stage.SqlAsync<T>(DatabaseRoles.Owner, sql, values))!;

    /// <summary>As the application, asked with no policy of its own.</summary>
    private async Task<long> Seen(Actor who, string table, string where)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now);
        await using var ask = new Npgsql.NpgsqlCommand($"select count(*) from {table} where {where}", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private Task<long> Count(string table) => Sql<long>($"select count(*) from {table}");
}
