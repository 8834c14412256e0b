using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Trellis.Platform.Time;

namespace Trellis.Modules.Oversight;

/// <summary>The looks as a file for a spreadsheet: UTF-8 with its mark, times of London, and nothing in it that a spreadsheet would work out.</summary>
internal static class LooksCsv
{
    public static byte[] Write(LookPage page)
    {
        using var kept = new MemoryStream();
        using (var text = new StreamWriter(kept, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var title in (string[])["When", "Who", "Post", "Agency", "What", "Why", "Address", "Matter", "People", "Others"]) { csv.WriteField(title); }
            csv.NextRecord();
            foreach (var look in page.Looks)
            {
                csv.WriteField(London.Wall(look.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                csv.WriteField(page.Who(look));
                csv.WriteField(page.Post(look) ?? "");
                csv.WriteField(page.Agency(look));
                csv.WriteField(LookWords.What(look));
                csv.WriteField(LookWords.Purpose(look));
                csv.WriteField(look.Address ?? "");
                csv.WriteField(look.Matter ?? "");
                csv.WriteField(string.Join(' ', look.People.Select(p => p.Reference)));
                csv.WriteField(look.Others);
                csv.NextRecord();
            }
        }

        return kept.ToArray();
    }
}
