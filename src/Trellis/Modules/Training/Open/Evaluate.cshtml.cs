using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;

namespace Trellis.Modules.Training.Open;

/// <summary>At the end of a workshop: knowledge and confidence before and after for each outcome, how it was, what they will do.</summary>
[AllowAnonymous]
public sealed class EvaluateModel(OpenDesk desk) : OpenPage(desk)
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    /// <summary>Answers by what is asked: <c>knowledge-1-before</c>.</summary>
    [BindProperty]
    public Dictionary<string, string> Rate { get; set; } = [];

    [BindProperty]
    public string Experience { get; set; } = "";

    [BindProperty]
    public string WillDo { get; set; } = "";

    [BindProperty]
    public string Comments { get; set; } = "";

    public Booking Of { get; private set; } = null!;

    public Course Course => Of.Workshop!.Course!;

    public IReadOnlyList<Choice> Scale => [.. Evaluation.Scale.Select((word, i) => new Choice((i + 1).ToString(CultureInfo.InvariantCulture), $"{i + 1}, {word.ToLowerInvariant()}"))];

    public string Answer(int outcome, string what, string when) => Rate.GetValueOrDefault($"{what}-{outcome}-{when}", "");

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        return await LoadAsync(who) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestEvaluates);
        var ratings = Enumerable.Range(1, Course.Outcomes.Length).SelectMany(o => Rating.Whats.Select(w => (o, w, Number(Answer(o, w, "before")), Number(Answer(o, w, "after"))))).ToArray();
        if (Evaluation.Give(Of, Course, ratings, Number(Experience), WillDo, Comments, Desk.Clock.Now).Refused(out var why, out var given)) { return this.Refuse(why); }
        Db.Add(given);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "Thank you. Your answers help the next workshop";
        return Redirect($"/courses/bookings/{Of.Reference.ToLowerInvariant()}");
    }

    private static int Number(string answer) => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<bool> LoadAsync(AtTheDoor who)
    {
        if (await MineAsync(who, Reference) is not { Attended: true } of || of.DelegateId != who.Known!.Id || await Db.Set<Evaluation>().AnyAsync(e => e.Id == of.Id, Stop)) { return false; }
        Of = of;
        await Desk.Views.SawAsync("training-own", ActWords.GuestEvaluates, [of.DelegateId], of.Area, cancellationToken: Stop);
        return true;
    }
}
