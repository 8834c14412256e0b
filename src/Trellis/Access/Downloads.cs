using Microsoft.Net.Http.Headers;

namespace Trellis.Access;

/// <summary>What somebody added and somebody else takes.</summary>
public static class Downloads
{
    /// <summary>
    /// To be kept and never to be shown: whatever is in it, the browser is told that it is bytes, to save them, and that nothing in it may
    /// run here. What follows is written by whoever keeps it.
    /// </summary>
    /// <param name="name">As it is called; <paramref name="plain"/> is for browsers that know only plain letters.</param>
    public static void ToBeKept(this HttpResponse to, string name, string plain, long bytes)
    {
        to.ContentType = "application/octet-stream";
        to.ContentLength = bytes;
        to.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name, FileName = plain }.ToString();
        to.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        to.Headers["X-Download-Options"] = "noopen";
    }
}
