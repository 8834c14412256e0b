using System.CommandLine;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Export;
using Trellis.Platform;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;

namespace Trellis.Commands;

/// <summary><c>export cin --area A --year Y</c>: the census made of what is recorded here, checked by its own rules before anybody sends it.</summary>
public static class ExportCin
{
    public static Command Build()
    {
        var area = new Option<string>("--area") { Description = "The area whose children they are, for example RBKC", Required = true };
        var year = new Option<string>("--year") { Description = $"The census year, {CensusYear.NameOf(CensusYear.FirstEnding)} to {CensusYear.NameOf(CensusYear.LastEnding)}", Required = true };
        var agency = new Option<string?>("--agency") { Description = "The council’s agency whose numbers the children go by; the area’s only council when left out" };
        var authority = new Option<string?>("--authority") { Description = "The number of the local authority, as the department gives it; left out of the file otherwise" };
        var to = new Option<FileInfo?>("--out") { Description = "Write there; cin-AREA-YEAR.xml in this folder when left out" };
        var command = new Command("cin", "Write the children in need census of an area and a year") { area, year, agency, authority, to };
        command.SetAction(async (given, stop) =>
        {
            var (where, named) = (given.GetValue(area)!, given.GetValue(year)!);
            var ending = CensusYear.Parse(named) ?? throw new WrongInputException($"There is no census year {named}. Expected one from {CensusYear.NameOf(CensusYear.FirstEnding)} to {CensusYear.NameOf(CensusYear.LastEnding)}");
            var file = given.GetValue(to) ?? new FileInfo($"cin-{where.ToLowerInvariant()}-{named}.xml");
            return await ImportCin.WithAsync(where, async (services, _) =>
            {
                var whose = await ImportCin.AgencyAsync(services.GetRequiredService<AgencyRegister>(), where, given.GetValue(agency), stop);
                var of = new CensusYear(ending, new DateOnly(ending, 3, 31), CheckCin.WorkingDays());
                var census = await services.GetRequiredService<CensusExport>().MakeAsync(where, whose, of, given.GetValue(authority), stop);
                using var kept = new MemoryStream();
                CensusWriter.Write(census, kept);
                await File.WriteAllBytesAsync(file.FullName, kept.ToArray(), stop);
                kept.Position = 0;
                // Read again: what is checked is what was written.
                var result = CensusCheck.Run(CensusReader.Read(kept), of);
                CheckCinWords.Write(result, file.Name, given.InvocationConfiguration.Output);
                await given.InvocationConfiguration.Output.WriteLineAsync($"Wrote {file.FullName}");
                return result.Errors > 0 ? CommandLine.WrongInput : CommandLine.Done;
            }, stop);
        });
        return command;
    }
}
