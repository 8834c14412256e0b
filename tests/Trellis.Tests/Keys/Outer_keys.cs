using System.Xml.Linq;
using Trellis.Access;
using Trellis.Platform;
using Trellis.Platform.Keys;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Keys;

/// <summary>The keys in the database open with the file outside it, and with nothing else.</summary>
public sealed class Outer_keys(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private readonly string folder = TestPostgres.File($"keys-{Guid.NewGuid():N}");

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public void Without_a_server_a_key_is_made_once_and_only_its_owner_reads_it()
    {
        var made = OuterKeys.At(null, null, folder);

        OuterKeys.At(null, null, folder).Newest.ShouldBe(made.Newest);
        if (!OperatingSystem.IsWindows()) { File.GetUnixFileMode(Path.Combine(folder, "outer.keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite); }
    }

    [Theory]
    [InlineData(null, "Host=db.example;Database=trellis", "must name the key file")]
    [InlineData("nowhere.keys", "Host=db.example;Database=trellis", "no such file")]
    [InlineData("nowhere.keys", null, "no such file")]
    public void Where_a_server_or_a_file_is_named_a_missing_key_is_an_error_and_none_is_made(string? named, string? server, string words)
    {
        var path = named is null ? null : Path.Combine(folder, named);

        Should.Throw<CannotRunException>(() => OuterKeys.At(path, server, folder)).Message.ShouldContain(words);
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sites_keys_lie_locked_in_the_database_and_open_in_another_process()
    {
        var (first, outer) = Repository();
        first.StoreElement(new XElement("key", new XAttribute("secret", "heron")), "key-1");

        (await Stage.SqlAsync<bool>(DatabaseRoles.Owner, "select position('heron'::bytea in body) = 0 and outer_id = $1 from keys.protection where name = 'key-1'", outer.Newest)).ShouldBeTrue();
        new KeysInDatabase(Stage.Database, OuterKeys.At(null, null, folder), new LondonClock(Stage.Clock)).GetAllElements().Single().Attribute("secret")!.Value.ShouldBe("heron");
        Should.Throw<LostKeyException>(() => new KeysInDatabase(Stage.Database, OuterKeys.Unkept(), new LondonClock(Stage.Clock)).GetAllElements());
    }

    [Fact]
    public async Task Plain_files_of_an_earlier_version_are_taken_in_and_go()
    {
        var (repository, _) = Repository();
        var old = Directory.CreateDirectory(Path.Combine(folder, "old"));
        await File.WriteAllTextAsync(Path.Combine(old.FullName, "key-7.xml"), "<key id=\"7\"><secret>weir</secret></key>");

        repository.TakeIn(old.FullName).ShouldBe(1);

        old.Refresh();
        old.Exists.ShouldBeFalse();
        repository.GetAllElements().ShouldContain(e => e.Value == "weir");
        repository.TakeIn(old.FullName).ShouldBe(0);
    }

    [Fact]
    public async Task After_a_rotation_the_newest_locks_and_what_was_locked_before_opens()
    {
        var (repository, outer) = Repository();
        repository.StoreElement(new XElement("key", "before"), "key-9");
        var areas = new AreaKeys(Stage.Database, outer, new LondonClock(Stage.Clock));
        var (about, was) = (Guid.NewGuid(), outer.Newest);
        var locked = await areas.LockAsync("RBKC", about, "the heron");
        var loose = outer.Lock("something", "old"u8);
        var stranger = OuterKeys.At(null, null, folder); // a site that runs meanwhile, and reads the file anew when it must

        (await KeyRotation.RunAsync(Stage.Database, outer)).ShouldBeGreaterThanOrEqualTo(2);

        outer.Newest.ShouldNotBe(was);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from keys.protection where outer_id <> $1", outer.Newest)).ShouldBe(0);
        outer.Open("something", was, loose).ShouldBe("old"u8.ToArray());
        (await new AreaKeys(Stage.Database, stranger, new LondonClock(Stage.Clock)).OpenAsync(about, locked)).ShouldBe("the heron");
        await KeyRotation.CheckAsync(Stage.Database, outer);
    }

    [Fact]
    public async Task The_wrong_file_is_named_at_the_start()
    {
        Repository().Keys.StoreElement(new XElement("key"), "key-3");

        (await Should.ThrowAsync<CannotRunException>(() => KeyRotation.CheckAsync(Stage.Database, OuterKeys.Unkept()))).Message.ShouldContain("protection key key-3");
    }

    [Fact]
    public async Task A_new_version_of_an_areas_key_locks_and_the_one_before_still_opens()
    {
        var areas = new AreaKeys(Stage.Database, Repository().Outer, new LondonClock(Stage.Clock));
        var about = Guid.NewGuid();
        var before = await areas.LockAsync("WCC", about, "before");

        var version = await areas.AddAsync("WCC");
        var after = await areas.LockAsync("WCC", about, "after");

        after.ShouldContain($"WCC/{version}/");
        (await areas.OpenAsync(about, before)).ShouldBe("before");
        (await areas.OpenAsync(about, after)).ShouldBe("after");
    }

    [Fact]
    public async Task What_is_moved_or_altered_or_locked_with_a_lost_key_does_not_open_and_says_which_key()
    {
        var areas = new AreaKeys(Stage.Database, Repository().Outer, new LondonClock(Stage.Clock));
        var about = Guid.NewGuid();
        var locked = await areas.LockAsync("LBHF", about, "words");

        await Should.ThrowAsync<LostKeyException>(() => areas.OpenAsync(Guid.NewGuid(), locked));
        await Should.ThrowAsync<LostKeyException>(() => areas.OpenAsync(about, locked[..^6] + (locked[^6] == 'A' ? 'B' : 'A') + locked[^5..]));
        await Should.ThrowAsync<LostKeyException>(() => areas.OpenAsync(about, locked[..30]));
        (await Should.ThrowAsync<LostKeyException>(() => areas.OpenAsync(about, locked.Replace("LBHF/1/", "LBHF/9/", StringComparison.Ordinal)))).Message.ShouldContain("LBHF/9");
    }

    /// <summary>As a first start makes it, in an emptied table: tests of the class share a database, and each has a key file of its own.</summary>
    private (KeysInDatabase Keys, OuterKeys Outer) Repository()
    {
        using (var empty = Stage.Database.As(DatabaseRoles.Owner).CreateCommand("delete from keys.protection; delete from keys.area_key")) { empty.ExecuteNonQuery(); }
        var outer = OuterKeys.At(null, null, folder);
        return (new KeysInDatabase(Stage.Database, outer, new LondonClock(Stage.Clock)), outer);
    }
}
