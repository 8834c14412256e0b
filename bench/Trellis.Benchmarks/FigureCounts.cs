using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Figures.Scorecards;
using Trellis.Modules.Reports;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Benchmarks;

/// <summary>
/// Ten years of boroughs: for each, 20,000 referrals of 15,000 children and a third of a million facts, with their clocks and statuses. Counts every
/// declared figure, and the scorecard, and makes a report of them, from nothing and again. In a data folder that is thrown away.
/// </summary>
internal static class FigureCounts
{
    private const int Rounds = 5;
    private const int AtFirst = 8;
    private static readonly string[] Boroughs = ["RBKC", "WCC"];

    /// <param name="areas">How many boroughs.</param>
    public static async Task<int> RunAsync(int areas, TextWriter output)
    {
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"trellis-bench-{Environment.ProcessId}"));
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder, Durable = false });
            await using var database = Database.At(server.ConnectionString("postgres", DatabaseRoles.Owner));
            await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
            await RunAsync(database, "set session_replication_role = replica; " + Make(areas));
            await RunAsync(database, "vacuum analyze");
            var facts = await AskAsync(database, "select count(*) from record.fact");
            var referrals = await AskAsync(database, "select count(*) from record.fact where kind = 'front-door.referral'");
            var practice = Practices.Read();
            await using var services = Services(database, practice);
            var book = services.GetRequiredService<FigureBook>();
            await book.CountAllAsync([.. book.Figures.Take(AtFirst)]);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{areas} areas, {referrals} referrals, {facts} facts, {book.Figures.Count} figures"));
            await ReportAsync(output, "every figure by year", database, practice, async of => _ = await of.GetRequiredService<FigureBook>().CountAllAsync(book.Figures));
            await ReportAsync(output, "the scorecard", database, practice, async of => _ = await of.GetRequiredService<ScorecardBook>().ReadAsync("RBKC", null, null));
            var told = (await book.CountAllAsync(book.Figures)).Where(v => v is { Area: "WCC", Period: "2024-25" }).Select(v => v.Figure).ToHashSet();
            Figure[] some = [.. book.Figures.Where(f => told.Contains(f.Id))];
            await ReportAsync(output, "a report of 60 figures and 40 charts, HTML", database, practice, async of => _ = await MakeAsync(of, some));
            var report = await MakeAsync(services, some);
            if (report.Errors.Any()) { throw new InvalidOperationException(report.Errors[0].ToString()); }
            var pdf = Stopwatch.StartNew();
            var pages = await ReportPage.PdfAsync(report.Title, report.Body);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"its PDF: {pdf.Elapsed.TotalSeconds:0.0} s, {pages.Length / 1024} KB, {report.Annex.Length} numbers of {some.Length} figures, {report.Body.Split("<svg").Length - 1} drawings"));
            var slow = new SortedDictionary<double, string>();
            await using var alone = Services(database, practice);
            foreach (var figure in book.Figures)
            {
                var watch = Stopwatch.StartNew();
                await alone.GetRequiredService<FigureBook>().CountAsync(figure);
                slow[-watch.Elapsed.TotalMilliseconds - (slow.Count / 1e6)] = figure.Id;
            }

            await output.WriteLineAsync($"slowest alone: {string.Join(", ", slow.Take(12).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Value} {-s.Key:0} ms")))}");
            return 0;
        }
        finally
        {
            if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
        }
    }

    private static ServiceProvider Services(Database database, Practised practice) =>
        new ServiceCollection().AddLogging().AddTrellis(database, practice).AddSingleton(TimeProvider.System).BuildServiceProvider();

    /// <summary>One more referral: what counts referrals is not good any more.</summary>
    private const string Refer = """
        set session_replication_role = replica;
        insert into record.fact (id, act_id, kind, area, occurred_at, day_only, occurred_on, recorded, salt) select uuidv7(), (select id from record.act limit 1), 'front-door.referral', 'RBKC', now(), false, current_date, now(), gen_random_bytes(16)
        """;

    private static async Task ReportAsync(TextWriter output, string what, Database database, Practised practice, Func<IServiceProvider, Task> work)
    {
        var (cold, again, told) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // Of a program that has counted nothing yet, on connections that are open.
            await using var services = Services(database, practice);
            cold.Add(await TimeAsync(() => work(services)));
            again.Add(await TimeAsync(() => work(services)));
            await RunAsync(database, Refer);
            told.Add(await TimeAsync(() => work(services)));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}: from nothing {Middle(cold):0} ms in the middle, {cold.Max():0} ms at most; after a referral was recorded {Middle(told):0} ms; again {Middle(again):0.0} ms"));
    }

    /// <summary>60 figures in sentences, each of the last whole year, and 40 charts over the years, of counted figures.</summary>
    private static async Task<AnnualReport> MakeAsync(IServiceProvider services, IReadOnlyList<Figure> figures)
    {
        const int Sentences = 60;
        const int Charts = 40;
        var text = new StringBuilder("# A year in figures\n\n");
        // Of those that count something in these ten years; where they are too few, of another borough too.
        foreach (var (figure, area) in figures.SelectMany(f => Boroughs.Select(a => (f, a))).Take(Sentences)) { text.Append(CultureInfo.InvariantCulture, $"{figure.Title}: {{figure {figure.Id} area={area}}}.\n\n"); }
        foreach (var figure in figures.Concat(figures).Take(Charts)) { text.Append(CultureInfo.InvariantCulture, $":::chart measure={figure.Id} areas=RBKC,WCC title=\"{figure.Title.Replace("\"", "", StringComparison.Ordinal)}\"\n\n"); }
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<ReportMaking>().MakeAsync(text.ToString(), "2024-25");
        ReportPage.Html(report, null);
        return report;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<long> AskAsync(Database database, string sql)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(Database database, string sql)
    {
        await using var command = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first three are the boroughs of the practice model; more have names of their own.</summary>
    private static string Make(int areas) => $$"""
        create temporary table child as
          select md5('child ' || a || ' ' || n)::uuid as person, a, case a when 1 then 'RBKC' when 2 then 'WCC' when 3 then 'LBHF' else 'X' || a end as area, n from generate_series(1, {{areas}}) a, generate_series(1, 15000) n;
        insert into record.act (id, word, at, user_id, area) select md5('act ' || a)::uuid, 'person.record', now(), gen_random_uuid(), min(area) from child group by a;
        insert into record.fact (id, act_id, kind, person_id, area, occurred_at, day_only, occurred_on, recorded, salt)
          select md5('described ' || person)::uuid, md5('act ' || a)::uuid, 'person.described', person, area, timestamptz '2016-01-01', false, '2016-01-01', timestamptz '2016-01-01', '\x00' from child;
        insert into record.fact_detail (fact_id, field, code, area)
          select md5('described ' || person)::uuid, d.field, d.code, area from child, lateral (values ('sex', case n % 2 when 0 then 'M' else 'F' end), ('born', (date '2002-01-01' + (n % 6000))::text), ('ethnic-group', (array['WBRI', 'BCRB', 'APKN', 'MWBC'])[1 + n % 4])) d (field, code);
        -- A contact of every child for each two thirds of referrals; two of three become a referral.
        create temporary table went as
          select person, a, area, k, md5('matter ' || person || k)::uuid as matter, date '2016-04-01' + ((n * 37 + k * 1301) % 3650) as day, n, (n + k) % 3 <> 0 as referred from child, generate_series(1, 2) k;
        create temporary table said as
          select matter, person, a, area, n, kind, day + after as day from went, lateral (values
            ('front-door.contact', 0, true), ('front-door.triage', 0, true), ('front-door.acknowledgement', 1, true), ('front-door.agency-check', 1, n % 4 = 0),
            ('front-door.referral', 1, referred), ('front-door.decision', 2, referred), ('front-door.feedback', 3, referred),
            ('child-in-need.allocation', 4, referred), ('child-in-need.visit', 9, referred), ('child-in-need.visit', 30, referred), ('child-in-need.assessment', 20 + n % 50, referred),
            ('child-in-need.review', 90, referred and n % 2 = 0), ('child-in-need.visit', 60, referred and n % 2 = 0),
            ('child-protection.strategy-discussion', 5, referred and n % 4 = 0), ('child-protection.section-47-enquiry', 15, referred and n % 4 = 0),
            ('child-protection.initial-conference', 18, referred and n % 10 = 0), ('child-protection.core-group', 27, referred and n % 10 = 0), ('child-protection.review-conference', 100, referred and n % 10 = 0)
          ) s (kind, after, so) where so;
        insert into record.fact (id, act_id, kind, person_id, matter_id, origin_id, source_id, area, occurred_at, day_only, occurred_on, recorded, salt)
          select md5(matter::text || kind || day)::uuid, md5('act ' || a)::uuid, kind, person, matter, matter, md5('source ' || matter || kind)::uuid, area, day + interval '10 hours', false, day, day + interval '12 hours', '\x00' from said on conflict do nothing;
        insert into record.fact_detail (fact_id, field, code, area)
          select md5(matter::text || kind || day)::uuid, d.field, d.code, area from said, lateral (values
            ('source', (array['1A', '2B', '3A', '5A'])[1 + n % 4], kind like 'front-door%'), ('primary-need', (array['N1', 'N2', 'N3', 'N4'])[1 + n % 4], kind = 'front-door.referral'),
            ('outcome', 'done', true), ('seen', case n % 5 when 0 then 'no' else 'yes' end, kind like 'child-%')) d (field, code, so) where so on conflict do nothing;
        insert into record.deadline (id, timescale, person_id, subject_id, matter_id, area, started_at, started_day_only, started_on, started_by, term_from, limit_amount, limit_unit, limit_kind, due_at, due_day_only, due_on, ended_at, ended_day_only, ended_on, ended_by, ending, in_time)
          select gen_random_uuid(), t.timescale, s.person, s.matter, s.matter, s.area, s.day + interval '10 hours', false, s.day, md5(s.matter::text || s.kind || s.day)::uuid, s.day, t.days, 'days', 'within', s.day + t.days + interval '10 hours', false, s.day + t.days,
            e.day + interval '10 hours', false, e.day, md5(e.matter::text || e.kind || e.day)::uuid, 'met', e.day <= s.day + t.days
          from (values ('front-door.contact-triage', 'front-door.contact', 'front-door.triage', 1), ('front-door.referral-decision', 'front-door.referral', 'front-door.decision', 1), ('front-door.acknowledgement', 'front-door.contact', 'front-door.acknowledgement', 1),
            ('front-door.feedback', 'front-door.referral', 'front-door.feedback', 2), ('child-in-need.single-assessment', 'front-door.referral', 'child-in-need.assessment', 63), ('child-protection.initial-conference', 'child-protection.strategy-discussion', 'child-protection.initial-conference', 21),
            ('child-protection.next-review', 'child-protection.initial-conference', 'child-protection.review-conference', 90)) t (timescale, begins, ends, days)
          join said s on s.kind = t.begins join said e on e.matter = s.matter and e.kind = t.ends and e.day >= s.day;
        insert into record.status_period (id, person_id, area, kind, starts_on, ends_on, started_by, ended_by, category, previous)
          select gen_random_uuid(), person, area, k.kind, day, day + 30 + n % 800, md5(matter::text || k.by || day)::uuid, md5(matter::text || k.by || day)::uuid, (array['NEG', 'PHY', 'EMO', 'SAB'])[1 + n % 4], n % 2
          from (select distinct on (person, kind) * from said where kind in ('front-door.referral', 'child-protection.initial-conference')) s
          join (values ('child-in-need', 'front-door.referral'), ('child-protection-plan', 'child-protection.initial-conference')) k (kind, by) on k.by = s.kind;
        drop table said, went, child;
        """;
}
