using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Training.Needs;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Training;

/// <summary>Who came to training, and who was to, goes when the practice model says so; how many came stays.</summary>
public sealed class Who_came_goes_by_itself(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task After_six_years_who_it_was_goes_and_how_many_came_stays()
    {
        await Stage.CameAsync("perdita@heronry.example", "Perdita Vole", "2025-05-20");
        await Stage.CameAsync("kestrel@heronry.example", "Kestrel Vane", "2030-05-21");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            set session_replication_role = replica;
            insert into training.workforce (id, agency, sector, area, taken_at, edition) values ('00000000-0000-7000-8000-00000000000f', 'wcc-school-a', 'school', 'WCC', now(), 0);
            insert into training.worker (id, workforce_id, agency, sector, area, email, name, role, setting, left_on) select uuidv7(), '00000000-0000-7000-8000-00000000000f', 'wcc-school-a', 'school', 'WCC', n || '@heronry.example', n, 'lead', '', d from (values ('Left Long Ago', date '2026-01-01'), ('Still Here', null)) v(n, d)
            """.Replace("n || '@heronry.example'", "replace(lower(n), ' ', '') || '@heronry.example'", StringComparison.Ordinal));
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "set session_replication_role = replica; insert into training.showing (id, email, agency, area, shows, said_at, edition) select uuidv7(), n || '@heronry.example', 'wcc-school-a', 'WCC', true, '2025-12-01', 0 from unnest(array['leftlongago', 'stillhere']) n");
        (await Passes("2031-05-20 09:00")).ShouldBe(0, "six years are not over");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "set session_replication_role = replica; insert into retention.hold (id, title, authority, area, from_on) values (uuidv7(), 'Inquiry', 'Letter', 'RBKC', '2026-01-01')");
        (await Passes("2032-01-02 09:00")).ShouldBe(2, "everything in RBKC is held, the worker of WCC and what they said is not");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "set session_replication_role = replica; delete from retention.hold");
        (await Passes("2032-01-02 09:00")).ShouldBe(1);
        (await Passes("2032-01-02 09:00")).ShouldBe(0, "again changes nothing");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(name, ', ' order by name) from training.delegate where email not like '%larkspur%'")).ShouldBe("Disposed of, Kestrel Vane");
        (await Count("training.worker", "name = 'Still Here'")).ShouldBe(1);
        (await Count("training.worker", "name = 'Left Long Ago'")).ShouldBe(0);
        (await Count("training.showing")).ShouldBe(1, "what whoever is still here said stands");
        (await Count("training.booking", "came = 'whole' and delegate_id = (select id from training.delegate where name = 'Disposed of')")).ShouldBe(1, "how many came stays");

        async Task<int> Passes(string on)
        {
            Stage.Clock.Set(on);
            await using var scope = Stage.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<TrainingKept>().PassAsync();
        }
    }
}
