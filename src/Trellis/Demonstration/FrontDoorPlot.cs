using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>From the contact to the feedback.</summary>
internal static class FrontDoorPlot
{
    private const string Process = "front-door";

    public static readonly Which Contact = new(Process, "contact");
    public static readonly Which Triage = new(Process, "triage");
    public static readonly Which Referral = new(Process, "referral");

    /// <param name="day">The day somebody tells us.</param>
    /// <param name="open">A social worker works with the family already.</param>
    /// <param name="turn">What is particular about it: <c>error</c>, <c>wrong-person</c>, <c>corrected</c>, <c>referral-corrected</c>, <c>joined</c>, <c>waiting</c> (for approval, today); null for nothing.</param>
    public static void Tell(Plot p, DateOnly day, bool open, string? turn)
    {
        var (dice, time) = (p.Dice, p.Time);
        var theirs = p.Source.Agency is not null && dice.Chance(0.6);
        var worker = p.Cast.FrontDoor();
        var teller = theirs ? p.Cast.Of(p.Source.Agency!) : worker;
        var atNight = !theirs && !p.Source.OfficeHours && dice.Chance(0.3);
        var began = Began(p, day, theirs);
        var done = time.Minutes(began, 4, 16);
        // Out of hours the duty team takes it, and the front door records it the next morning.
        var received = theirs ? began : atNight ? began.AddMinutes(-dice.Between(40, 15 * 60)) : began.AddMinutes(-dice.Between(2, 90));
        p.Do(new Begin(began, teller, Process, [.. p.About]));
        p.Opens(began);
        var contact = ContactForm(p, done);
        p.Do(new Complete(done, teller, Contact, contact(received)));
        if (turn is "wrong-person")
        {
            p.Do(new TakeBack(time.Minutes(done, 8, 40), worker, Contact, WrongPerson: true, p.Say("withdraw.wrong-person")));
            return;
        }

        if (turn is "error")
        {
            var back = time.Minutes(done, 3, 20);
            p.Do(new TakeBack(back, worker, Contact, WrongPerson: false, p.Say("withdraw.error")));
            done = time.Minutes(back, 5, 15);
            p.Do(new Complete(done, teller, Contact, contact(received)));
        }

        if (turn is "corrected")
        {
            // They told us only afterwards when it was: its clock follows.
            p.Do(new Correct(time.Days(done, dice.Between(2, 9)), worker, Contact, contact(received.AddMinutes(-dice.Between(6 * 60, 30 * 60))), p.Say("correct.date")));
        }

        Acknowledge(p, worker, done);
        var triaged = TriagedAt(p, received, done);
        var risk = dice.Of(("red", p.Theme.Id is "physical" or "sexual" or "exploitation" or "serious-violence" ? 18 : 6), ("amber", 42), ("green", 50));
        var way = turn is "referral-corrected" or "joined" or "waiting" ? "referral" : open ? "advice" : FirstWay(p, risk);
        if (way is "ask")
        {
            p.Do(new Complete(triaged, worker, Triage, TriageForm(p, risk, "ask")));
            triaged = AgenciesPlot.Tell(p, worker, triaged, risk);
            worker = p.Cast.FrontDoor();
            way = dice.Of(("referral", 64), ("advice", 22), ("no-further-action", 14));
        }

        p.Do(new Complete(triaged, worker, Triage, TriageForm(p, risk, way, open)));
        if (way is not "referral")
        {
            Feedback(p, worker, triaged);
            return;
        }

        Refer(p, worker, received, triaged, turn);
    }

    private static void Refer(Plot p, StaffRow worker, DateTimeOffset received, DateTimeOffset triaged, string? turn)
    {
        var (dice, time) = (p.Dice, p.Time);
        var referred = time.Minutes(triaged, 4, 40);
        var need = dice.Chance(0.9) ? p.Theme.Need : dice.Of(("N1", 50), ("N4", 15), ("N5", 20), ("N0", 5), ("N9", 4), ("N2", 6));
        Typed Form(DateTimeOffset on) => new Typed().Put("referred-on", on).Put("source", p.Source.Id).Put("primary-need", need).Ends("received");
        p.Do(new Complete(referred, worker, Referral, Form(triaged)));
        if (turn is "referral-corrected")
        {
            // It was a referral earlier than was typed: the clocks of 1 and 45 working days follow.
            p.Do(new Correct(time.Days(referred, dice.Between(2, 9)), worker, Referral, Form(triaged - ((triaged - received) * 0.7)), p.Say("correct.date")));
        }

        if (turn is "joined" && p.Household.Children.FirstOrDefault(c => !p.About.Contains(c) && c.AgeOn(London.DateOf(referred)) is >= 0 and < 18) is { } other)
        {
            p.Do(new Join(time.Minutes(referred, 3, 20), worker, Process, other));
            p.About.Add(other);
        }

        var decided = time.Hours(time.Minutes(referred, 25, 40), dice.Chance(0.86) ? 0.5 + dice.Mostly(3, 7) : 9 + dice.Mostly(6, 24));
        DecisionPlot.Tell(p, decided, waiting: turn is "waiting");
        Feedback(p, worker, decided);
    }

