using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>Who gives workshops: the pool, with the days each gave in a year.</summary>
[Does(ActWords.WriteCourse)]
public sealed class TrainersModel(TrellisDb db, AgencyRegister agencies, Programme programme, LondonClock clock) : PageModel
{
    private const string Lent = "lent";

    /// <param name="Given">Days given in the last twelve months; half a day is half of one.</param>
    /// <param name="Answers">How many said how these workshops were, from 1 to 4.</param>
    public sealed record Row(Guid Id, string Name, string Agency, bool Account, string? Pay, DateOnly? Ended, double Given, int Ahead, int Answers, double? Experience)
    {
        public string Feedback => Answers < Impact.Fewest ? $"Fewer than {Impact.Fewest} answers" : $"{Experience!.Value.ToString("0.0", English.Culture)} of 4, {English.Count(Answers, "answer", "answers")}";
    }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    /// <summary>Of their account, if they have one.</summary>
    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>How they are paid.</summary>
    [BindProperty]
    public string Pay { get; set; } = Lent;

    public IReadOnlyList<Choice> PayChoices => [new(Lent, "Not paid: their agency lends them"), .. programme.Rules.Pay.Select(p => new Choice(p.Id, p.Title))];

    public string PayTitle(string? pay) => pay is null ? "Lent by their agency" : programme.Rules.Pay.FirstOrDefault(p => p.Id == pay)?.Title ?? pay;

    public IReadOnlyList<Row> Trainers { get; private set; } = [];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        (Guid Id, string Name)? account = null;
        if (Email.Trim().Length > 0 && (account = await agencies.StaffAtAsync(Email, HttpContext.RequestAborted)) is null) { return await RefuseAsync(new Refusal(nameof(Email), "Nobody has an account with this email address")); }
        if (Trainer.Add(Name, Agency, account?.Id, [.. db.Acting.Actor.Areas.Order(StringComparer.Ordinal)], db.Acting.Actor, clock.Now).Refused(out var why, out var trainer)) { return await RefuseAsync(why); }
        if (trainer.PaidAs(Pay == Lent ? null : Pay, programme.Rules, db.Acting.Actor, clock.Now).Refused(out why)) { return await RefuseAsync(why); }
        db.Add(trainer);
        await db.SaveChangesAsync();
        TempData["done"] = $"{trainer.Name} is in the pool";
        return Redirect("/training/trainers");
    }

    public async Task<IActionResult> OnPostPayAsync(Guid trainer)
    {
        if (await db.Set<Trainer>().FirstOrDefaultAsync(t => t.Id == trainer) is not { } found) { return NotFound(); }
        if (found.PaidAs(Pay == Lent ? null : Pay, programme.Rules, db.Acting.Actor, clock.Now).Refused(out var why)) { return await RefuseAsync(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"{found.Name}: {PayTitle(found.Pay).ToLowerInvariant()}";
        return Redirect("/training/trainers");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid trainer)
    {
        if (await db.Set<Trainer>().FirstOrDefaultAsync(t => t.Id == trainer) is not { } found) { return NotFound(); }
        if (found.End(db.Acting.Actor, clock.Now).Refused(out var why)) { return await RefuseAsync(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"{found.Name} has left the pool";
        return Redirect("/training/trainers");
    }

    private async Task<IActionResult> RefuseAsync(Refusal why)
    {
        await LoadAsync();
        return this.Refuse(why);
    }

    private async Task LoadAsync()
    {
        var (now, since, stop) = (clock.Now, clock.Now.AddYears(-1), HttpContext.RequestAborted);
        var trainers = await db.Set<Trainer>().AsNoTracking().OrderBy(t => t.EndedOn != null).ThenBy(t => t.Name).ToListAsync(stop);
        var led = await db.Set<Leading>().AsNoTracking().Where(l => l.Workshop!.CancelledAt == null && l.Workshop.StartsAt >= since)
            .Select(l => new { l.TrainerId, l.WorkshopId, l.Workshop!.StartsAt, l.Workshop.Length, Sessions = l.Workshop.Sessions.Select(s => s.StartsAt).ToArray() }).ToListAsync(stop);
        var said = await db.Set<Evaluation>().AsNoTracking().Where(e => e.At >= since).GroupBy(e => e.WorkshopId).Select(g => new { g.Key, Answers = g.Count(), Sum = g.Sum(e => e.Experience) }).ToDictionaryAsync(g => g.Key, stop);
        Trainers = trainers.ConvertAll(t =>
        {
            var own = led.FindAll(l => l.TrainerId == t.Id);
            var answers = own.Where(l => said.ContainsKey(l.WorkshopId)).Select(l => said[l.WorkshopId]).ToArray();
            var given = own.Where(l => l.StartsAt < now).Sum(l => l.Sessions.Select(London.DateOf).Distinct().Count() * (l.Length == Practice.TrainingRules.HalfDay ? 0.5 : 1));
            return new Row(t.Id, t.Name, t.Agency, t.UserId is not null, t.Pay, t.EndedOn, given, own.Count(l => l.StartsAt >= now), answers.Sum(a => a.Answers), answers.Length == 0 ? null : (double)answers.Sum(a => a.Sum) / answers.Sum(a => a.Answers));
        });
    }
}
