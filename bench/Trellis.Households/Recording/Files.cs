using System.Globalization;
using System.Text;

namespace Trellis.Households.Recording;

/// <summary>Writes the extracts as CSV (RFC 4180, UTF-8, line feeds).</summary>
public static class Files
{
    private const string Header = "id,nhs_number,upn,given_name,middle_names,family_name,birth_date,sex,address,postcode,school,truth,errors,origin";

    /// <summary>Writes <c>left.csv</c>, <c>right.csv</c> and <c>twins.csv</c> into a folder that is made if need be.</summary>
    public static (long Left, long Right, long Twins) Write(Request request, string folder)
    {
        Directory.CreateDirectory(folder);
        using var left = Open(folder, "left.csv", Header);
        using var right = Open(folder, "right.csv", Header);
        using var twins = Open(folder, "twins.csv", "left,right");
        (long Left, long Right, long Twins) lines = default;
        foreach (var area in new Extracts(request).Areas())
        {
            area.Left.ForEach(r => Write(left, r));
            area.Right.ForEach(r => Write(right, r));
            area.Twins.ForEach(t => twins.Write($"{t.Left.Id},{t.Right.Id}\n"));
            lines = (lines.Left + area.Left.Count, lines.Right + area.Right.Count, lines.Twins + area.Twins.Count);
        }

        return lines;
    }

    private static StreamWriter Open(string folder, string name, string header)
    {
        var writer = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        writer.Write(header + "\n");
        return writer;
    }

    private static void Write(StreamWriter file, Row row)
    {
        ReadOnlySpan<string> fields =
        [
            row.Id, row.NhsNumber, row.Upn, row.Given, row.Middle, row.Family, row.Born, row.Sex, row.Address, row.Postcode, row.School,
            row.Person.Number.ToString("D8", CultureInfo.InvariantCulture), row.Errors.ToString(), row.Person.Origin.Code,
        ];
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                file.Write(',');
            }

            if (fields[i].AsSpan().IndexOfAny(',', '"') < 0)
            {
                file.Write(fields[i]);
            }
            else
            {
                file.Write('"');
                file.Write(fields[i].Replace("\"", "\"\"", StringComparison.Ordinal));
                file.Write('"');
            }
        }

        file.Write('\n');
    }
}
