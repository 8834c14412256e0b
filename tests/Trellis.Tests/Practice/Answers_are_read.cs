using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Tests.Practice;

public sealed class Answers_are_read
{
    private const string Ada = "0197a000-0000-7000-8000-000000000001";
    private const string Ben = "0197a000-0000-7000-8000-000000000002";

    private static readonly DateTimeOffset Now = London.At(new DateOnly(2026, 3, 10), new TimeOnly(15, 0));

    private static readonly Step Contact = PracticeFiles.TheModel.ProcessIn("LBHF", "front-door").Step("contact")!;
    private static readonly Step Assessment = PracticeFiles.TheModel.ProcessIn("LBHF", "child-in-need").Step("assessment")!;

    private static Dictionary<string, string[]> AContact(params (string Key, string Value)[] changes)
    {
        var form = new Dictionary<string, string[]>
        {
            ["anonymity"] = ["named"],
            ["referrer-details"] = ["The school office, 020 7946 0000"],
            ["source"] = ["2A"],
            ["method"] = ["telephone"],
            ["received-at.day"] = ["9"],
            ["received-at.month"] = ["3"],
            ["received-at.year"] = ["2026"],
            ["received-at.time"] = ["2:30pm"],
            ["worry"] = ["Comes to school hungry\r\nand tired"],
            ["parents-told"] = ["told-agree"],
            ["factors"] = ["neglect", "poverty"],
            ["immediate-danger"] = ["no"],
        };
        foreach (var (key, value) in changes) { form[key] = value.Length == 0 ? [] : [value]; }
        return form;
    }

    private static Answered Read(Step step, Dictionary<string, string[]> form, AnswerContext? context = null) =>
        Answers.Read(PracticeFiles.TheModel, step, form, context ?? new AnswerContext(Now) { Outcome = "triage" });

    private static string Refusal(params (string Key, string Value)[] changes) =>
        string.Join('|', Read(Contact, AContact(changes)).Errors.Select(e => $"{e.Key}{(e.Part is null ? "" : "/" + e.Part)}: {e.Message}"));

