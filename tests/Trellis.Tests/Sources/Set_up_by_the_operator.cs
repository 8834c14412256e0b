using Microsoft.Extensions.Configuration;
using Trellis.Modules.Sources;
using Trellis.Platform;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Sources;

public sealed class Set_up_by_the_operator
{
    private static readonly Dictionary<string, string?> Right = new()
    {
        ["Sources:nhs:Kind"] = "fhir",
        ["Sources:nhs:Title"] = "NHS demographics",
        ["Sources:nhs:Address"] = "https://demographics.example/FHIR/R4",
    };

    [Fact]
    public void Without_settings_there_is_none_and_with_them_each_serves_its_areas()
    {
        Read([]).All.ShouldBeEmpty();

        using var book = Read([("Sources:nhs:Areas", "RBKC, WCC")], Right);
        book.For("RBKC").Select(s => $"{s.Code} {s.Title} {s.Host}").ShouldBe(["nhs NHS demographics demographics.example"]);
        book.For("LBHF").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Kind", "telepathy", "Sources:nhs:Kind must be trellis or fhir")]
    [InlineData("Kind", "", "Sources:nhs:Kind is not set")]
    [InlineData("Title", "", "Sources:nhs:Title is not set")]
    [InlineData("Address", "http://demographics.example", "Sources:nhs:Address must be an address that begins with https, with neither a password nor a question in it")]
    [InlineData("Address", "https://user:password@demographics.example", "Sources:nhs:Address must be an address that begins with https, with neither a password nor a question in it")]
    [InlineData("Address", "ftp://demographics.example", "Sources:nhs:Address must be an address that begins with https, with neither a password nor a question in it")]
    [InlineData("Areas", "RBKC,ATLANTIS", "Sources:nhs:Areas names ATLANTIS, which is no area of the practice model")]
    [InlineData("Seconds", "0", "Sources:nhs:Seconds must be a number of seconds from 0.5 to 600")]
    [InlineData("KeyFile", "/not/there", "Sources:nhs:KeyFile names a file that is not there")]
    public void What_is_wrong_is_said_by_the_name_of_the_setting(string name, string value, string words) =>
        Should.Throw<WrongInputException>(() => Read([($"Sources:nhs:{name}", value)], Right)).Message.ShouldBe(words);

    [Fact]
    public void This_machine_alone_may_be_asked_in_clear() =>
        Read([("Sources:nhs:Address", "http://127.0.0.1:9999")], Right).All.ShouldHaveSingleItem();

    [Fact]
    public void Another_Trellis_needs_its_credentials() =>
        Should.Throw<WrongInputException>(() => Read([("Sources:nhs:Kind", "trellis")], Right)).Message.ShouldBe("Sources:nhs:ClientId is not set");

    private static SourceBook Read((string Name, string Value)[] settings, Dictionary<string, string?>? others = null)
    {
        var all = new Dictionary<string, string?>(others ?? []);
        foreach (var (name, value) in settings) { all[name] = value; }
        return SourceSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), Stage.Practised.Model, new LondonClock(new TestClock()));
    }
}
