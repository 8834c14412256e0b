using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trellis.Access;
using Trellis.Modules.Agencies;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

/// <summary>Two people in every role of the practice model, for each area and for both: the cast of every stage. Made once, in the template.</summary>
internal static class StageStaff
{
    public const int OfEachRole = 2;

    /// <summary>The areas whose staff there are; the last covers both.</summary>
    public static readonly string[][] Areas = [["RBKC"], ["WCC"], ["RBKC", "WCC"]];

    private static readonly (string Code, string Title, string Kind, string? Area)[] Agencies =
    [
        ("rbkc-children", "Children’s services of RBKC", "council", "RBKC"),
        ("wcc-children", "Children’s services of WCC", "council", "WCC"),
        ("police", "Police", "police", null),
        ("health-trust", "Health trust", "health", null),
        ("rbkc-school-a", "Larkspur Primary School", "school", "RBKC"),
        ("wcc-school-a", "Bluebell Lane Primary School", "school", "WCC"),
        ("charity-a", "Stepping Stones", "charity", null),
        ("charity-b", "Open Doors", "charity", null),
        ("partnership", "Partnership unit", "partnership", null),
    ];

    public static string Email(string role, string[] areas, int number) => $"{role}.{string.Join('-', areas).ToLowerInvariant()}.{number}@example.org";

    public static string AgencyOf(string role, string area) => role switch
    {
        Roles.Referrer or Roles.Trainer => "charity-a",
        Roles.SchoolLead => $"{area.ToLowerInvariant()}-school-a",
        Roles.HealthProfessional => "health-trust",
        Roles.PoliceOfficer or Roles.BoardMember or Roles.SafeguardingLead or Roles.PanelMember => "police",
        Roles.Analyst or Roles.CaseReviewLead or Roles.BusinessManager or Roles.Scrutineer or Roles.Administrator or Roles.InformationGovernanceLead => "partnership",
        _ => $"{area.ToLowerInvariant()}-children",
    };

    /// <summary>Migrates and fills the template database.</summary>
    public static async Task FillAsync(string connection)
    {
        await using var database = Database.At(connection);
        await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Stage.Practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var acting = scope.ServiceProvider.GetRequiredService<Acting>();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        var began = LondonTimes.Day("2015-01-05");
        // One round of hashing is enough for a password everybody can read above, and signing in takes no time.
        var hash = new PasswordHasher<Staff>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(null!, Stage.Password);
        acting.As(Actor.TheSystem("RBKC", "WCC"));
        acting.Begin(ActWords.SetUp);
        db.AddRange(Agencies.Select(a => Agency.Add(a.Code, a.Title, a.Kind, a.Area, "RBKC", Moment.On(began))));
        foreach (var role in Stage.Practised.Model.Roles)
        {
            foreach (var areas in Areas)
            {
                for (var number = 1; number <= OfEachRole; number++)
                {
                    var staff = Staff.Add($"{role.Title} {number}, {string.Join(" and ", areas)}", Email(role.Id, areas, number), hash, areas[0], Moment.On(began));
                    staff.Hold(AgencyOf(role.Id, areas[0]), null, role.Id, role.Title, areas, role.Qualification, began, areas[0]);
                    db.Add(staff);
                }
            }
        }

        await db.SaveChangesAsync();
    }
}
