using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Trellis.Modules.Messages;
using Trellis.Platform;
using Trellis.Platform.Messages;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Messages;

/// <summary>No message and no e-mail says whom it is about.</summary>
public sealed partial class Nobodys_name(Stage stage) : OnStage(stage)
{
    [Fact]
    public void No_words_of_a_message_hold_anything_but_a_reference_and_the_title_of_a_step()
    {
        foreach (var kind in Stage.Practised.Model.Messages.Kinds)
        {
            Held().Matches(kind.Tray).Select(m => m.Value).Except(["{topic}", "{reference}"]).ShouldBeEmpty(kind.Id);
            Held().Matches(kind.Email).Select(m => m.Value).Except(["{reference}"]).ShouldBeEmpty(kind.Id);
        }
    }

    [Fact]
    public async Task Nothing_told_or_sent_in_a_whole_story_names_anybody_in_it()
    {
        await As(FrontDoorWorker, number: 2).Chooses(Sending.AtOnce);
        await As(SocialWorker, number: 2).Chooses(Sending.AtOnce);
        await As(TeamManager).Chooses(Sending.AtOnce);
        var child = await Given.AChild(c => c.Named("Saxifrage Ottershaw").BornOn("2013-07-19"));
        var sister = await Given.AChild(c => c.Named("Celandine Ottershaw").BornOn("2015-11-23").With(child));
        await As(FrontDoorWorker).Starts("front-door", child, sister);
        await As(FrontDoorWorker).Completes("contact", child, ("worry", "Saxifrage has not been to school"));
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police", "health-trust");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).First(s => s.Agency == "police"), ("knows", "yes"), ("information", "Ottershaw is known to us"));
        await As(HealthProfessional).Completes((await Stage.Steps(child)).First(s => s.Agency == "health-trust"), ("knows", "no"));
        await As(FrontDoorWorker).Completes("triage", child, "referral");
        await As(FrontDoorWorker).Completes("referral", child);
        await As(SocialWorker).Completes("decision", child, "assess");
        var assessment = await As(SocialWorker).Completes("assessment", child);
        await As(TeamManager).Returns(assessment, "What does Celandine say?");
        On("2026-03-20 09:00");
        await Stage.Reminds();
        var pigeon = new Pigeon();
        await Stage.Sender(pigeon).SendDueAsync();

        var stored = (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select m::text from messages.message m) || array(select e::text from messages.email e)"))!;
        stored.Length.ShouldBeGreaterThan(40);
        pigeon.Carried.Count.ShouldBeGreaterThan(20);
        string[] never = ["Saxifrage", "Celandine", "Ottershaw", child.Reference, sister.Reference, child.Id.ToString(), sister.Id.ToString(), "2013", "19 July", "2015", "23 November", "has not been", "known to us"];
        foreach (var text in stored.Concat(pigeon.Carried.Select(c => $"{c.Subject}\n{c.Body}")))
        {
            // An id may hold any four digits; theirs may not be there at all.
            var words = Ids().Replace(text, id => Guid.Parse(id.Value) == child.Id || Guid.Parse(id.Value) == sister.Id ? id.Value : "");
            foreach (var word in never) { words.ShouldNotContain(word, Case.Insensitive); }
        }

        foreach (var letter in pigeon.Carried) { Links().Replace(letter.Body, "").ShouldNotContain("http"); }
    }

    [Theory]
    [InlineData("Messages:Smtp:Host=mail.example", "Messages:Site is not set")]
    [InlineData("Messages:Smtp:Host=mail.example;Messages:Site=http://trellis.example", "Messages:Site must be an address that begins with https")]
    [InlineData("Messages:Smtp:Host=mail.example;Messages:Site=https://trellis.example", "Messages:Smtp:From is not set")]
    [InlineData("Messages:Smtp:Host=mail.example;Messages:Smtp:From=us;Messages:Site=https://trellis.example", "Messages:Smtp:From must be an e-mail address")]
    [InlineData("Messages:Smtp:From=us@example.org;Messages:Smtp:Port=x;Messages:Site=https://trellis.example", "Messages:Smtp:Port must be a number from 1 to 65535")]
    [InlineData("Messages:Smtp:Host=mail.example;Messages:Smtp:From=us@example.org;Messages:Smtp:Tls=false;Messages:Site=https://trellis.example", "Messages:Smtp:Tls must be true where the server is not on this machine")]
    [InlineData("Messages:Smtp:Host=mail.example;Messages:Notify:KeyFile=x", "Messages:Smtp and Messages:Notify are both set")]
    [InlineData("Messages:Notify:KeyFile=no-such-file;Messages:Site=https://trellis.example", "Messages:Notify:KeyFile names a file that is not there")]
    public void What_the_operator_set_wrongly_is_said_by_name(string settings, string message) =>
        Should.Throw<WrongInputException>(() => Read(settings)).Message.ShouldStartWith(message);

    [Fact]
    public void Without_settings_nothing_goes_out()
    {
        Read("").Carrier.ShouldBeNull();
        Read("Messages:Smtp:Host=mail.example;Messages:Smtp:From=us@example.org;Messages:Site=https://trellis.example").Carrier.ShouldBeOfType<SmtpCarrier>();
    }

    private Mailing Read(string settings) => MailSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => (string?)s[1])).Build(), new LondonClock(Stage.Clock));

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Held();

    [GeneratedRegex(@"https://trellis\.example/messages/(open\?id=[0-9a-f-]{36}|settings)\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
