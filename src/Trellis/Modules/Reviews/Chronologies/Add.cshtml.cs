using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>Adds one entry, as well as its time is known.</summary>
[Does(ActWords.WriteEntry)]
public sealed class AddModel(ReviewDesk desk) : ChronologyPage(desk)
{
    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string At { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Source { get; set; } = "";

    [BindProperty]
    public string Seen { get; set; } = "";

    [BindProperty]
    public string Comment { get; set; } = "";

    [BindProperty]
    public string Significance { get; set; } = "routine";

    [BindProperty]
    public List<string> Themes { get; set; } = [];

    [BindProperty]
    public string Person { get; set; } = "";

    public IReadOnlyList<Choice> AgencyChoices => [.. AgencyTitles.OrderBy(a => !AskedAgencies.Contains(a.Key)).ThenBy(a => a.Value, StringComparer.Ordinal).Select(a => new Choice(a.Key, a.Value))];

    public IReadOnlyList<Choice> PersonChoices => [new("", "Nobody in particular"), .. People.Select(p => new Choice(p.Id.ToString(), p.Name))];

    public IReadOnlyList<Choice> SignificanceChoices => ChoicesOf("event-significance");

    public IReadOnlyList<Choice> ThemeChoices => ChoicesOf("review-theme");

    public async Task<IActionResult> OnGetAsync() => await FindAsync("review-chronology") && MayWrite ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync("review-chronology") || !MayWrite) { return NotFound(); }
        if (For(Agency) is not { } agency) { ModelState.AddModelError(nameof(Agency), "Select whose entry it is"); return Page(); }
        if (Read() is not { } when) { return Page(); }
        Guid? person = People.FirstOrDefault(p => p.Id.ToString() == Person)?.Id;
        if (Person.Length > 0 && person is null) { ModelState.AddModelError(nameof(Person), "Select whom it is about"); }
        var asked = new ToEnter(when.On, when.At, when.Precision, Source.Trim(), What.Trim(), Seen.Trim(), Comment.Trim(), Significance, [.. Themes], person);
        foreach (var fault in Entry.Faults(asked, Practice, Today)) { ModelState.AddModelError(fault.Field, fault.Words); }
        if (!ModelState.IsValid) { return Page(); }
        if (Entry.Write(MatterId, Matter.Area, agency, asked, Review?.SharedAt, Actor, Desk.Clock.Now).Refused(out var why, out var entry)) { return this.Refuse(why); }
        Db.Add(entry);
        return await SaveAsync("The entry is added", Chronology);
    }

    /// <summary>The day, or where nobody knows it the month or the year; the time of a day that is known.</summary>
    private WrittenWhen? Read()
    {
        var (day, month, year) = ((On.Day ?? "").Trim(), (On.Month ?? "").Trim(), (On.Year ?? "").Trim());
        if (day.Length == 0 && year.Length > 0)
        {
            if (At.Trim().Length > 0) { ModelState.AddModelError(nameof(At), "Enter the day too, or leave the time empty"); return null; }
            if (int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) && y is >= 1900 and <= 2200)
            {
                if (month.Length == 0) { return new WrittenWhen(new DateOnly(y, 1, 1), null, "year"); }
                if (int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12) { return new WrittenWhen(new DateOnly(y, m, 1), null, "month"); }
            }
        }

        var (on, wrong) = On.Read("day it happened", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); return null; }
        if (At.Trim().Length == 0) { return new WrittenWhen(on!.Value, null, "day"); }
        if (WrittenWhen.TryTime(At, out var at)) { return new WrittenWhen(on!.Value, at, "time"); }
        ModelState.AddModelError(nameof(At), "Enter a time like 16:15, or leave it empty");
        return null;
    }
}
