using System.Globalization;
using CsvHelper;
using Trellis.Households.Making;
using Trellis.Households.Recording;

namespace Trellis.Tests.Households;

/// <summary>Extracts of a made-up population, as rows with what they would be without mistakes, and as files.</summary>
internal static class MadeUp
{
    public static Agency Agency(string code) => Trellis.Households.Recording.Agency.All.Single(a => a.Code == code);

    public static Request Request(ErrorRates rates, long people = 20_000, long seed = 7, string left = "social-care", string right = "health", bool everybody = false) =>
        new(people, rates, seed, Agency(left), Agency(right), Everybody: everybody);

    public static (List<Row> Left, List<Row> Right, List<(Row Left, Row Right)> Twins) Rows(Request request)
    {
        var areas = new Trellis.Households.Recording.Extracts(request).Areas().ToList();
        return ([.. areas.SelectMany(a => a.Left)], [.. areas.SelectMany(a => a.Right)], [.. areas.SelectMany(a => a.Twins)]);
    }

    /// <summary>What a file says, column by column, as a reader without any knowledge of the program has it.</summary>
    public static List<Dictionary<string, string>> Read(string folder, string file)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(folder, file)), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var lines = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            lines.Add(csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h)!));
        }

        return lines;
    }

    public static List<Household> Households(int children, long seed = 7) => [.. new Population(seed, children).Areas().SelectMany(a => a.Households)];
}
