using Trellis.Practice;

namespace Trellis.Tests.Practice;

/// <summary>Each breaks one thing in our own practice, and expects its file, line and words.</summary>
public sealed class Mistakes_are_reported
{
    private const string FrontDoor = "children/front-door.yaml";
    private const string ChildProtection = "children/child-protection.yaml";
    private const string Figures = "figures/front-door.yaml";

    [Theory]
    // Keys and scalars.
    [InlineData(FrontDoor, "sensitive: front-door-worker", "sensitve: front-door-worker", "sensitve:", "unknown key \"sensitve\" in a field.", "Did you mean \"sensitive\"?")]
    [InlineData(FrontDoor, "    public: true", "    public: perhaps", "public: perhaps", "\"public\" in a step must be true or false. Expected true or false.", null)]
    [InlineData(FrontDoor, "            type: calculated", "            type: calcluated", "type: calcluated", "\"type\" in a field cannot be \"calcluated\".", "Did you mean \"calculated\"?")]
    [InlineData(FrontDoor, "about: child", "about: [child]", "about: [child]", "\"about\" in a process must be text.", null)]
    [InlineData(FrontDoor, "within: {2018-01-01: 24 hours}", "within: {2018-13-01: 24 hours}", "2018-13-01", "the day a term is in force from must be a date, not \"2018-13-01\". Expected a date such as 2018-07-04.", null)]
    [InlineData(FrontDoor, "within: {2018-01-01: 24 hours}", "within: {2018-01-01: a day or so}", "a day or so", "\"a day or so\" is not a limit. Expected a number and a unit", null)]
    [InlineData(ChildProtection, "            from: 0", "            from: nought", "from: nought", "\"from\" in a field must be a number, not \"nought\".", null)]
    [InlineData("publications.yaml", "  annual-report:\n    title: Annual report of the partnership\n    hide-from: 1", "  annual-report:\n    title: Annual report of the partnership\n    hide-from: few", "hide-from: few", "\"hide-from\" in a publication must be a whole number, not \"few\".", null)]
    [InlineData("dispensations.yaml", "from: 2019-09-01", "from: 1 September 2019", "from: 1 September", "\"from\" in a dispensation must be a date, not \"1 September 2019\".", null)]
    [InlineData("roles.yaml", "    second-factor: required\n    circles: [staffing, agency-oversight]", "    second-factor: requried\n    circles: [staffing, agency-oversight]", "requried", "\"second-factor\" in a role cannot be \"requried\".", "Did you mean \"required\"?")]
    // References that lead nowhere.
    [InlineData(FrontDoor, "        opens: information-request", "        opens: infomation-request", "opens: infomation", "there is no step \"infomation-request\".", "Did you mean \"information-request\"?")]
    [InlineData(FrontDoor, "[child-in-need.assessment, feedback]", "[child-in-need.assesment, feedback]", "assesment, feedback", "there is no step \"child-in-need.assesment\".", "Did you mean \"child-in-need.assessment\"?")]
    [InlineData(FrontDoor, "[early-help.request, feedback]", "[earlyhelp.request, feedback]", "[earlyhelp.", "there is no process \"earlyhelp\".", "Did you mean \"early-help\"?")]
    [InlineData(FrontDoor, "list: mash-rag", "list: mash-reg", "list: mash-reg", "there is no code list \"mash-reg\".", "Did you mean \"mash-rag\"?")]
    [InlineData(FrontDoor, "show-when: anonymity != unknown", "show-when: anonymity != unkown", "unkown", "\"unkown\" is not a code of anonymity.", "Did you mean \"unknown\"?")]
    [InlineData(FrontDoor, "show-when: anonymity != unknown", "show-when: anonimity != unknown", "anonimity", "\"anonimity\" is not a field or name of front-door.contact.", "Did you mean \"anonymity\"?")]
    [InlineData(FrontDoor, "show-when: anonymity != unknown", "show-when: anonymity = named and (source = 6", "source = 6", "the condition \"anonymity = named and (source = 6\" cannot be read at character 34: a closing bracket ) is missing.", null)]
    [InlineData(FrontDoor, "sensitive: front-door-worker", "sensitive: front-door-workr", "workr", "there is no role \"front-door-workr\".", "Did you mean \"front-door-worker\"?")]
    [InlineData(FrontDoor, "carry: contact.source", "carry: contact.sauce", "contact.sauce", "front-door.contact has no field \"sauce\".", "Did you mean \"source\"?")]
    [InlineData(FrontDoor, "visible-to: hub", "visible-to: hubb", "hubb", "no role is in the circle \"hubb\".", "Did you mean \"hub\"?")]
    [InlineData(FrontDoor, "qualified: social-worker", "qualified: social-work", "qualified: social-work", "no role holds the qualification \"social-work\".", "Did you mean \"social-worker\"?")]
    [InlineData(FrontDoor, "begins-spell: child-in-need", "begins-spell: child-in-ned", "child-in-ned", "there is no status \"child-in-ned\".", "Did you mean \"child-in-need\"?")]
    [InlineData(FrontDoor, "    title: Acknowledge to the referrer\n    team: front-door-worker", "    title: Acknowledge to the referrer\n    team: front-door", "team: front-door@acknowledgement", "there is no role \"front-door\".", null)]
    [InlineData(FrontDoor, "          why:", "          reason:", "          reason:", "a field cannot be called \"reason\".", null)]
    [InlineData(FrontDoor, "then: triage", "then: triag", "then: triag", "there is no step \"triag\".", "Did you mean \"triage\"?")]
    [InlineData(FrontDoor, "by: triage.risk", "by: triage.risc", "triage.risc", "front-door.triage has no code field \"risc\" with \"fact: true\".", "Did you mean \"risk\"?")]
    [InlineData(FrontDoor, "{red: 4 hours, amber: 24 hours, green: 72 hours}", "{red: 4 hours, ambre: 24 hours, green: 72 hours}", "ambre", "\"ambre\" is not a code of mash-rag.", "Did you mean \"amber\"?")]
    [InlineData(FrontDoor, "{red: 4 hours, amber: 24 hours, green: 72 hours}", "{red: 4 hours, green: 72 hours}", "{red: 4 hours, green", "the code \"amber\" of mash-rag has no limit.", null)]
    [InlineData(FrontDoor, "until: triage where outcome != ask", "until: triage where outcome != aks", "!= aks", "\"aks\" is not an outcome of front-door.triage.", "Did you mean \"ask\"?")]
    [InlineData(FrontDoor, "until: triage where outcome != ask", "until: triag where outcome != ask", "triag where", "nothing is called \"triag\".", "Did you mean \"triage\"?")]
    [InlineData(FrontDoor, "until: triage where outcome != ask", "until: triage where thinking", "where thinking", "\"thinking\" cannot be asked about here: the field gives nothing to the fact (it needs \"fact: true\").", null)]
    [InlineData(ChildProtection, "    approved-by: team-manager\n\n  initial", "    approved-by: team-manger\n\n  initial", "team-manger", "there is no role \"team-manger\".", "Did you mean \"team-manager\"?")]
    [InlineData(ChildProtection, "person turned 18,", "person turned 81,", "turned 81", "nothing is called \"person turned 81\".", "Did you mean \"person turned 18\"?")]
    [InlineData(ChildProtection, "    from: plan notified by another authority", "    from: plan notified by another auhtority", "auhtority", "nothing is called \"plan notified by another auhtority\".", "Did you mean \"plan notified by another authority\"?")]
    [InlineData(ChildProtection, "    from: review-conference where outcome = continue", "    from: child-protection-pln starts", "pln starts", "there is no status \"child-protection-pln\".", "Did you mean \"child-protection-plan\"?")]
    [InlineData(ChildProtection, "    category: category ", "    category: catgory ", "catgory", "child-protection.initial-conference has no field \"catgory\" with \"fact: true\" to take the category from.", "Did you mean \"category\"?")]
    [InlineData(ChildProtection, "needs-agencies: [childrens-social-care, police, health]", "needs-agencies: [childrens-social-care, police, heath]", "heath", "there is no kind of agency \"heath\".", "Did you mean \"health\"?")]
    [InlineData(ChildProtection, "            show-when: outcome = continue", "            show-when: outcome = plan", "show-when: outcome = plan#2", "\"plan\" is not an outcome of child-protection.review-conference.", null)]
    [InlineData(ChildProtection, "    repeats: true\n    like: initial-conference", "    repeats: true\n    like: intial-conference", "intial-conference", "there is no step \"intial-conference\" in child-protection to be like.", "Did you mean \"initial-conference\"?")]
    [InlineData("areas.yaml", "    part-of: [LONDON]\n  LONDON", "    part-of: [LONDN]\n  LONDON", "LONDN]", "there is no area \"LONDN\".", "Did you mean \"LONDON\"?")]
    [InlineData("local/rbkc/child-protection.yaml", "area: RBKC", "area: RBKK", "area: RBKK", "there is no area \"RBKK\".", "Did you mean \"RBKC\"?")]
    [InlineData("local/rbkc/child-protection.yaml", "area: RBKC", "area: WCC", "area: WCC", "the area is WCC, but the file is in the folder \"rbkc\".", null)]
    [InlineData("local/rbkc/child-protection.yaml", "process: child-protection", "process: child-protecton", "child-protecton", "there is no process \"child-protecton\".", "Did you mean \"child-protection\"?")]
    [InlineData("local/rbkc/child-protection.yaml", "        under: alternative-child-protection-pathways", "        under: alternative-pathways", "under: alternative-pathways", "there is no dispensation \"alternative-pathways\".", null)]
    // Paths that lead nowhere.
    [InlineData("children/child-in-need.yaml", "        opens: [visit, review, closure]", "        opens: [visit, closure]", "  review:", "nothing leads to the step \"review\". Expected an outcome that opens or starts it, a meeting whose \"report\" it is, or \"entry: true\".", null)]
    [InlineData(FrontDoor, "    from: contact where anonymity != unknown", "    from: triage where outcome = ask and outcome = advice", "- timescale: acknowledgement", "the timescale \"front-door.acknowledgement\" can never start: what \"from\" describes cannot happen.", null)]
    [InlineData(FrontDoor, "until: triage where outcome != ask", "until: triage where outcome not in [ask, referral, advice, no-further-action]", "- timescale: contact-triage", "the timescale \"front-door.contact-triage\" can never stop: what \"until\" describes cannot happen.", null)]
    [InlineData(FrontDoor, "    until: triage where outcome != ask\n", "", "- timescale: contact-triage", "the timescale \"front-door.contact-triage\" can never stop: it has no \"until\".", null)]
    [InlineData(ChildProtection, "    from: strategy-discussion where outcome not in [assess, no-further-action]", "    from: strategy-discussion where outcome = assess", "- timescale: initial-conference", "the timescale \"child-protection.initial-conference\" can never start: nothing in \"from\" opens child-protection.section-47-enquiry.", null)]
    [InlineData(ChildProtection, "    starts: [initial-conference where outcome = plan, transfer-in-conference where outcome = plan, census plan began]\n", "", "  child-protection-plan:", "the status \"child-protection-plan\" can never start.", null)]
    // Duplicates.
    [InlineData(FrontDoor, "  - timescale: contact-triage", "  - timescale: acknowledgement", "- timescale: acknowledgement#2", "the timescale \"front-door.acknowledgement\" is given twice.", null)]
    [InlineData(FrontDoor, "          thinking:", "          risk:", "          risk:#2", "\"risk\" is given twice, first on line", null)]
    [InlineData("children/early-help.yaml", "process: early-help", "process: child-in-need", "process: child-in-need", "the process \"child-in-need\" is given twice, first at practice/children/child-in-need.yaml:1.", null)]
    [InlineData(Figures, "  - figure: contact-to-referral", "  - figure: contacts", "- figure: contacts#2", "the figure \"contacts\" is given twice", null)]
    [InlineData("codes/sex.yaml", "list: sex", "list: consent", "list: consent", "the code list \"consent\" is given twice", null)]
    // What may go into a fact, and into a public form.
    [InlineData(FrontDoor, "            type: long-text\n            hint: What you have seen", "            type: long-text\n            fact: true\n            hint: What you have seen", "            fact: true@worry", "\"fact\" is refused on a long-text field: facts hold no free text, names, addresses or papers.", null)]
    [InlineData(FrontDoor, "          referrer-details:\n            label: Your name and how to reach you\n            type: text", "          referrer-details:\n            label: Your name and how to reach you\n            type: person", "referrer-details:", "the public form front-door.contact may not choose people from the records.", null)]
    [InlineData(FrontDoor, "            missing: Select the level of need\n            fact: true", "            missing: Select the level of need\n            fact: occurred", "fact: occurred@need-level", "only a date or date-time can say when it happened.", null)]
    [InlineData(FrontDoor, "          why:\n            label: Why did you decide this?\n            type: long-text", "          why:\n            label: Why did you decide this?\n            type: school\n            fact: true", "            fact: true@why", "\"fact\" is refused on a school field: what is answered is not looked up, and a fact holds codes alone.", null)]
    [InlineData(FrontDoor, "show-when: anonymity != unknown", "show-when: person.age < 18", "person.age", "\"person.age\" cannot be asked about here: a form is not told it yet, so the field would never be shown.", null)]
    [InlineData(FrontDoor, "show-when: anonymity != unknown", "show-when: previous.outcome = triage", "previous.outcome", "\"previous.outcome\" cannot be asked about here: a form is not told it yet", null)]
    // Figures.
    [InlineData(Figures, "by: [source, method, factors,", "by: [source, methd, factors,", "methd", "the figure cannot be split by \"methd\".", "Did you mean \"method\"?")]
    [InlineData(Figures, "    of: front-door.contact\n    by: [source, age-band", "    of: front-door.contact\n    by: [primary-need, age-band", "by: [primary-need, age", "the figure cannot be split by \"primary-need\".", null)]
    [InlineData(Figures, "    of: front-door.contact\n", "", "- figure: contact-to-referral", "the share \"contact-to-referral\" needs \"of\", the whole.", null)]
    [InlineData(Figures, "timely: front-door.feedback", "timely: front-door.feedbck", "feedbck", "there is no timescale \"front-door.feedbck\".", "Did you mean \"front-door.feedback\"?")]
    [InlineData(Figures, "    national: 'No national figure counts this: the census has no contacts.", "    not-national: '", "- figure: contact-to-referral", "the figure \"contact-to-referral\" needs \"national\". Expected how it differs from what is counted nationally, or that nothing is.", null)]
    [InlineData(Figures, "      - area: TRI", "      - area: TRY", "TRY", "there is no area \"TRY\".", "Did you mean \"TRI\"?")]
    [InlineData("figures/child-in-need.yaml", "open\n    on: 31 March", "open\n    on: 31 February", "on: 31 Feb", "\"31 February\" is not a day of the year.", null)]
    [InlineData("local/rbkc/figures.yaml", "  - figure: referrals\n    from: 2017-18", "  - figure: referals\n    from: 2017-18", "referals", "there is no figure \"referals\".", "Did you mean \"referrals\"?")]
    [InlineData("local/rbkc/figures.yaml", "    from: 2018-19", "    from: 2018", "from: 2018", "\"2018\" is not a financial year. Expected a year such as 2017-18.", null)]
    // Messages.
    [InlineData("messages.yaml", "manager: team-manager", "manager: team-manger", "manager:", "there is no role \"team-manger\".", "Did you mean \"team-manager\"?")]
    [InlineData("messages.yaml", "    when: approval-waits", "    when: aproval-waits", "aproval", "\"when\" in a message cannot be \"aproval-waits\".", "Did you mean \"approval-waits\"?")]
    [InlineData("messages.yaml", "    when: [due-soon, due-today]\n    steps: front-door.feedback", "    when: [due-soon, due-today]\n    steps: front-door.feedbak", "feedbak", "there is no step \"front-door.feedbak\".", "Did you mean \"front-door.feedback\"?")]
    [InlineData("messages.yaml", "    to: manager\n", "    to: manger\n", "manger", "\"to\" in a message cannot be \"manger\".", "Did you mean \"manager\"?")]
    [InlineData("messages.yaml", "\"For your approval: {topic}\"", "\"For your approval: {topik}\"", "{topik}", "\"tray\" in a message cannot hold \"{topik}\".", "Did you mean \"topic\"?")]
    [InlineData("messages.yaml", "Work waits for your team in {reference}", "Work on {topic} waits for your team", "Work on {topic}", "\"e-mail\" in a message cannot hold \"{topic}\".", null)]
    [InlineData("messages.yaml", "    to: author\n    tray: \"Sent back", "    tray: \"Sent back", "  step-returned:", "the message \"step-returned\" needs \"to\".", null)]
    [InlineData("messages.yaml", "  child-in-need.single-assessment:", "  child-in-need.single-assesment:", "single-assesment", "there is no timescale \"child-in-need.single-assesment\".", "Did you mean \"child-in-need.single-assessment\"?")]
    [InlineData("messages.yaml", "    before: [10, 3]", "    before: [10, 0]", "before: [10, 0]", "\"before\" in reminders must be working days, not \"0\".", null)]
    [InlineData("messages.yaml", "    after: [0, 5, 20]", "    after: [0, 5, 5]", "after: [0, 5, 5]", "\"after\" in reminders says 5 twice.", null)]
    [InlineData("messages.yaml", "  digest-at: 8 ", "  digest-at: 24 ", "digest-at: 24", "\"digest-at\" in \"e-mail\" is not an hour of the day.", null)]
    [InlineData("messages.yaml", "  quiet-to: 7\n", "", "quiet-from", "quiet hours have a beginning and another end.", null)]
    [InlineData("messages.yaml", "  sending: digest ", "  sending: digst ", "digst", "\"sending\" in \"e-mail\" cannot be \"digst\".", "Did you mean \"digest\"?")]
    public void A_break_is_found_where_it_is(string file, string text, string replacement, string at, string message, string? near)
    {
        var broken = PracticeFiles.All.Single(f => f.Path == $"practice/{file}").Text.Replace(text, replacement, StringComparison.Ordinal);

        var reading = PracticeFiles.Broken(file, text, replacement);

        reading.Model.ShouldBeNull();
        var mistake = reading.Mistakes.Select(m => m.ToString()).Where(m => m.Contains(message, StringComparison.Ordinal)).ToList();
        mistake.ShouldNotBeEmpty(string.Join('\n', reading.Mistakes));
        if (at.Length > 0) { mistake[0].ShouldStartWith($"practice/{file}:{LineOf(broken, at)}: {message}"); }
        if (near is not null) { mistake[0].ShouldEndWith(near); }
    }

