namespace Trellis.Households.Recording;

/// <summary>What an agency writes down of people, and which mistakes it makes more or less than others.</summary>
/// <param name="Code">As on the command line.</param>
/// <param name="Prefix">Its ids begin with it.</param>
/// <param name="Nhs">Share of its records that have the NHS number.</param>
/// <param name="Upn">Share of those of school age that have the unique pupil number.</param>
/// <param name="Middle">Share that has middle names at all.</param>
/// <param name="Address">Share that has the lines of the address.</param>
/// <param name="School">Share of those at school that has the school.</param>
public sealed record Agency(string Code, char Prefix, double Nhs, double Upn, double Middle, double Address, double School)
{
    public static readonly IReadOnlyList<Agency> All =
    [
        new("social-care", 'C', Nhs: 0.15, Upn: 0.2, Middle: 0.6, Address: 0.95, School: 0.7),
        new("health", 'H', Nhs: 0.97, Upn: 0, Middle: 0.95, Address: 0.97, School: 0.15),
        new("police", 'P', Nhs: 0.02, Upn: 0, Middle: 0.5, Address: 0.85, School: 0.1),
        new("schools", 'S', Nhs: 0.03, Upn: 0.98, Middle: 0.8, Address: 0.98, School: 1),
    ];

    /// <summary>How many times more often than usual.</summary>
    public double Emphasis(ErrorKind kind) => (Code, kind) switch
    {
        ("police", ErrorKind.BirthDigit or ErrorKind.BirthDayMonth or ErrorKind.BirthYear) => 2,
        ("police", ErrorKind.Alias) => 1,
        (_, ErrorKind.Alias) => 0,
        ("social-care", ErrorKind.KnownAs) => 1,
        ("schools", ErrorKind.KnownAs) => 0.5,
        (_, ErrorKind.KnownAs) => 0,
        // Health gives NHS numbers out: what it has is right.
        ("health", ErrorKind.NhsTypo) => 0,
        _ => 1,
    };
}