    private static void Feedback(Plot p, StaffRow worker, DateTimeOffset decided)
    {
        var told = p.Dice.Chance(0.87) ? p.Time.Days(decided, p.Dice.Between(0, 4)) : p.Time.Days(decided, p.Dice.Between(6, 14));
        var form = p.Source.Id is "9" or "10" || p.Dice.Chance(0.03)
            ? new Typed().Ends("not-told", p.Source.Id is "9" or "10" ? p.From.Sentences("feedback.not-told")[0] : p.From.Sentences("feedback.not-told")[1])
            : new Typed().Put("told-on", London.DateOf(told)).Ends("told");
        p.Do(new Complete(told, worker, new(Process, "feedback"), form));
    }

    private static void Acknowledge(Plot p, StaffRow worker, DateTimeOffset done)
    {
        var at = p.Time.Hours(done, p.Dice.Chance(0.91) ? 0.2 + p.Dice.Mostly(2, 7) : 9 + p.Dice.Mostly(6, 30));
        p.Do(new Complete(at, worker, new(Process, "acknowledgement"), new Typed().Ends(p.Source.Id is "9" or "10" ? "not-possible" : "sent")));
    }

    private static DateTimeOffset Began(Plot p, DateOnly day, bool theirs) => (theirs, p.Time.IsWorked(day)) switch
    {
        (true, _) when p.Source.Id is "6" => p.Time.At(day, 0, 24).AddMinutes(-25),
        (true, true) => p.Time.At(day, 8, 18),
        (false, true) => p.Time.InOffice(day),
        _ => p.Time.At(day, 10, 20),
    };

    /// <summary>Within 24 hours of the contact, mostly; at weekends by those on duty, or on Monday.</summary>
    private static DateTimeOffset TriagedAt(Plot p, DateTimeOffset received, DateTimeOffset done)
    {
        var (dice, time) = (p.Dice, p.Time);
        var at = time.Hours(time.Minutes(done, 6, 12), dice.Chance(0.94) ? dice.Mostly(2, 7) : 8 + dice.Mostly(5, 16));
        if (at - received <= TimeSpan.FromHours(24) || !dice.Chance(0.8)) { return at; }
        for (var tried = 0; tried < 4; tried++)
        {
            var duty = received.AddMinutes(dice.Between(3 * 60, (23 * 60) + 30));
            if (duty > done.AddMinutes(8) && London.Wall(duty).Hour is >= 9 and < 20) { return duty; }
        }

        return at;
    }

    private static string FirstWay(Plot p, string risk) => risk switch
    {
        "red" => p.Dice.Of(("ask", 22), ("referral", 76), ("advice", 2)),
        "amber" => p.Dice.Of(("ask", 26), ("referral", 54), ("advice", 14), ("no-further-action", 6)),
        _ when p.Source.Id is "6" => p.Dice.Of(("ask", 14), ("referral", 30), ("advice", 30), ("no-further-action", 26)),
        _ => p.Dice.Of(("ask", 16), ("referral", 44), ("advice", 28), ("no-further-action", 12)),
    };

    private static Typed TriageForm(Plot p, string risk, string way, bool open = false)
    {
        var form = new Typed().Put("risk", risk).Put("thinking", p.Say(open ? "thinking.open" : "thinking"));
        return way is "no-further-action" ? form.Ends(way, p.Say("triage.no-further-action")) : form.Ends(way);
    }

    /// <returns>The same answers for a time it was received.</returns>
    private static Func<DateTimeOffset, Typed> ContactForm(Plot p, DateTimeOffset done)
    {
        var dice = p.Dice;
        var anonymity = p.Source.Id switch
        {
            "9" => "unknown",
            "10" => dice.Of(("unknown", 70), ("known-to-us", 30)),
            "1A" or "1B" or "1C" or "1D" => dice.Of(("named", 38), ("known-to-us", 62)),
            _ => dice.Of(("named", 88), ("agency-known", 12)),
        };
        var told = dice.Of(("told-agree", p.Source.Id is "6" ? 40 : 58), ("told-disagree", 14), ("not-told", p.Source.Id is "6" ? 46 : 28));
        var method = dice.Chance(0.85) ? p.Source.Method : dice.Of(("telephone", 60), ("email", 30), ("in-person", 10));
        var (worry, reached, untold, danger) = (p.Say($"worry.{p.Theme.Id}"), p.Say("reached"), p.Say("not-told"), dice.Chance(0.03) ? "yes" : "no");
        string[] factors = [.. p.Theme.Factors.Where((_, i) => i == 0 || dice.Chance(0.45))];
        var says = dice.Chance(0.4) && p.About[0].AgeOn(London.DateOf(done)) >= 4 ? p.Say("child-says") : null;
        return received =>
        {
            var form = new Typed().Put("anonymity", anonymity).Put("source", p.Source.Id).Put("method", method).Put("received-at", received).Put("worry", worry)
                .Put("parents-told", told).Put("factors", factors).Put("immediate-danger", danger).Ends("triage");
            if (anonymity is not "unknown") { form.Put("referrer-details", reached); }
            if (told is "not-told") { form.Put("parents-told.reason", untold); }
            if (says is not null) { form.Put("child-says", says); }
            return form;
        };
    }
}
