using FsCheck;
using FsCheck.Fluent;
using Trellis.Matching.Index;

using Outcome = Trellis.Matching.Deciding.Outcome;

namespace Trellis.Tests.Matching;

/// <summary>The index that is asked while somebody types.</summary>
public sealed class Somebody_is_found
{
    private static readonly Guid Id = Guid.Parse("018f0000-0000-7000-8000-000000000001");
    private static readonly Known Child = new("Oleksandra", null, "Kovalenko", "2014-08-09", "F", "SW6 4AA", "3 Dawes Road", "9990000018");

    [Theory]
    [InlineData("Alexandra", "Kovalenko", "2014-08-09", null)]
    [InlineData("Sasha", "Kowalenko", "2014-08-09", null)]
    [InlineData("Oleksandra", "Kovalenko", "2014-09-08", null)]
    [InlineData("Kovalenko", "Oleksandra", "2014-08-09", null)]
    [InlineData("Oleksandra", "Smith", "2014-08-09", "SW6 4AA")]
    [InlineData("Olexandra", "Kovalenka", null, "SW6 4AA")]
    [InlineData("Oleksandra", "Kovalenko", "2014", null)]
    public void By_what_agencies_write(string given, string family, string? born, string? postcode)
    {
        using var index = Filled();
        index.Put(Id, Child);

        var first = index.Find(new Known(given, null, family, born, null, postcode)).First();

        first.Id.ShouldBe(Id);
        first.Outcome.ShouldNotBe(Outcome.Different);
        first.Why.ShouldNotBeEmpty();
    }

    [Fact]
    public void By_a_name_of_before()
    {
        using var index = Filled();
        index.Put(Id, Child, Child with { FamilyName = "Bondarenko" });

        index.Find(new Known("Oleksandra", null, "Bondarenko", "2014-08-09")).First().Id.ShouldBe(Id);
    }

    [Fact]
    public void By_the_number_alone() => With(i => i.Find(new Known(NhsNumber: "999 000 0018")).ShouldHaveSingleItem().Id.ShouldBe(Id));

    [Fact]
    public void Not_once_taken_out_or_replaced() => With(index =>
    {
        index.Put(Id, new Known("Petra", null, "Novakova", "2012-01-30"));
        index.Find(Child).ShouldNotContain(c => c.Id == Id);
        index.Remove(Id).ShouldBeTrue();
        index.Remove(Id).ShouldBeFalse();
        index.Find(new Known("Petra", null, "Novakova", "2012-01-30")).ShouldBeEmpty();
    });

    [Fact]
    public void Not_by_a_reader_who_may_not_know_of_them() => With(index => index.Find(Child, may: id => id != Id).ShouldNotContain(c => c.Id == Id));

    [Fact]
    public void After_a_new_start_as_before() => With(index =>
    {
        using var file = new MemoryStream();
        index.Save(file);
        file.Position = 0;
        using var again = PeopleIndex.Load(file);

        again.Count.ShouldBe(index.Count);
        Same(again.Find(Child), index.Find(Child));
        Should.Throw<InvalidDataException>(() => PeopleIndex.Load(new MemoryStream([1, 2, 3])));
        Should.Throw<InvalidDataException>(() => PeopleIndex.Load(new MemoryStream(file.ToArray()[..^40])));
    });

    [Fact]
    public void However_people_came_and_went_the_answers_are_those_of_an_index_made_anew() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 9).Zip(Gen.Choose(0, 40)).ListOf()), steps =>
        {
            using var index = new Both(new PeopleIndex(), new PeopleIndex());
            var now = new Dictionary<int, int>();
            foreach (var (who, what) in steps)
            {
                if (what < 8)
                {
                    index.Index.Remove(Of(who));
                    now.Remove(who);
                }
                else
                {
                    index.Index.Put(Of(who), Some(what));
                    now[who] = what;
                }
            }

            foreach (var (who, what) in now) { index.Fresh.Put(Of(who), Some(what)); }
            return Enumerable.Range(8, 33).All(what => Told(index.Index.Find(Some(what))) == Told(index.Fresh.Find(Some(what))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public async Task While_others_put_in_and_ask() => await WithAsync(async index =>
    {
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 3_000; i++) { index.Put(Of(i % 50), Some(i % 40)); }
        });
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!writing.IsCompleted) { index.Find(Child).ShouldContain(c => c.Id == Id); }
        }));
        await Task.WhenAll([writing, .. asking]);
    });

    private static Guid Of(int who) => new(who + 1, 0, 0, new byte[8]);

    private static Known Some(int what) => new(new[] { "Ann", "Annie", "Bob", "Robert" }[what % 4], null, new[] { "Reed", "Reid", "Hope" }[what % 3], $"2015-0{1 + (what % 5)}-11", null, what % 2 == 0 ? "N1 1AA" : null);

    private static string Told(IEnumerable<Candidate> found) =>
        string.Join(';', found.Select(c => $"{c.Id} {c.Probability:0.0000} {c.Outcome}").Order(StringComparer.Ordinal));

    private static void Same(IEnumerable<Candidate> one, IEnumerable<Candidate> other) => Told(one).ShouldBe(Told(other));

    private static PeopleIndex Filled()
    {
        var index = new PeopleIndex();
        for (var i = 0; i < 500; i++) { index.Put(Guid.NewGuid(), new Known($"Given{i % 61}", null, $"Family{i % 83}", $"20{10 + (i % 9)}-0{1 + (i % 9)}-1{i % 9}", "F", $"N{1 + (i % 9)} {i % 9}AA")); }
        return index;
    }

    private static void With(Action<PeopleIndex> does)
    {
        using var index = Filled();
        index.Put(Id, Child);
        does(index);
    }

    private static async Task WithAsync(Func<PeopleIndex, Task> does)
    {
        using var index = Filled();
        index.Put(Id, Child);
        await does(index);
    }

    private sealed record Both(PeopleIndex Index, PeopleIndex Fresh) : IDisposable
    {
        public void Dispose()
        {
            Index.Dispose();
            Fresh.Dispose();
        }
    }
}
