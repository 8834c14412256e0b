using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Trellis.Modules.Agencies.Passwords;

/// <summary>What a password must be, and what it costs to try one.</summary>
public static class PasswordRules
{
    public const int Shortest = 12;

    /// <summary>Longer ones would only cost time to hash; nobody's is cut off.</summary>
    public const int Longest = 128;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512: what OWASP's password storage guidance recommends. A password hashed with fewer is hashed anew when it is next used.</summary>
    public const int Rounds = 210_000;

    public static PasswordHasher<Staff> Hasher() => new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>Why this may not be somebody's password; null when it may. Length is all that is asked of its form.</summary>
    public static string? Fault(string password, string email)
    {
        if (password.Length < Shortest) { return $"Your new password must have {Shortest} characters or more"; }
        if (password.Length > Longest) { return $"Your new password must have {Longest} characters or fewer"; }
        var own = email.Split('@')[0];
        if (CommonPasswords.Has(password) || (own.Length > 3 && password.Contains(own, StringComparison.OrdinalIgnoreCase)))
        {
            return "Choose a password that is harder to guess: this one is on a list of passwords that many people use, or has your email address in it";
        }

        return null;
    }
}
