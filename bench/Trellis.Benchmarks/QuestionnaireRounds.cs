using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Trellis.Modules.Questionnaires;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long the results of a section 11 round of 200 agencies and 60 standards take, beside last year's, over HTTP. For a data folder that is thrown away.</summary>
internal static class QuestionnaireRounds
{
    private const int Agencies = 200;
    private const int Standards = 60;
    private const int Times = 20;
    private const int Promised = 2000;

    private const string Make = """
        insert into agencies.agency (id, code, title, kind, area) select uuidv7(), 'measured-' || i, 'Measured agency ' || i, (array['health', 'charity', 'school', 'housing'])[1 + i % 4], case i % 3 when 0 then 'RBKC' when 1 then 'WCC' end from generate_series(1, $2) i on conflict do nothing;
        insert into questionnaires.round (id, reference, questionnaire, title, kind, areas, anonymous, fewest, questions, opens_on, closes_on, made_at, opened_at, closed_at, before_id, edition)
        values ($1, $3, 'section-11', 'Measured round ' || $3, 'self-assessment', array['RBKC', 'WCC'], false, 1, $4, current_date - 60, current_date - 10, now(), now(), now(), $5, 0);
        insert into questionnaires.invitation (id, round_id, area, agency, sector, name, address, peers, anonymous, invited_at, edition) select uuidv7(), $1, coalesce(a.area, 'RBKC'), a.code, a.kind, a.title, '', '{}', false, now(), 0 from agencies.agency a where a.code like 'measured-%';
        insert into questionnaires.response (id, round_id, invitation_id, area, agency, peers, state, versions, begun_at, final_at, final_by, edition) select uuidv7(), $1, i.id, i.area, i.agency, '{}', 'final', 1, now(), now(), gen_random_uuid(), 0 from questionnaires.invitation i where i.round_id = $1;
        """;

    private const string Version = "insert into questionnaires.version (id, response_id, round_id, area, agency, number, body, hash, at, by_id) select uuidv7(), r.id, r.round_id, r.area, r.agency, 1, $2, sha256(convert_to($2, 'UTF8')), now(), gen_random_uuid() from questionnaires.response r where r.id = $1";

    /// <summary>Puts both rounds into the database of TRELLIS_DATA, as the owner.</summary>
    public static async Task<int> LoadAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await RunAsync(connection, "set session_replication_role = replica");
        var questions = Asks().Write();
        Guid? before = null;
        foreach (var reference in (string[])["QM1", "QM2"])
        {
            var round = Guid.NewGuid();
            foreach (var statement in Make.Split(";\n")) { await RunAsync(connection, statement, round, Agencies, reference, questions, (object?)before ?? DBNull.Value); }
            var responses = new List<Guid>();
            await using (var ask = new NpgsqlCommand("select id from questionnaires.response where round_id = $1", connection) { Parameters = { new() { Value = round } } })
            {
                await using var row = await ask.ExecuteReaderAsync();
                while (await row.ReadAsync()) { responses.Add(row.GetGuid(0)); }
            }

            foreach (var (number, response) in responses.Index()) { await RunAsync(connection, Version, response, Body(number)); }
            before = round;
        }

        await RunAsync(connection, "analyze");
        await output.WriteLineAsync($"2 rounds of {Agencies} agencies and {Standards} standards");
        return 0;
    }

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand("select id from questionnaires.round where reference = 'QM2'");
        if (await ask.ExecuteScalarAsync() is not Guid round) { throw new InvalidOperationException("Load the rounds first"); }
        var site = new Uri($"http://localhost:{port}");
        using var manager = Visiting.Client(1);
        await Visiting.SignInAsync(manager, site, (await Visiting.EmailsAsync(r => r == "business-manager"))[0], password);
        var slow = 0;
        foreach (var page in (string[])["results", "results/s7-rating", "report", "words", "results?handler=File&format=xlsx"])
        {
            var times = new List<double>();
            for (var i = 0; i < Times; i++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await manager.GetAsync(new Uri(site, $"/questionnaires/{round}/{page}"));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var first = times[0];
            times.Sort();
            if (times[^1] > Promised) { slow++; }
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{page,-36} first {first,6:0} ms, median {times[Times / 2],6:0} ms, slowest {times[^1],6:0} ms"));
        }

        return slow == 0 ? 0 : 1;
    }

    private static Questions Asks() => new(
        "Section 11", "Measured",
        [.. Enumerable.Range(1, Standards).SelectMany(s => new Question[]
        {
            new($"s{s}-rating", $"Section {1 + (s / 8)}", $"Standard {s}", "code", [new("met", "Met", "green"), new("partly-met", "Partly met", "amber"), new("not-met", "Not met", "red"), new("not-applicable", "Does not apply", null)]),
            new($"s{s}-shows", $"Section {1 + (s / 8)}", "What shows it", "long-text", []),
        })],
        [.. Enumerable.Range(1, Standards).Select(s => new StandardAsked($"s{s}", $"Standard {s}", $"Section {1 + (s / 8)}", [], [$"s{s}-rating", $"s{s}-shows"], $"s{s}-rating", null, null))], 25, 25);

    private static string Body(int agency)
    {
        var (values, said, form) = (new JsonObject(), new List<FrozenResponse.Said>(), new Dictionary<string, string[]>());
        for (var s = 1; s <= Standards; s++)
        {
            var (rating, shows) = ((((agency * 7) + (s * 13)) % 10) switch { < 7 => "met", < 9 => "partly-met", _ => "not-met" }, $"Policy {agency} of standard {s}, reviewed in the spring, with an audit of thirty files and what staff said of it in supervision and in the survey of the summer");
            (values[$"s{s}-rating"], values[$"s{s}-shows"]) = (rating, shows);
            (form[$"s{s}-rating"], form[$"s{s}-shows"]) = ([rating], [shows]);
            said.Add(new FrozenResponse.Said($"s{s}-rating", $"Standard {s}", rating));
            said.Add(new FrozenResponse.Said($"s{s}-shows", "What shows it", shows));
        }

        return new FrozenResponse("Section 11", [new FrozenResponse.Part("All", said)], values, form, null, "").Write();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        // Each statement is given the parameters it names.
        var used = Enumerable.Range(1, values.Length).Where(n => sql.Contains($"${n}", StringComparison.Ordinal)).ToArray();
        foreach (var (place, number) in used.Index()) { sql = sql.Replace($"${number}", $"${place + 1}", StringComparison.Ordinal); }
        command.CommandText = sql;
        foreach (var number in used) { command.Parameters.Add(values[number - 1] is DBNull ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } : new NpgsqlParameter { Value = values[number - 1] }); }
        await command.ExecuteNonQueryAsync();
    }
}
