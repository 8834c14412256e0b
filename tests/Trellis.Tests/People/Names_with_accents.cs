using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.People.Public;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.People;

/// <summary>A child whose name has accents is one child, however it is typed.</summary>
public sealed class Names_with_accents(Stage stage) : OnStage(stage)
{
    [Theory]
    [InlineData("Ömer Şen", "Omer Sen")]
    [InlineData("Şükrü Öz", "Sukru Oz")]
    [InlineData("Zoë Lefèvre", "Zoe Lefevre")]
    public async Task Are_found_by_either_spelling(string accented, string plain)
    {
        var (withThem, without) = (await Given.AChild(c => c.Named(accented).BirthDateNotKnown()), await Given.AChild(c => c.Named(plain).BirthDateNotKnown()));

        foreach (var asked in new[] { accented, plain, accented.ToUpperInvariant(), accented.Normalize(System.Text.NormalizationForm.FormD) })
        {
            var hits = await As(FrontDoorWorker).In(services => services.GetRequiredService<PeopleSearch>().FindAsync(asked, null));
            // As like as can be: adding one when the other is known warns.
            hits.Where(h => h.Likeness > 0.99f).Select(h => h.Id).ShouldBe([withThem.Id, without.Id], ignoreOrder: true, asked);
        }
    }

    [Fact]
    public async Task Are_looked_up_in_an_index() => (await Stage.SqlAsync<long>(
        DatabaseRoles.Owner, "select count(*) from pg_indexes where schemaname = 'people' and tablename = 'person' and indexdef like '%gin_trgm_ops%' and indexdef like '%plain(%'")).ShouldBe(1);
}
