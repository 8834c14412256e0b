using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>One thing a return says of a child that is a fact: its kind, its day, its codes.</summary>
/// <param name="Key">Which row it is, in whatever file of whatever year.</param>
/// <param name="Origin">The episode it belongs to.</param>
/// <param name="Source">What said it: stands where a step would.</param>
/// <param name="Because">What led to it.</param>
/// <param name="Part">The table of a data set it stands in; empty of a census.</param>
public sealed record ToldRow(Guid Key, string Kind, DateOnly On, Guid Origin, Guid Source, Guid? Because, (string Field, string Code)[] Details, string Part = "")
{
    /// <summary>All it says; another file says the same where this is the same.</summary>
    public Guid Said { get; } = Hash($"{Kind}\n{On:yyyy-MM-dd}\n{Origin}\n{Source}\n{Because}\n{string.Join('\n', Details.Select(d => $"{d.Field}={d.Code}"))}");

    public Fact Of(Guid person, string area, string agency) => new()
    {
        Kind = Kind,
        PersonId = person,
        OriginId = Origin,
        SourceId = Source,
        BecauseId = Because,
        Area = area,
        Agency = agency,
        Occurred = Moment.On(On),
        Details = Codes(),
    };

    public List<FactDetail> Codes() => [.. Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })];

    internal static Guid Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
