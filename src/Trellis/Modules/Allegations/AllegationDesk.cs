using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Allegations;

/// <summary>What the pages of the designated officer have in common: their areas, the code lists, the store.</summary>
public sealed class AllegationDesk(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public TrellisDb Db => db;

    public Actor Actor => db.Acting.Actor;

    public LondonClock Clock => clock;

    public AllegationRules Rules => practice.Allegations;

    /// <summary>Boroughs where the asker acts.</summary>
    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title))];

    public IReadOnlyList<Choice> Sectors => Choices(AllegationRules.Sectors);

    public string Title(string list, string code) => practice.Codes[list].Find(code)?.Title ?? code;

    public string Sector(string code) => Title(AllegationRules.Sectors, code);

    public string Area(string code) => practice.AreaTitle(code);
}
