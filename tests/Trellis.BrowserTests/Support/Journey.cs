using Trellis.Tests.Support;

namespace Trellis.BrowserTests.Support;

/// <summary>A journey over the site all journeys share. It begins on the day every one begins, whatever went before.</summary>
[Collection(Journeys.Name)]
public abstract class Journey
{
    protected Journey(BrowserSite site)
    {
        Site = site;
        site.Stage.Clock.Set(TestClock.Start);
    }

    protected BrowserSite Site { get; }
}
