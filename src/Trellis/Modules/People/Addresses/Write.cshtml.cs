using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Addresses;

[Does(ActWords.ChangePerson)]
public sealed partial class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PartPage(db, practice, clock, agencies, views)
{
    private const int LongestPostcode = 10;

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Postcode { get; set; }

    [BindProperty]
    public string? Uprn { get; set; }

    [BindProperty]
    public bool IsConfidential { get; set; }

    /// <summary>Others of the household who moved there too.</summary>
    [BindProperty]
    public Guid[] Also { get; set; } = [];

    public override string Noun => "Address";

    public override string WasWords => Was is PersonAddress address ? $"{address.Line ?? "no fixed address"}, {Title("address-kind", address.Kind).ToLowerInvariant()}" : "";

    public bool MayKeepConfidential => SeesConfidential;

    public IReadOnlyList<Choice> Household => Person.HouseholdId is { } household
        ? [.. Db.People.Local.Where(p => p.HouseholdId == household && p.Id != Id).OrderBy(p => p.Born).Select(p => new Choice(p.Id.ToString(), p.Name))]
        : [];

    protected override PersonPart? Find(Guid row) => Person.Addresses.Find(a => a.Id == row);

    protected override void Show(PersonPart was)
    {
        var address = (PersonAddress)was;
        (Kind, Text, Postcode, Uprn, IsConfidential) = (address.Kind, address.Text, address.Postcode, address.Uprn, address.VisibleTo is not null);
    }

    /// <summary>Who lives with them: the form offers to record the move of each.</summary>
    protected override async Task LoadedAsync()
    {
        if (Person.HouseholdId is { } household) { await Db.People.Include(p => p.Addresses).Include(p => p.Sources).AsSplitQuery().Where(p => p.HouseholdId == household).LoadAsync(); }
    }

    protected override Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        var (text, postcode, uprn) = (Filled(Text), Filled(Postcode)?.ToUpperInvariant(), Filled(Uprn));
        if (Choices("address-kind").All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of address it is"); }
        if (text is null && postcode is null && uprn is null && Kind is not "none") { ModelState.AddModelError(nameof(Text), "Enter the address, or as much of it as is known"); }
        if (text?.Length > PersonAddress.LongestText) { ModelState.AddModelError(nameof(Text), "Address must be 200 characters or fewer"); }
        if (postcode?.Length > LongestPostcode) { ModelState.AddModelError(nameof(Postcode), "Postcode must be 10 characters or fewer"); }
        if (uprn is not null && !Digits().IsMatch(uprn)) { ModelState.AddModelError(nameof(Uprn), "UPRN must be 1 to 12 digits"); }
        if (IsConfidential && !SeesConfidential) { ModelState.AddModelError(nameof(IsConfidential), "A social worker or team manager records a confidential address"); }
        return Task.FromResult<PersonPart?>(Address(Person, from, until, text, postcode, uprn));
    }

    protected override Task<Outcome<bool>> AlsoAsync(PersonPart part)
    {
        var moved = (PersonAddress)part;
        // Whoever stays recorded at the same address in the open would show where they all live.
        if (moved.VisibleTo is not null && Db.People.Local.Any(p => p.Id != Id && !Also.Contains(p.Id) && p.HouseholdId == Person.HouseholdId && p.Where is { } where && where == moved.Line))
        {
            return Task.FromResult<Outcome<bool>>(new Refusal("Also", "Somebody of the household is recorded at this address for all to see. Select everybody who lives there"));
        }

        foreach (var other in Db.People.Local.Where(p => Also.Contains(p.Id) && p.Id != Id && p.HouseholdId == Person.HouseholdId).ToArray())
        {
            if (other.Say(Address(other, moved.FromOn, moved.UntilOn, moved.Text, moved.Postcode, moved.Uprn), null, Clock.Today, By, SeesConfidential).Refused(out var why)) { return Task.FromResult<Outcome<bool>>(new Refusal("Also", $"{other.Name}: {why.Words}")); }
        }

        return Task.FromResult<Outcome<bool>>(true);
    }

    private PersonAddress Address(Person of, DateOnly? from, DateOnly? until, string? text, string? postcode, string? uprn) => new()
    {
        PersonId = of.Id,
        Person = of,
        Area = of.Area,
        Agency = Agency,
        FromOn = from,
        UntilOn = until,
        RecordedAt = Clock.Now,
        Kind = Kind,
        Text = text,
        Postcode = postcode,
        Uprn = uprn,
        VisibleTo = IsConfidential ? PersonAddress.Confidential : null,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"^[0-9]{1,12}$", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
