using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Html;
using Trellis.Components;

namespace Trellis.Tests.Components;

public sealed class QuestionTests
{
    [Fact]
    public void An_answer_stands_under_its_label_with_hint_and_error()
    {
        var page = Gov.Input(new InputField("answers[postcode]", "Postcode") { Value = "ZZ9 9ZZ", Hint = "Where the child lives", Error = "Enter a full postcode" }).Page();

        var box = page.Question("Postcode").ShouldBeAssignableTo<IHtmlInputElement>()!;
        box.Name.ShouldBe("answers[postcode]");
        box.Value.ShouldBe("ZZ9 9ZZ");
        box.Described().ShouldBe(["Where the child lives", "Error: Enter a full postcode"]);
        box.ClassList.ShouldContain("govuk-input--error");
    }

    [Fact]
    public void What_was_typed_is_text_and_never_markup()
    {
        const string typed = "\"><script>alert(1)</script> & more";

        Gov.Input(new InputField("a", "A") { Value = typed, Hint = typed, Error = typed }).Page().QuerySelector("script").ShouldBeNull();
        var area = (IHtmlTextAreaElement)Gov.Textarea(new TextareaField("b", "B") { Value = typed }).Page().Question("B");
        area.Value.ShouldBe(typed);
        Gov.SummaryList([new SummaryRow("C", typed)]).Page().SummaryValue("C").ShouldBe(typed);
        ((IHtmlOptionElement)Gov.Select(new SelectField("d", "D", [new(typed, typed)])).Page().QuerySelectorAll("option")[1]).Value.ShouldBe(typed);
    }

    [Fact]
    public void An_answer_that_begins_with_an_empty_line_keeps_it()
    {
        var page = Gov.Textarea(new TextareaField("b", "B") { Value = "\nsecond line" }).Page();

        ((IHtmlTextAreaElement)page.Question("B")).Value.ShouldBe("\nsecond line");
    }

    [Fact]
    public void A_limited_answer_says_its_limit_with_script_off()
    {
        var page = Gov.Textarea(new TextareaField("worry", "Worry") { MaxLength = 400 }).Page();

        page.Question("Worry").Described().ShouldBe(["You can enter up to 400 characters"]);
        page.QuerySelector("[data-module=govuk-character-count]")!.GetAttribute("data-maxlength").ShouldBe("400");
    }

    [Fact]
    public void Radio_buttons_show_the_chosen_one_and_open_what_belongs_to_it()
    {
        var why = new TextareaField("why", "Why not?").Render();
        var page = Gov.Radios(new RadiosField("told", "Do the parents know?", [new("yes", "Yes"), Choice.Divider(), new("no", "No") { Hint = "Say why", Conditional = why }])
        {
            Value = "no",
            Error = "Select yes if they know",
        }).Page();

        page.Question("Do the parents know?").Described().ShouldBe(["Error: Select yes if they know"]);
        ((IHtmlInputElement)page.Question("Yes")).IsChecked.ShouldBeFalse();
        var no = (IHtmlInputElement)page.Question("No");
        no.IsChecked.ShouldBeTrue();
        no.Described().ShouldBe(["Say why"]);
        page.GetElementById(no.GetAttribute("data-aria-controls")!)!.Question("Why not?").ShouldNotBeNull();
        page.QuerySelector(".govuk-radios__divider")!.Said().ShouldBe("or");
        page.QuerySelector("input")!.Id.ShouldBe("told", "the error summary links to the first");
    }

    [Fact]
    public void Check_boxes_keep_all_their_ticks_and_none_of_these_is_exclusive()
    {
        var page = Gov.Checkboxes(new CheckboxesField("factors", "What is present?", [new("a", "Neglect"), new("b", "Abuse"), new("none", "None of these") { Exclusive = true }])
        {
            Values = ["a", "b"],
        }).Page();

        page.QuerySelectorAll("input:checked").Select(i => i.GetAttribute("value")).ShouldBe(["a", "b"]);
        page.Question("None of these").GetAttribute("data-behaviour").ShouldBe("exclusive");
    }

    [Fact]
    public void A_drop_down_groups_and_begins_with_no_choice()
    {
        var page = Gov.Select(new SelectField("team", "Team", [new("d", "Duty") { Group = "Front door" }, new("h", "Hub") { Group = "Front door" }, new("o", "Other")])).Page();

        ((IHtmlSelectElement)page.Question("Team")).Value.ShouldBe("");
        page.QuerySelectorAll("optgroup").Length.ShouldBe(1);
        page.QuerySelectorAll("optgroup option").Select(o => o.TextContent).ShouldBe(["Duty", "Hub"]);
    }

    [Fact]
    public void Only_the_wrong_box_of_a_date_is_marked()
    {
        var page = Gov.Date(new DateField("born", "Date of birth") { Value = new DateParts { Day = "3", Year = "2014" }, Error = "Date of birth must include a month", ErrorParts = DatePart.Month }).Page();

        page.Question("Date of birth").Described().ShouldBe(["Error: Date of birth must include a month"]);
        page.QuerySelectorAll(".govuk-input--error").Select(i => i.GetAttribute("name")).ShouldBe(["born.Month"]);
        ((IHtmlInputElement)page.Question("Day")).Value.ShouldBe("3");
        page.Question("Day").Id.ShouldBe("born", "the error summary links to the day by the date's name");
    }

    [Fact]
    public void The_question_can_be_the_heading_of_the_page_and_optional()
    {
        var page = Gov.Radios(new RadiosField("a", "Is it so?", Choice.YesNo) { Heading = true, Size = LabelSize.Large, Optional = true }).Page();

        page.QuerySelector("h1")!.Said().ShouldBe("Is it so? (optional)");
    }

    [Fact]
    public void A_change_link_says_what_it_changes_and_an_empty_answer_says_so()
    {
        var page = Gov.SummaryList([new SummaryRow("Date of birth", "27 March 2014").Change("/born"), new SummaryRow("Known as", (string?)null)], card: "The child").Page();

        page.QuerySelector("dd a")!.Said().ShouldBe("Change date of birth (The child)");
        page.SummaryValue("Known as").ShouldBe("Not recorded");
    }

    [Theory]
    [InlineData("Referral.Source", "Referral-Source")]
    [InlineData("answers[held-on]", "answers-held-on")]
    [InlineData("answers[held-on].Day", "answers-held-on")]
    [InlineData("answers[held-on].Month", "answers-held-on-Month")]
    [InlineData("people[0].name", "people-0-name")]
    [InlineData("7", "f-7")]
    public void A_name_gives_its_id(string name, string id) => FieldId.Of(name).ShouldBe(id);

    [Fact]
    public void A_button_that_is_a_link_works_without_script()
    {
        Gov.Button(new ButtonLook(new HtmlString("Start")) { Kind = ButtonKind.Start, Href = "/contact" }).Page().QuerySelector("a")!.GetAttribute("href").ShouldBe("/contact");
        Gov.Button("Save").Page().QuerySelector("button")!.GetAttribute("type").ShouldBe("submit");
    }
}
