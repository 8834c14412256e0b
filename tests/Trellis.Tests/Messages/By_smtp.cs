using System.Text;
using Trellis.Platform.Messages;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Messages;

/// <summary>A real conversation with a mail server.</summary>
public sealed class By_smtp(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private static readonly Letter Letter = new(new Guid("01900000-0000-7000-8000-00000000000a"), "teasel@example.org", "Work waits for your team in RBKC-26-1001", "A link – and nothing else\nhttps://trellis.example/messages/open?id=1\n");

    private readonly SmtpListener server = new();

    public Task InitializeAsync() => Stage.Clear();

    public Task DisposeAsync() => server.StopAsync();

    [Fact]
    public async Task An_e_mail_arrives_with_its_id_and_its_words()
    {
        (await CarryAsync()).ShouldBe(new Carried(Handover.Sent, "250"));

        server.Said.ShouldContain("MAIL FROM:<trellis@partnership.example>");
        server.Said.ShouldContain("RCPT TO:<teasel@example.org>");
        var taken = server.Taken.ShouldHaveSingleItem();
        taken.ShouldContain($"Message-ID: <{Letter.Id}@partnership.example>");
        taken.ShouldContain("Auto-Submitted: auto-generated");
        Plain(taken).ShouldContain(Letter.Body.Split('\n')[0]);
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", Handover.Refused, "550")]
    [InlineData("RCPT", "450 try later", Handover.Later, "450")]
    [InlineData("MAIL", "421 too busy", Handover.Later, "421")]
    [InlineData("END", "554 not this", Handover.Refused, "554")]
    [InlineData("END", "451 not now", Handover.Later, "451")]
    public async Task What_the_server_says_decides_what_becomes_of_it(string verb, string answer, Handover what, string code)
    {
        server.Answers[verb] = answer;

        (await CarryAsync()).ShouldBe(new Carried(what, code));
    }

    [Fact]
    public async Task A_connection_lost_after_the_last_word_leaves_it_unknown()
    {
        server.HangsUp = true;

        (await CarryAsync()).What.ShouldBe(Handover.Unknown);
        server.Taken.Count.ShouldBe(1, "it had it");
    }

    [Fact]
    public async Task What_is_no_address_is_refused_and_nothing_is_said()
    {
        (await Carrier().CarryAsync(Letter with { To = "nobody at all" }, default)).ShouldBe(new Carried(Handover.Refused, "address"));
        server.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_server_is_tried_again_later()
    {
        var closed = new SmtpListener();
        await closed.StopAsync();

        (await new SmtpCarrier(new SmtpServer("127.0.0.1", closed.Port, "trellis@partnership.example", null, null, Tls: false)).CarryAsync(Letter, default)).ShouldBe(new Carried(Handover.Later, "no-connection"));
    }

    [Fact]
    public async Task A_server_that_does_not_do_tls_is_given_nothing_when_it_must()
    {
        var carried = await new SmtpCarrier(new SmtpServer("127.0.0.1", server.Port, "trellis@partnership.example", null, null, Tls: true)).CarryAsync(Letter, default);

        carried.What.ShouldNotBe(Handover.Sent);
        server.Taken.ShouldBeEmpty();
        server.Said.ShouldNotContain(s => s.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_the_act_to_the_mail_server()
    {
        await As(FrontDoorWorker, number: 2).Chooses(Sending.AtOnce);
        var child = await Given.AChild(c => c.Named("Campion Quillfeather"));
        await Given.AContact(child);

        await Stage.Sender(Carrier()).SendDueAsync();

        var taken = server.Taken[0];
        taken.ShouldContain($"To: {Stage.EmailOf(FrontDoorWorker, number: 2)}");
        Plain(taken).ShouldContain("https://trellis.example/messages/open?id=");
        Plain(taken).ShouldNotContain("Quillfeather");
        Plain(taken).ShouldNotContain("Campion");
    }

    private Task<Carried> CarryAsync() => Carrier().CarryAsync(Letter, CancellationToken.None);

    private SmtpCarrier Carrier() => new(new SmtpServer("127.0.0.1", server.Port, "trellis@partnership.example", null, null, Tls: false));

    /// <summary>The e-mail with its body as it is read: bodies come in base64 or quoted-printable.</summary>
    private static string Plain(string taken)
    {
        var (head, body) = (taken[..taken.IndexOf("\n\n", StringComparison.Ordinal)], taken[(taken.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? $"{head}\n{Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)))}" : $"{head}\n{body.Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal)}";
    }
}
