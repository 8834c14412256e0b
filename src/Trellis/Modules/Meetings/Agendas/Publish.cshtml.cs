using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Publishes an agenda, or what was changed of it, and tells those at the table.</summary>
[Does(ActWords.PublishAgenda)]
public sealed class PublishModel(MeetingDesk desk, MeetingNews news) : MeetingPage(desk)
{
    [BindProperty]
    public string Because { get; set; } = "";

    public int Papers => Meeting.Agenda.Sum(i => i.PapersNow.Count());

    public string Authority => Practice.Meetings.AgendaAuthority;

    public bool IsLate => Meeting.PublishedAt is null && AgendaDue is { } due && Clock.Today > due;

    /// <summary>Reports without a paper.</summary>
    public IReadOnlyList<string> Missing => [.. Meeting.Agenda.Where(i => i.Kind == "report" && !i.PapersNow.Any()).Select(i => $"“{i.Title}”")];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Meeting.Publish(AgendaDue, Practice.Meetings.LateNeedsReason, Because, Clock.Now, Clock.Today, By).Refused(out var why)) { return this.Refuse(why); }
        news.Tell(Occasion.AgendaOut, Meeting, With?.Seats.SelectMany(s => s.Holders) ?? [], Of);
        await Db.SaveChangesAsync();
        TempData["done"] = "The agenda is out";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync() => await FindAsync() && May(ActWords.PublishAgenda);
}