    [Fact]
    public void A_whole_contact_is_normalised()
    {
        var answered = Read(Contact, AContact());

        answered.Errors.ShouldBeEmpty();
        answered.Values["received-at"]!.ToString().ShouldBe("2026-03-09T14:30");
        answered.Values["worry"]!.ToString().ShouldBe("Comes to school hungry\nand tired");
        answered.Values["factors"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["neglect", "poverty"]);
        answered.Occurred.ShouldBe(Moment.Exactly(new DateTimeOffset(2026, 3, 9, 14, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void The_fact_gets_codes_and_never_words()
    {
        var values = Read(Contact, AContact()).Values;

        Answers.Details(Contact, values, "triage").Select(d => (d.Field, d.Code)).ShouldBe(
        [
            ("outcome", "triage"), ("anonymity", "named"), ("source", "2A"), ("method", "telephone"), ("parents-told", "told-agree"),
            ("factors", "neglect"), ("factors", "poverty"), ("immediate-danger", "no"),
        ]);
    }

    [Fact]
    public void What_is_missing_is_said_in_the_order_of_the_form()
    {
        var errors = Read(Contact, []).Errors;

        errors.Select(e => e.Message).ShouldBe(
        [
            "Select whether the family may know who you are", "Select who is raising the worry", "Select how the contact came",
            "Enter when it was received", "Enter what you are worried about", "Select whether the parents know and agree",
            "Select yes if a child is in immediate danger",
        ]);
        errors[3].Key.ShouldBe("received-at");
    }

    [Fact]
    public void A_draft_need_not_be_whole()
    {
        Read(Contact, [], new AnswerContext(Now) { Completing = false }).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_to_a_field_that_is_not_shown_is_left_out()
    {
        Read(Contact, AContact(("anonymity", "unknown"))).Values.ContainsKey("referrer-details").ShouldBeFalse();
        Read(Contact, AContact(("anonymity", "named"))).Values.ContainsKey("referrer-details").ShouldBeTrue();
    }

    [Theory]
    [InlineData("received-at.year", "", "received-at/year: Date must include a year")]
    [InlineData("received-at.year", "26", "received-at/year: Year must include 4 numbers")]
    [InlineData("received-at.year", "0001", "received-at/year: Year must be 1900 or later")]
    [InlineData("received-at.year", "0206", "received-at/year: Year must be 1900 or later")]
    [InlineData("received-at", "0001-01-01T00:00", "received-at/year: Year must be 1900 or later")]
    [InlineData("received-at.year", "9999", "received-at/year: Year must be 2200 or earlier")]
    [InlineData("received-at.month", "13", "received-at/month: Month must be a number from 1 to 12, or its name")]
    [InlineData("received-at.day", "32", "received-at/day: Date must be a real date")]
    [InlineData("received-at.day", "11", "received-at/day: Date must be today or in the past")]
    [InlineData("received-at.time", "", "received-at/time: Enter the time, like 2:30pm or 14:30")]
    [InlineData("received-at.time", "half two", "received-at/time: Time must be like 2:30pm or 14:30")]
    [InlineData("received-at.time", "2", "received-at/time: Time must be like 2:30pm or 14:30")]
    [InlineData("received-at.time", "13:75", "received-at/time: Time must be like 2:30pm or 14:30")]
    public void A_wrong_date_or_time_is_refused_at_its_part(string key, string value, string refusal) => Refusal((key, value)).ShouldBe(refusal);

    /// <summary>The clocks go back at 2am on 25 October 2026: half past one comes twice, and the first was before now.</summary>
    [Fact]
    public void A_time_that_comes_twice_is_the_first()
    {
        var now = new DateTimeOffset(2026, 10, 25, 0, 45, 0, TimeSpan.Zero);
        var form = AContact(("received-at.day", "25"), ("received-at.month", "10"), ("received-at.time", "1:30am"));

        var answered = Read(Contact, form, new AnswerContext(now) { Outcome = "triage" });

        answered.Errors.ShouldBeEmpty();
        answered.Occurred.ShouldBe(Moment.Exactly(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_character_no_database_keeps_is_left_out() =>
        Read(Contact, AContact(("worry", "Hun\0gry"))).Values["worry"]!.ToString().ShouldBe("Hungry");

    [Fact]
    public void Today_later_on_has_not_happened_yet() =>
        Refusal(("received-at.day", "10"), ("received-at.time", "3:01pm")).ShouldBe("received-at/time: Time must be in the past");

    [Theory]
    [InlineData("2.30 PM", "14:30")]
    [InlineData("2pm", "14:00")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("midday", "12:00")]
    [InlineData("09:05", "09:05")]
    public void A_time_may_be_written_as_people_do(string written, string kept) =>
        Read(Contact, AContact(("received-at.time", written))).Values["received-at"]!.ToString().ShouldBe($"2026-03-09T{kept}");

    [Fact]
    public void A_month_may_be_written_as_a_word() =>
        Read(Contact, AContact(("received-at.month", "Mar"))).Values["received-at"]!.ToString().ShouldBe("2026-03-09T14:30");

    [Fact]
    public void A_code_must_be_on_the_list() => Refusal(("source", "2Z")).ShouldBe("source: Select one answer from the list");

    /// <summary>A step of last year is put right with the codes of last year.</summary>
    [Fact]
    public void A_code_closed_since_stays_in_a_step_that_is_put_right()
    {
        var list = PracticeFiles.TheModel.Codes["contact-method"];
        var closed = PracticeFiles.TheModel with
        {
            Codes = PracticeFiles.TheModel.Codes.SetItem(list.Id, list with { Codes = [.. list.Codes.Select(c => c.Id == "telephone" ? c with { InUseTo = new DateOnly(2025, 12, 31) } : c)] }),
        };
        var context = new AnswerContext(Now) { Outcome = "triage" };

        Answers.Read(closed, Contact, AContact(), context).Errors.Select(e => e.Key).ShouldBe(["method"]);
        Answers.Read(closed, Contact, AContact(), context with { CodesOn = new DateOnly(2025, 12, 31) }).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Some_codes_want_a_reason()
    {
        Refusal(("parents-told", "not-told")).ShouldBe("parents-told/reason: Enter the reason for “They do not know”");
        var values = Read(Contact, AContact(("parents-told", "not-told"), ("parents-told.reason", "It could put the child at risk"))).Values;
        values["parents-told.reason"]!.ToString().ShouldBe("It could put the child at risk");
        Answers.Details(Contact, values, null).ShouldNotContain(d => d.Code.Contains("risk", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_has_a_longest_length() =>
        Refusal(("referrer-details", new string('x', 201))).ShouldBe("referrer-details: Your answer must be 200 characters or less");

    [Fact]
    public void Each_person_has_answers_and_an_outcome_of_their_own()
    {
        var form = new Dictionary<string, string[]>
        {
            ["began-on"] = ["2026-03-01"],
            ["asked"] = ["Parents and school"],
            [$"p.{Ada}.seen"] = ["alone"],
            [$"p.{Ada}.seen-on"] = ["2026-03-02"],
            [$"p.{Ada}.child-says"] = ["I like it here"],
            [$"p.{Ada}.factors"] = ["16A"],
            [$"p.{Ada}.analysis"] = ["Needs help"],
            [$"p.{Ben}.seen"] = ["not-appropriate"],
            [$"p.{Ben}.child-says"] = ["Smiles"],
            [$"p.{Ben}.factors"] = ["21"],
            [$"p.{Ben}.analysis"] = ["Well"],
        };
        var context = new AnswerContext(Now)
        {
            Persons = [Ada, Ben],
            OutcomeOf = new Dictionary<string, string> { [Ada] = "child-in-need-plan", [Ben] = "no-further-action" },
        };

        var answered = Read(Assessment, form, context);

        answered.Errors.Select(e => (e.Key, e.Message)).ShouldBe([($"p.{Ben}.closure-reason", "Select why the help ends")]);
        Answers.Details(Assessment, answered.Values, "child-in-need-plan", Ada).Select(d => (d.Field, d.Code)).ShouldBe(
            [("outcome", "child-in-need-plan"), ("began-on", "2026-03-01"), ("seen", "alone"), ("seen-on", "2026-03-02"), ("factors", "16A")]);
        Answers.Details(Assessment, answered.Values, "no-further-action", Ben).Select(d => d.Code).ShouldBe(
            ["no-further-action", "2026-03-01", "not-appropriate", "21"]);
    }

    [Fact]
    public void No_factors_identified_stands_alone_and_withdrawn_codes_are_refused()
    {
        var form = new Dictionary<string, string[]> { [$"p.{Ada}.factors"] = ["21", "18A"] };
        var context = new AnswerContext(Now) { Persons = [Ada], Completing = false };

        Read(Assessment, form, context).Errors.Select(e => e.Message).ShouldBe(
        [
            "“Physical abuse” is not in use on this date. Select another answer",
            "“No factors identified” cannot be selected together with another answer",
        ]);
    }

    [Fact]
    public void Stored_answers_come_back_as_the_form_had_them()
    {
        var values = Read(Contact, AContact()).Values;
        var again = Read(Contact, Answers.ToForm(Contact, JsonNode.Parse(values.ToJsonString())!.AsObject()));

        again.Errors.ShouldBeEmpty();
        again.Values.ToJsonString().ShouldBe(values.ToJsonString());
    }

    [Theory]
    [InlineData(FieldType.Number, "1,250.50", "1250.5")]
    [InlineData(FieldType.Number, "+.5", "0.5")]
    [InlineData(FieldType.Money, "£1,234,567", "1234567.00")]
    [InlineData(FieldType.Money, "£1,250.5", "1250.50")]
    [InlineData(FieldType.Scale, "7", "7")]
    [InlineData(FieldType.YesNo, "yes", "yes")]
    [InlineData(FieldType.Person, Ada, Ada)]
    public void Every_type_has_one_way_to_be_kept(FieldType type, string written, string kept) =>
        Read(AStep(type), new() { ["answer"] = [written] }).Values["answer"]!.ToString().ShouldBe(kept);

    [Theory]
    [InlineData(FieldType.Number, "lots", "Your answer must be a number, like 5")]
    [InlineData(FieldType.Number, "3000", "Your answer must be between 0 and 2000")]
    [InlineData(FieldType.Scale, "7.5", "Your answer must be a whole number, like 5")]
    [InlineData(FieldType.Scale, "1,0", "Your answer must be a whole number, like 5")]
    [InlineData(FieldType.Number, "4,50", "Your answer must be a number, like 5")]
    [InlineData(FieldType.Number, "1,,250", "Your answer must be a number, like 5")]
    [InlineData(FieldType.Money, "45,50", "Enter an amount in pounds, like 45 or 45.50")]
    [InlineData(FieldType.Money, "1.234", "Enter an amount in pounds, like 45 or 45.50")]
    [InlineData(FieldType.YesNo, "maybe", "Select yes or no")]
    [InlineData(FieldType.Person, "somebody", "Select a person from the list")]
    [InlineData(FieldType.People, "somebody", "Select people from the list")]
    public void Every_type_refuses_what_it_cannot_hold(FieldType type, string written, string refusal) =>
        Read(AStep(type), new() { ["answer"] = [written] }).Errors.Single().Message.ShouldBe(refusal);

    [Fact]
    public void An_address_keeps_its_lines_and_a_tidy_postcode()
    {
        var step = AStep(FieldType.Address);

        Read(step, new() { ["answer.line1"] = ["1 High Street"], ["answer.town"] = ["London"], ["answer.postcode"] = ["w87nx"] })
            .Values["answer"]!.ToString().ShouldBe("1 High Street\nLondon\nW8 7NX");
        Read(step, new() { ["answer.line1"] = ["1 High Street"], ["answer.postcode"] = ["W8"] })
            .Errors.Single().ShouldBe(new AnswerError("answer", "Enter a full UK postcode, like W8 7NX", "postcode"));
    }

    [Fact]
    public void A_table_is_read_row_by_row()
    {
        var step = AStep(FieldType.Table);
        var form = new Dictionary<string, string[]>
        {
            ["answer.0.what"] = ["Visit"],
            ["answer.0.by.day"] = ["1"],
            ["answer.0.by.month"] = ["4"],
            ["answer.0.by.year"] = ["2026"],
            ["answer.1.what"] = [""],
            ["answer.2.what"] = ["Call"],
        };

        var answered = Read(step, form);

        answered.Values["answer"]!.ToJsonString().ShouldBe("""[{"what":"Visit","by":"2026-04-01"},{"what":"Call"}]""");
        Answers.ToForm(step, answered.Values)["answer.0.by.month"].ShouldBe(["4"]);
    }

    private static Step AStep(FieldType type)
    {
        var place = new Place("practice/test.yaml", 1);
        ImmutableArray<Column> columns = type == FieldType.Table
            ? [new Column("what", "What", FieldType.Text, null, place), new Column("by", "By when", FieldType.Date, null, place)]
            : [];
        var field = new Field(
            "answer", "Answer", type, null, false, type == FieldType.People, null, null, null, null, false, FactUse.None,
            type is FieldType.Number or FieldType.Scale ? 0 : null, type is FieldType.Number or FieldType.Scale ? 2000 : null, 500, null, null, columns, place);
        return Contact with { Form = [new Section("s", "S", null, false, [field], place)] };
    }
}
