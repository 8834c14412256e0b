using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trellis.Tests.Messages;

/// <summary>A small mail server on this machine: takes what it is given, or answers as it is told.</summary>
internal sealed class SmtpListener
{
    private readonly Action stop;
    private readonly List<string> said = [];
    private readonly List<string> taken = [];
    private readonly Task serving;

    public SmtpListener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        stop = listener.Stop;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync(listener);
    }

    public int Port { get; }

    /// <summary>Answers instead of the usual one, by the verb: "RCPT" to "550 no such user".</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Hangs up when it has the whole e-mail, without a word.</summary>
    public bool HangsUp { get; set; }

    /// <summary>Every command, as it came.</summary>
    public IReadOnlyList<string> Said
    {
        get { lock (said) { return [.. said]; } }
    }

    /// <summary>Every e-mail, headers and body.</summary>
    public IReadOnlyList<string> Taken
    {
        get { lock (said) { return [.. taken]; } }
    }

    public async Task StopAsync()
    {
        stop();
        await serving;
    }

    private async Task ServeAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await ConverseAsync(client);
            }
            catch (SocketException)
            {
                return; // stopped
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 localhost ready");
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (said) { said.Add(line); }
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Answers.TryGetValue(verb, out var other)) { await writer.WriteLineAsync(other); }
            else if (verb is "EHLO") { await writer.WriteLineAsync("250-localhost\r\n250 8BITMIME"); }
            else if (verb is "DATA" && !await TakeAsync(reader, writer)) { return; }
            else if (verb is "QUIT") { await writer.WriteLineAsync("221 bye"); return; }
            else if (verb is not "DATA") { await writer.WriteLineAsync("250 ok"); }
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") { letter.Append(line).Append('\n'); }
        lock (said) { taken.Add(letter.ToString()); }
        if (HangsUp) { return false; }
        await writer.WriteLineAsync(Answers.GetValueOrDefault("END", "250 taken"));
        return true;
    }
}
