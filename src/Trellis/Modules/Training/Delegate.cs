using System.Net.Mail;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What somebody says of themselves, or of the colleague they book for.</summary>
public sealed record DelegateText(string Name, string Sector, string Organisation, string? Agency, string Role);

/// <summary>Somebody who books or comes, known by their e-mail address, with an account or without.</summary>
public sealed class Delegate : Entity, IEdited
{
    public const int LongestEmail = 254;
    public const int LongestName = 200;

    public required string Email { get; init; }

    public string Name { get; private set; } = "";

    /// <summary>A sector of <c>practice/training.yaml</c>: what a place costs them follows from it.</summary>
    public string Sector { get; private set; } = "";

    /// <summary>Where they work, as they call it.</summary>
    public string Organisation { get; private set; } = "";

    /// <summary>The agency of the partnership it is, by its code; null when it is none.</summary>
    public string? Agency { get; private set; }

    public string Role { get; private set; } = "";

    public Guid? UserId { get; private set; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    /// <summary>An address as it is kept; null when it is none.</summary>
    public static string? Address(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        return text.Length <= LongestEmail && MailAddress.TryCreate(text, out var read) && read.Address == text && read.Host.Contains('.', StringComparison.Ordinal) ? text : null;
    }

    /// <summary>Says who they are, or that it changed. The same again is nothing new.</summary>
    /// <returns>Whether something changed.</returns>
    public Outcome<bool> Describe(DelegateText text, Guid? user, TrainingRules rules, string area, DateTimeOffset at)
    {
        if (text.Name.Trim().Length is 0 or > LongestName) { return new Refusal("Name", text.Name.Trim().Length == 0 ? "Enter your full name" : $"The name must be {LongestName} characters or fewer"); }
        if (rules.Sector(text.Sector) is null) { return new Refusal("Sector", "Select what kind of organisation you work for"); }
        if (text.Organisation.Trim().Length is 0 or > LongestName) { return new Refusal("Organisation", text.Organisation.Trim().Length == 0 ? "Enter the name of your organisation" : $"The organisation must be {LongestName} characters or fewer"); }
        if (rules.Roles.All(r => r.Id != text.Role)) { return new Refusal("Role", "Select what you do"); }
        var (name, organisation) = (text.Name.Trim(), text.Organisation.Trim());
        if ((Name, Sector, Organisation, Agency, Role, UserId) == (name, text.Sector, organisation, text.Agency, text.Role, user ?? UserId)) { return false; }
        (Name, Sector, Organisation, Agency, Role, UserId) = (name, text.Sector, organisation, text.Agency, text.Role, user ?? UserId);
        Happened(new Fact { Kind = "training.delegate-described", SourceId = Id, Area = area, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "sector", Code = Sector }] });
        return true;
    }
}
