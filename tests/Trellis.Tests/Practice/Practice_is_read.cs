using Trellis.Practice;

namespace Trellis.Tests.Practice;

public sealed class Practice_is_read
{
    [Fact]
    public void Our_own_practice_has_no_mistakes()
    {
        var reading = PracticeFolder.Read(PracticeFiles.Folder);

        reading.Mistakes.Select(m => m.ToString()).ShouldBeEmpty();
        reading.Model.ShouldNotBeNull();
    }
}
