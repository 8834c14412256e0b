using System.Security.Cryptography;
using System.Text;

namespace Trellis.Modules.Agencies.Passwords;

/// <summary>
/// Passwords found in breaches or used by many: 60,000 of them as the first five bytes of their SHA-256, sorted
/// (<c>common.bin</c>, made by <c>tools/common-passwords.mjs</c>). One password in nine million is refused for another's hash.
/// </summary>
public static class CommonPasswords
{
    private const int Width = 5;

    private static readonly Lazy<byte[]> List = new(Read);

    /// <summary>In the list, whatever its capitals, also with digits and signs put round it.</summary>
    public static bool Has(string password)
    {
        var low = password.Trim().ToLowerInvariant();
        return Listed(low) || (Core(low) is { Length: >= 5 } core && Listed(core)) || OneThingRepeated(low);
    }

    private static string Core(string password)
    {
        var (start, end) = (0, password.Length);
        while (start < end && !char.IsLetter(password[start])) { start++; }
        while (end > start && !char.IsLetter(password[end - 1])) { end--; }
        return password[start..end];
    }

    /// <summary>"aaaaaaaaaaaa", "abcabcabcabc".</summary>
    private static bool OneThingRepeated(string password) => password.Length > 1 && string.Concat(password, password).IndexOf(password, 1, StringComparison.Ordinal) < password.Length;

    private static bool Listed(string word)
    {
        var list = List.Value;
        var wanted = SHA256.HashData(Encoding.UTF8.GetBytes(word)).AsSpan(0, Width);
        var (low, high) = (0, (list.Length / Width) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = list.AsSpan(middle * Width, Width).SequenceCompareTo(wanted);
            if (order == 0) { return true; }
            if (order < 0) { low = middle + 1; } else { high = middle - 1; }
        }

        return false;
    }

    private static byte[] Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("Trellis.Passwords.common.bin")
            ?? throw new InvalidOperationException("The list of common passwords is not in the program");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
