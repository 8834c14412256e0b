using System.Buffers.Binary;
using System.Net;
using Trellis.Platform.Documents;
using Trellis.Tests.Documents;
using Trellis.Tests.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Library;

/// <summary>Podcasts: looked at before they are kept, never without what is said in them, and played part by part.</summary>
public sealed class Recordings(TestSite site) : OnSite(site)
{
    /// <summary>MPEG-1 layer III, 128 kbit/s at 44.1 kHz: frames of 417 bytes, whose bytes say which they are.</summary>
    private static byte[] Mp3(int frames)
    {
        var sound = new byte[frames * 417];
        for (var n = 0; n < frames; n++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(sound.AsSpan(n * 417), 0xfffb9000);
            sound.AsSpan((n * 417) + 4, 413).Fill((byte)n);
        }

        return sound;
    }

    private static byte[] Box(string name, byte[] body)
    {
        var box = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.ASCII.GetBytes(name).CopyTo(box, 4);
        body.CopyTo(box, 8);
        return box;
    }

    private static byte[] M4a(string handler) => [.. Box("ftyp", "M4A \0\0\0\0"u8.ToArray()), .. Box("moov", System.Text.Encoding.ASCII.GetBytes($"hdlr....{handler}")), .. Box("mdat", new byte[40])];

    private static byte[] Page(byte[] body) => [.. "OggS"u8, .. new byte[22], 1, (byte)body.Length, .. body];

    private static byte[] Ogg(string begins) => [.. Page(System.Text.Encoding.ASCII.GetBytes(begins)), .. Page(new byte[30])];

    [Fact]
    public void What_is_called_a_recording_is_one_to_its_end()
    {
        string? Fault(string name, byte[] content) => SoundCheck.TypeOf(name, content).Refused(out var why, out _) ? why.Words : null;
        Fault("talk.mp3", Mp3(5)).ShouldBeNull();
        Fault("talk.mp3", [.. "ID3\u0004\0\0\0\0\0\u0005"u8, .. new byte[5], .. Mp3(5)]).ShouldBeNull("with who speaks before it");
        Fault("talk.mp3", [.. Mp3(5), .. "TAG"u8, .. new byte[125]]).ShouldBeNull();
        Fault("talk.m4a", M4a("soun")).ShouldBeNull();
        Fault("talk.ogg", Ogg("OpusHead")).ShouldBeNull();
        Fault("talk.ogg", Ogg("\u0001vorbis")).ShouldBeNull();

        foreach (var (name, content) in new (string, byte[])[]
        {
            ("talk.mp3", Papers.Pdf()), ("talk.mp3", [.. Mp3(5), .. "<html><script>"u8]), ("talk.mp3", Mp3(1)), ("talk.mp3", M4a("soun")), ("talk.m4a", Mp3(5)), ("talk.m4a", M4a("soun")[..^3]),
            ("film.m4a", M4a("sounvide")), ("talk.ogg", Ogg("theora..")), ("talk.ogg", [.. Ogg("OpusHead"), .. "<html>"u8]),
        })
        {
            Fault(name, content).ShouldNotBeNull(name).ShouldEndWith("recording, but it is not one, or it is damaged");
        }

        Fault("talk.wav", Mp3(5)).ShouldBe("A recording must be MP3, M4A or OGG");
    }

