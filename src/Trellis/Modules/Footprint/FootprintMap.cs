using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Footprint.Handing;

namespace Trellis.Modules.Footprint;

internal static class FootprintMap
{
    public static void MapFootprint(this ModelBuilder model) => model.Entity<Handover>().ToTable("handover", "footprint");
}
