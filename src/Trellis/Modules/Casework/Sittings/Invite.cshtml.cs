using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Invites to the meeting of a step: first whom the matter knows of (the network, the family, the child), then anybody else.</summary>
[Does(ActWords.Convene)]
public sealed class InviteModel(StepDesk desk, StepMeetings meetings, PeopleRegister people, PersonDetails details) : MeetingStepPage(desk, meetings)
{
    /// <summary>What is posted of one who is proposed, or of somebody else.</summary>
    public sealed class Row
    {
        /// <summary><c>agency:CODE</c> or <c>person:ID</c>; of somebody else an agency's code, or empty.</summary>
        public string Key { get; set; } = "";

        public string Name { get; set; } = "";

        public string Part { get; set; } = "";

        /// <summary>invite, knows, report.</summary>
        public List<string> Does { get; set; } = [];
    }

    /// <param name="Part">What they are there as, unless somebody says otherwise.</param>
    /// <param name="Because">Why they are proposed.</param>
    public sealed record Proposal(string Key, string Title, string Part, string Because);

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    [BindProperty]
    public Row Other { get; set; } = new();

    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public bool Reports => Definition.Report is not null;

    public IReadOnlyList<Choice> Choices(bool agency, bool proposed) =>
    [
        .. proposed ? new[] { new Choice("invite", "Invite") } : [],
        .. agency ? new[] { new Choice("knows", "In direct contact with the child or adult") } : [],
        .. agency && Reports ? new[] { new Choice("report", "Ask for a report") } : [],
    ];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MayConvene) { return Redirect(Here); }
        Rows = [.. Proposals.Select(p => new Row { Key = p.Key, Part = p.Part, Does = Reports && p.Key.StartsWith("agency:", StringComparison.Ordinal) ? ["report"] : [] })];
        Other.Does = Reports ? ["report"] : [];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        var asked = Rows.Select((row, i) => (Row: row, Field: $"Rows[{i}]")).Where(r => r.Row.Does.Contains("invite") && Proposals.Any(p => p.Key == r.Row.Key)).ToList();
        var other = Other.Key.Length > 0 || !string.IsNullOrWhiteSpace(Other.Name) || !string.IsNullOrWhiteSpace(Other.Part);
        if (asked.Count == 0 && !other) { ModelState.AddModelError(Rows.Count > 0 ? "Rows[0].Does" : "Other.Name", "Select or enter who is invited"); }
        foreach (var (row, field) in asked)
        {
            var agency = row.Key.StartsWith("agency:", StringComparison.Ordinal) ? row.Key["agency:".Length..] : null;
            Try(new ToInvite(agency, agency is null ? Guid.Parse(row.Key["person:".Length..]) : null, row.Name, row.Part, row.Does.Contains("knows")), row.Does.Contains("report"), field);
        }

        if (other)
        {
            if (AgencyChoices.All(a => a.Value != Other.Key)) { ModelState.AddModelError("Other.Key", "Select an agency, or none"); }
            else { Try(new ToInvite(Other.Key.Length > 0 ? Other.Key : null, null, Other.Name, Other.Part, Other.Does.Contains("knows")), Other.Does.Contains("report"), "Other"); }
        }

        if (!ModelState.IsValid) { return Page(); }
        return await SaveAsync($"{English.Count(asked.Count + (other ? 1 : 0), "invitation is", "invitations are")} recorded");
    }

    private void Try(ToInvite asked, bool report, string field)
    {
        if (Meetings.Invite(Step, Meeting, asked, report).Refused(out var why)) { ModelState.AddModelError(why.Field.Length == 0 ? $"{field}.Part" : $"{field}.{(field == "Other" || why.Field == "Part" ? why.Field : "Does")}", why.Words); }
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync()) { return false; }
        var all = await Register.ListAsync(Step.Area);
        var invited = Meeting.Invited;
        AgencyChoices = [new("", "None"), .. all.Select(a => new Choice(a.Code, a.Title))];

        // The network: whoever is let into the matter, was asked in it, or must be there for a quorum.
        var network = (await Db.Involvements.AsNoTracking().Where(i => i.MatterId == Step.MatterId && i.Agency != null && (i.UntilAt == null || i.UntilAt > Clock.Now)).Select(i => i.Agency!).ToListAsync())
            .Concat(Step.Matter!.Steps.Select(s => s.Agency).OfType<string>()).ToHashSet();
        var kinds = Practice.Codes["agency-kind"];
        string Kind(string kind) => (QuorumMet.Needed(Definition)?.Includes.FirstOrDefault(k => k == kind || kinds.Find(k)?.RegisteredAs == kind) is { } needed ? kinds.Find(needed) : kinds.Codes.FirstOrDefault(k => k.Id == kind || k.RegisteredAs == kind))?.Title ?? "";
        bool Needed(string kind) => QuorumMet.Needed(Definition)?.Includes.Any(k => k == kind || kinds.Find(k)?.RegisteredAs == kind) is true;
        var proposed = all.Where(a => network.Contains(a.Code) || Needed(a.Kind)).Where(a => invited.All(i => i.Code != a.Code)).Select(a => new Proposal($"agency:{a.Code}", a.Title, Kind(a.Kind), Needed(a.Kind) ? "Has to be there for a quorum" : "Has a part in this matter"));

        // The family: the children themselves, and who is related to them.
        var about = Form.People.Select(p => p.Id).ToArray();
        var related = (await details.OfAsync(about, HttpContext.RequestAborted)).Where(d => d is { Part: "relationship", Other: not null, Until: null }).ToList();
        var known = (await people.OfAsync(related.Select(r => r.Other!.Value))).ToDictionary(p => p.Id);
        var family = Form.People.Select(p => new Proposal($"person:{p.Id}", p.Name, "Child", "The meeting is about them")).Concat(related.Where(r => known.ContainsKey(r.Other!.Value)).Select(r => new Proposal($"person:{r.Other}", known[r.Other!.Value].Name, r.Title, "Recorded as family")));
        Proposals = [.. proposed, .. family.DistinctBy(f => f.Key).Where(f => invited.All(i => $"person:{i.PersonId}" != f.Key))];
        return true;
    }
}
