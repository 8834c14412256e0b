using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>Which actions are listed. Every part narrows; an address keeps them all.</summary>
public sealed class ActionFilter
{
    public const int LongestText = 100;

    public static readonly IReadOnlyList<(string Value, string Label)> Shows =
        [("open", "Open"), ("mine", "Mine"), ("agency", "My agency’s"), ("overdue", "Overdue"), ("escalated", "Escalated"), ("to-agree", "Complete, to be agreed"), ("ended", "Ended"), ("all", "All")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "open";

    /// <summary>The body that follows it now.</summary>
    [FromQuery(Name = "body")]
    public Guid? Body { get; set; }

    [FromQuery(Name = "agency")]
    public string Agency { get; set; } = "";

    [FromQuery(Name = "status")]
    public string Status { get; set; } = "";

    /// <summary>red, amber or green.</summary>
    [FromQuery(Name = "colour")]
    public string Colour { get; set; } = "";

    [FromQuery(Name = "source")]
    public string Source { get; set; } = "";

    /// <summary>In the reference, what is to be done, whose it is, or the item.</summary>
    [FromQuery(Name = "text")]
    public string Text { get; set; } = "";

    public bool IsKnown => Shows.Any(s => s.Value == Show);

    /// <summary>Something is asked for besides which list it is.</summary>
    public bool Narrows => Body is not null || (Agency + Status + Colour + Source + Text).Length > 0;

    public string Label => Shows.First(s => s.Value == Show).Label;

    /// <summary>The address of the same list, with some of it otherwise.</summary>
    public string Link(string? show = null, int page = 1, string? handler = null)
    {
        var query = new QueryBuilder { { "show", show ?? Show } };
        if (Body is { } body) { query.Add("body", body.ToString()); }
        foreach (var (name, value) in new[] { ("agency", Agency), ("status", Status), ("colour", Colour), ("source", Source), ("text", Text) }.Where(p => p.Item2.Length > 0)) { query.Add(name, value); }
        if (page > 1) { query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture)); }
        if (handler is not null) { query.Add("handler", handler); }
        return "/actions" + query;
    }

    /// <param name="mine">The asker's agency, and the posts they hold there.</param>
    /// <param name="seats">Titles of the seats they hold at the tables of bodies.</param>
    /// <param name="holding">Those that hold the text that is looked for; null: none is.</param>
    internal IQueryable<ActionPoint> Of(IQueryable<ActionPoint> all, ActionRules rules, DateOnly today, string? agency, IReadOnlyList<PostSummary> mine, IReadOnlyCollection<string> seats, Guid[]? holding)
    {
        var (ended, rule) = (rules.Ended, rules.RuleOn(today));
        var shown = Show switch
        {
            "open" => all.Where(a => !ended.Contains(a.Status)),
            "mine" => Mine(all, agency, mine, seats).Where(a => !ended.Contains(a.Status)),
            "agency" => all.Where(a => a.Agency == agency && !ended.Contains(a.Status)),
            "overdue" => all.Where(a => !ended.Contains(a.Status) && a.DueOn < today),
            "escalated" => all.Where(a => !ended.Contains(a.Status) && a.DueOn < today && a.EscalatedFor.Contains(a.DueOn!.Value)),
            "to-agree" => all.Where(a => ended.Contains(a.Status) && a.AgreedAt == null),
            "ended" => all.Where(a => ended.Contains(a.Status)),
            _ => all,
        };
        if (Body is { } body) { shown = shown.Where(a => a.ForBodyId == body); }
        if (Agency.Length > 0) { shown = shown.Where(a => a.Agency == Agency); }
        if (Status.Length > 0) { shown = shown.Where(a => a.Status == Status); }
        if (Source.Length > 0) { shown = shown.Where(a => a.Source == Source); }
        if (holding is not null) { shown = shown.Where(a => holding.Contains(a.Id)); }

        return Coloured(shown, ended, rule, today);
    }

    /// <summary>Which actions hold the text, asked once for all that is asked of them; null: no text is looked for.</summary>
    public async Task<Guid[]?> HoldingAsync(TrellisDb db)
    {
        if (Text.Trim() is not { Length: > 0 } text) { return null; }
        var like = $"%{text.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        // Those about a matter are few, and read as anything about a matter is.
        return await db.Database.SqlQuery<Guid>($"select actions.holding({like}) as \"Value\" union all select id from actions.action where matter_id is not null and searched like {like}").ToArrayAsync();
    }

    private IQueryable<ActionPoint> Coloured(IQueryable<ActionPoint> shown, string[] ended, ColourRule rule, DateOnly today)
    {
        var (red, amber, quiet) = (rule.RedBefore(today), rule.AmberUntil(today), rule.QuietBefore(today) ?? DateOnly.MinValue);
        return Colour switch
        {
            "red" => shown.Where(a => !ended.Contains(a.Status) && a.DueOn < red),
            "amber" => shown.Where(a => !ended.Contains(a.Status) && (a.DueOn == null || (a.DueOn >= red && a.DueOn <= amber) || (a.DueOn > amber && (a.SaidOn ?? a.SetOn) < quiet))),
            "green" => shown.Where(a => !ended.Contains(a.Status) && a.DueOn > amber && ((a.SaidOn ?? a.SetOn) == null || (a.SaidOn ?? a.SetOn) >= quiet)),
            _ => shown,
        };
    }

    /// <summary>Given to a post they hold, or written for one, or for a seat they hold.</summary>
    private static IQueryable<ActionPoint> Mine(IQueryable<ActionPoint> all, string? agency, IReadOnlyList<PostSummary> posts, IReadOnlyCollection<string> seats)
    {
        var (roles, teams, titles, areas) = (posts.Select(p => p.Role).ToArray(), posts.Select(p => p.Team).OfType<string>().ToArray(), posts.Select(p => p.Title).ToArray(), posts.SelectMany(p => p.Areas).ToArray());
        var written = titles.Union(seats).ToArray();
        return all.Where(a => a.Agency == agency
            && ((a.PostRole == null && a.PostTitle == null && written.Contains(a.Owner))
                || ((a.PostRole != null || a.PostTitle != null) && (a.PostRole == null || roles.Contains(a.PostRole)) && (a.PostTeam == null || teams.Contains(a.PostTeam))
                    && (a.PostTitle == null || titles.Contains(a.PostTitle)) && (a.PostArea == null || areas.Contains(a.PostArea)))));
    }
}
