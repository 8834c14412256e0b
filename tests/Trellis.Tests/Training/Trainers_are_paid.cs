using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>Who is not lent is paid by rule for each workshop they gave, once its attendance is closed.</summary>
public sealed class Trainers_are_paid(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_is_owed_follows_from_the_workshop_and_is_paid_or_dropped()
    {
        var account = Stage.EmailOf(Trainer);
        var (first, second) = (await Stage.AWorkshop("Paid for", "2026-03-20", trainerAt: account), await Stage.AWorkshop("Paid for", "2026-03-23"));
        foreach (var workshop in new[] { first, second }) { await Site.Books(Site.Visitor(), workshop, "Ottoline Marsh", "ottoline@sunbeam.example"); }
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await manager.Opens("/training/trainers");
        page.Table("The pool").Select(r => r["Paid"]).ShouldAllBe(p => p.StartsWith("Lent by their agency", StringComparison.Ordinal));
        page = await page.Fill("How are they paid?", "Freelance trainer", 1).Presses($"Set it for Perpetua Vance");
        page.Done.ShouldBe("Perpetua Vance: freelance trainer");
        page = await page.Fill("How are they paid?", "Freelance trainer", 2).Presses($"Set it for Perpetua Vance {account}");
        page.Done.ShouldBe($"Perpetua Vance {account}: freelance trainer");

        // The trainer closes it, and sees nobody's pay.
        foreach (var (workshop, day) in new[] { (first, "2026-03-20 13:00"), (second, "2026-03-23 13:00") })
        {
            Stage.Clock.Set(day);
            var who = workshop == first ? await SignedIn(Trainer) : await SignedIn(BusinessManager, "RBKC", "WCC");
            (await (await who.Opens($"/training/workshops/{workshop}/attendance")).Presses("Close attendance")).Done.ShouldStartWith("Attendance is closed");
            if (workshop == first) { (await who.Opens("/training/payments")).Status.ShouldBe(HttpStatusCode.Forbidden); }
        }

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(kind || ' ' || days || ' ' || amount || ' ' || rules, ', ') from training.payment")).ShouldBe("freelance 1 250 2026-04, freelance 1 250 2026-04");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from training.payment")).ShouldBe(0, "nobody asking");
        manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        page = await manager.Opens("/training/payments");
        page.Said.ShouldContain("2 payments, £500.00");
        var (paid, dropped) = ($"Paid to Perpetua Vance {account} for {first.ToUpperInvariant()}", $"Not owed to Perpetua Vance for {second.ToUpperInvariant()}");
        (await page.Presses(paid)).Errors.ShouldBe(["Enter the number of the invoice or payment"]);
        page = await (await manager.Opens("/training/payments")).Fill("Number of the invoice or payment", "INV 7", 1).Presses(paid);
        page.Done.ShouldBe("Noted as paid");
        (await page.Presses(dropped)).Errors.ShouldBe(["Enter why it is not owed"]);
        page = await (await manager.Opens("/training/payments")).Fill("Why is it not owed?", "Given as a favour").Presses(dropped);
        page.Said.ShouldContain("0 payments");
        var csv = await (await manager.Fetches("/training/payments?handler=Csv&show=all")).Content.ReadAsStringAsync();
        csv.ShouldContain("INV 7");
        csv.ShouldContain("Given as a favour");
        (await Count("record.view", "what = 'training-pay-export'")).ShouldBe(1);
        (await Count("record.fact", "kind in ('training.pay-owed', 'training.pay-paid', 'training.pay-dropped')")).ShouldBe(4);
        page = await manager.Opens("/training/trainers");
        page.Table("The pool").Select(r => $"{r["Days in twelve months"]} {r["How they were"]}").ShouldBe(["0.5 Fewer than 5 answers", "0.5 Fewer than 5 answers"]);
    }

    [Fact]
    public void Rates_are_read_and_mistakes_are_said()
    {
        Stage.Practised.Model.Training.Pay.Select(p => $"{p.Id} {p.FullDay} {p.HalfDay}").ShouldBe(["freelance 450 250", "own-experience 180 100"]);
        PracticeFiles.Broken("training.yaml", "{title: Freelance trainer, full-day: 450, half-day: 250}", "{title: Freelance trainer, full-day: much, half-day: 250}").Mistakes.ShouldNotBeEmpty();
    }
}
