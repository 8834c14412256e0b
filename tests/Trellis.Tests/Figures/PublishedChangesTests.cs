using Trellis.Modules.Figures;
using static Trellis.Tests.Figures.Published;

namespace Trellis.Tests.Figures;

public class PublishedChangesTests
{
    [Fact]
    public void Importing_the_real_file_twice_changes_nothing()
    {
        var rows = Real().Rows;

        var changes = PublishedChanges.Between(rows, rows);

        changes.Nothing.ShouldBeTrue();
        changes.Unchanged.ShouldBe(886);
    }

    [Fact]
    public void Rows_in_another_order_are_the_same_rows()
    {
        var held = Read(Line(), Line(("line", "13"))).Rows;
        var file = Read(Line(("line", "13")), Line()).Rows;

        PublishedChanges.Between(held, file).Nothing.ShouldBeTrue();
    }

    [Fact]
    public void A_corrected_number_is_a_change_of_the_same_figure()
    {
        var held = Read(Line()).Rows;
        var file = Read(Line(("value", "2243"), ("printed", "\"2,243\""))).Rows;

        var change = PublishedChanges.Between(held, file).Changed.ShouldHaveSingleItem();
        change.Held.Value.ShouldBe(2234);
        change.Now.Value.ShouldBe(2243);
    }

    [Fact]
    public void A_new_note_is_a_change_and_a_figure_not_in_the_file_stays()
    {
        var held = Read(Line(), Line(("line", "13"))).Rows;
        var file = Read(Line(("note", "counts contacts")), Line(("line", "14"))).Rows;

        var changes = PublishedChanges.Between(held, file);

        changes.Changed.ShouldHaveSingleItem().Now.Note.ShouldBe("counts contacts");
        changes.Added.ShouldHaveSingleItem().Line.ShouldBe(14);
    }
}
