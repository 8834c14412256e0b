using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

/// <summary>What was there before the story begins. Says only what matters to the test.</summary>
public sealed class Givens(Stage stage)
{
    private static int people;

    public Task<Person> AChild(Func<AChild, AChild>? told = null)
    {
        var number = Interlocked.Increment(ref people);
        var child = (told ?? (c => c))(new AChild());
        return stage.As(Actor.TheSystem(child.Area)).Does(ActWords.SetUp, services =>
        {
            var name = (child.Name ?? $"Wren Example{Letters(number)}").Split(' ', 2);
            var person = new Person
            {
                Reference = string.Create(CultureInfo.InvariantCulture, $"T{number}"),
                Area = child.Area,
                GivenName = name[0],
                FamilyName = name[^1],
                Born = child.Born,
                Sex = child.Sex,
                EthnicGroup = child.EthnicGroup,
                HouseholdId = child.Household ?? Ids.New(),
                Address = child.Address,
                Postcode = child.Postcode,
            };
            person.Added(Moment.Exactly(stage.Clock.Now));
            services.GetRequiredService<TrellisDb>().Add(person);
            return Task.FromResult(person);
        });
    }

    /// <summary>A contact about them waits for triage. Received now.</summary>
    public async Task<CaseStep> AContact(Person about, params (string Field, string Answer)[] contact)
    {
        var worker = stage.As(Roles.FrontDoorWorker, about.Area);
        await worker.Starts("front-door", about);
        return await worker.Completes("contact", about, contact);
    }

    /// <summary>A referral about them waits for its decision. It became one now, unless <c>referred-on</c> says otherwise.</summary>
    public async Task<CaseStep> AReferral(Person about, params (string Field, string Answer)[] referral)
    {
        await AContact(about);
        var worker = stage.As(Roles.FrontDoorWorker, about.Area);
        await worker.Completes("triage", about, "referral");
        return await worker.Completes("referral", about, referral);
    }

    /// <summary>Names have no numbers in them: 28 is "BB".</summary>
    private static string Letters(int number) => number == 0 ? "" : Letters((number - 1) / 26) + (char)('a' + ((number - 1) % 26));
}

/// <summary>A child as a test describes them; the rest is made up.</summary>
public sealed record AChild
{
    public string? Name { get; init; }

    public DateOnly? Born { get; init; } = new DateOnly(2016, 5, 1);

    public string Sex { get; init; } = "F";

    public string EthnicGroup { get; init; } = Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Id;

    public string Area { get; init; } = "RBKC";

    public Guid? Household { get; init; }

    public string? Address { get; init; }

    public string? Postcode { get; init; }

    public AChild BornOn(string day) => this with { Born = LondonTimes.Day(day) };

    public AChild BirthDateNotKnown() => this with { Born = null };

    /// <summary>"Rowan Ash"</summary>
    public AChild Named(string name) => this with { Name = name };

    /// <summary>"1 Nowhere Lane", "ZZ9 9ZZ"</summary>
    public AChild LivingAt(string address, string postcode) => this with { Address = address, Postcode = postcode };

    public AChild In(string area) => this with { Area = area };

    public AChild OfSex(string code) => this with { Sex = code };

    public AChild OfEthnicGroup(string code) => this with { EthnicGroup = code };

    /// <summary>Lives in the same household.</summary>
    public AChild With(Person brotherOrSister) => this with { Household = brotherOrSister.HouseholdId, Area = brotherOrSister.Area };
}