    [Fact]
    public async Task A_podcast_is_published_with_what_is_said_in_it_and_played_in_parts()
    {
        Stage.Clock.Set(TestClock.Start);
        var (manager, officer) = (await SignedIn(BusinessManager), await SignedIn(PoliceOfficer));
        var sound = Mp3(3000);
        var page = await (await (await manager.Opens("/library")).Follows("Write something")).Fill("What is it?", "Podcast").Fill("Title", "Who lives here?").Presses("Begin");
        var address = page.Path[..^"/write".Length];
        page = await page.Fill("What it is, in a sentence or two", "Two of us talk").Fill("What it is about", "Asking").Fill("Transcript", "One: Who lives here?").Presses("Publish");
        page.Errors.ShouldBe(["Add the recording, or write where to listen"]);
        page = await manager.Opens($"{address}/write");
        (await page.Attach("Add a file (optional)", "talk.mp3", Papers.Pdf()).Presses("Save")).Errors.ShouldBe(["The file is called an MP3 recording, but it is not one, or it is damaged"]);
        page = await manager.Opens($"{address}/write");
        page = await page.Fill("What it is, in a sentence or two", "Two of us talk").Fill("What it is about", "Asking").Fill("Transcript", "").Attach("Add a file (optional)", "talk.mp3", sound).Presses("Publish");
        page.Errors.ShouldBe(["Write “Transcript” first"]);
        page = await manager.Opens($"{address}/write");
        page = await page.Fill("What it is, in a sentence or two", "Two of us talk").Fill("What it is about", "Asking").Fill("Transcript", "One: Who lives here?").Fill("Anybody may read it, without signing in", "Anybody may read it, without signing in").Attach("Add a file (optional)", "talk.mp3", sound).Presses("Publish");
        page.Done.ShouldBe("Published as version 1");

        // Whoever may read it, and anybody where it is public, plays it: whole, or from the middle.
        foreach (var (listener, at) in new[] { (officer, address), (Site.Visitor(), $"/published/{address.Split('/')[^1]}") })
        {
            var shown = await listener.Opens(at);
            shown.Said.ShouldContain("One: Who lives here?");
            var player = shown.Document.QuerySelector("audio[controls]").ShouldNotBeNull();
            shown.Document.GetElementById(player.GetAttribute("aria-labelledby")!)!.TextContent.ShouldBe("Listen: talk.mp3");
            var source = player.GetAttribute("src")!;
            using var whole = await listener.Fetches(source);
            (whole.Content.Headers.ContentType!.MediaType, whole.Headers.AcceptRanges.Single(), whole.Headers.GetValues("X-Content-Type-Options").Single()).ShouldBe(("audio/mpeg", "bytes", "nosniff"));
            (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(sound);

            foreach (var (range, from, until) in new[] { ("bytes=0-1", 0, 1), ("bytes=524280-524300", 524280, 524300), ("bytes=1250000-", 1250000, sound.Length - 1), ("bytes=-7", sound.Length - 7, sound.Length - 1), ("bytes=1000-99999999", 1000, sound.Length - 1) })
            {
                using var part = await listener.FetchesPart(source, range);
                (part.StatusCode, part.Content.Headers.ContentRange!.ToString()).ShouldBe((HttpStatusCode.PartialContent, $"bytes {from}-{until}/{sound.Length}"), range);
                (await part.Content.ReadAsByteArrayAsync()).ShouldBe(sound[from..(until + 1)], range);
            }

            using var beyond = await listener.FetchesPart(source, $"bytes={sound.Length}-");
            beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
            using var kept = await listener.Fetches(shown.Document.QuerySelector("a[href*='handler=File']")!.GetAttribute("href")!);
            kept.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            (await kept.Content.ReadAsByteArrayAsync()).ShouldBe(sound);
        }
    }

    [Fact]
    public async Task Only_what_may_have_recordings_takes_one()
    {
        var manager = await SignedIn(BusinessManager);
        var page = await (await (await manager.Opens("/library")).Follows("Write something")).Fill("What is it?", "Tool").Fill("Title", "A tool that sings").Presses("Begin");
        (await page.Fill("What it is, in a sentence or two", "A tool").Attach("Add a file (optional)", "talk.mp3", Mp3(5)).Presses("Save")).Errors.ShouldHaveSingleItem().ShouldStartWith("The file must be PDF");
        PracticeFiles.Broken("library.yaml", "        title: Transcript\n        hint: For whoever does not hear it\n        required: true", "        title: Transcript\n        hint: For whoever does not hear it").Mistakes.ShouldContain(m => m.Message == "the kind \"podcast\" has recordings, and nothing for whoever does not hear them");
    }
}