    /// <summary>"text#2" is the second line with it; "text@key" the first below the key.</summary>
    private static int LineOf(string yaml, string at)
    {
        var lines = yaml.Split('\n');
        var (text, nth) = at.Split('#') is [var t, var n] ? (t, int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)) : (at, 1);
        var from = 0;
        if (text.Split('@') is [var word, var key]) { (text, from) = (word, Array.FindIndex(lines, l => l.Trim() == $"{key}:")); }
        return Enumerable.Range(0, lines.Length).Where(i => i >= from && lines[i].Contains(text, StringComparison.Ordinal)).ElementAt(nth - 1) + 1;
    }

    [Fact]
    public void All_mistakes_come_in_one_go_by_file_and_line()
    {
        var files = PracticeFiles.All.Select(f => f.Path switch
        {
            "practice/children/front-door.yaml" => f with { Text = f.Text.Replace("list: mash-rag", "list: mash-reg").Replace("required: true", "requird: true") },
            "practice/roles.yaml" => f with { Text = f.Text.Replace("step.complete", "complete") },
            _ => f,
        });

        var mistakes = PracticeFolder.Check(files).Mistakes;

        mistakes.Length.ShouldBeGreaterThan(20);
        mistakes.Select(m => (m.Place.File, m.Place.Line)).ShouldBe(mistakes.Select(m => (m.Place.File, m.Place.Line)).Order());
        mistakes[0].ToString().ShouldStartWith("practice/children/front-door.yaml:20: unknown key \"requird\" in a field. Expected one of by, carry,");
        mistakes[0].ToString().ShouldEndWith("Did you mean \"required\"?");
        mistakes.ShouldContain(m => m.Place.File == "practice/roles.yaml");
    }

    [Fact]
    public void What_a_role_sees_is_its_area_or_what_it_is_involved_in()
    {
        var files = PracticeFiles.All.Select(f => f.Path is "practice/roles.yaml" ? f with { Text = f.Text.Replace("sees: area", "sees: aera") } : f);

        PracticeFolder.Check(files).Mistakes[0].ToString().ShouldStartWith(
            $"practice/roles.yaml:{PracticeFiles.LineOf("roles.yaml", "    sees: area")}: \"sees\" in a role cannot be \"aera\"");
        PracticeFolder.Check(files).Mistakes[0].ToString().ShouldEndWith("Did you mean \"area\"?");
        PracticeFiles.TheModel.Roles.Where(r => r.SeesArea).Select(r => r.Id).ShouldBe(["front-door-worker", "social-worker", "team-manager", "conference-chair", "case-review-lead", "lado", "returns-officer"]);
    }

    [Fact]
    public void An_act_that_the_program_does_not_have_is_a_mistake_when_it_says_which_it_has()
    {
        // "noun.*" stands for any act of the noun: one will do.
        var acts = PracticeFiles.TheModel.Roles.SelectMany(r => r.Acts).Select(a => a.Replace(".*", ".any", StringComparison.Ordinal)).ToHashSet();
        PracticeFolder.Check(PracticeFiles.All, acts).Mistakes.ShouldBeEmpty();

        var gone = PracticeFiles.TheModel.Roles.SelectMany(r => r.Acts).First(a => !a.EndsWith(".*", StringComparison.Ordinal));
        acts.Remove(gone);

        PracticeFolder.Check(PracticeFiles.All, acts).Mistakes[0].ToString().ShouldStartWith(
            $"practice/roles.yaml:{PracticeFiles.LineOf("roles.yaml", gone)}: there is no act \"{gone}\".");
    }

    [Fact]
    public void A_code_that_records_use_may_be_closed_but_not_taken_out()
    {
        var model = PracticeFolder.Check(PracticeFiles.All.Select(f => f with { Text = f.Text.Replace("  amber:", "  ambre:").Replace("amber: 24", "ambre: 24") })).Model!;

        PracticeCheck.CodesInUse(model, [("mash-rag", "red"), ("mash-rag", "amber"), ("housing-need", "1")]).Select(m => m.ToString()).ShouldBe(
        [
            "practice/codes/housing-need.yaml:1: the code list \"housing-need\" is gone, and records use it. Expected the list to stay, its codes closed with \"to\".",
            "practice/codes/mash-rag.yaml:1: the code \"amber\" of mash-rag is gone, and records use it. Expected the code to stay, with \"to\" and the last day it may be chosen. Did you mean \"ambre\"?",
        ]);
    }
}
