using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Trellis.Modules.Actions.Public;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>The list as a file for a spreadsheet: UTF-8 with its mark, and nothing in it that a spreadsheet would work out.</summary>
internal static class ActionsCsv
{
    private static readonly string[] Columns = ["Action", "What is to be done", "Set by", "Now with", "Set on", "Item", "From", "Whose", "Agency", "Due", "How far", "As written", "Colour", "Why", "Carried forward", "Agreed"];

    public static byte[] Write(IEnumerable<ActionLine> lines, ActionWords words)
    {
        using var kept = new MemoryStream();
        using (var text = new StreamWriter(kept, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var title in Columns) { csv.WriteField(title); }
            csv.NextRecord();
            foreach (var line in lines)
            {
                var look = words.Look(line);
                string[] cells =
                [
                    line.Reference, line.Text, words.Body(line.BodyId), words.Body(line.ForBodyId), Day(line.SetOn), line.Item, ActionSources.Titles.GetValueOrDefault(line.Source, line.Source), line.Owner.Length > 0 ? line.Owner : line.PostTitle ?? "",
                    words.Agency(line.Agency), Day(line.DueOn), words.StatusTitle(line.Status), line.StatusWritten, look.Colour is ActionColour.Done ? "" : look.Colour.ToString(), look.Why, line.Carried.ToString(CultureInfo.InvariantCulture), line.AgreedAt is null ? "No" : "Yes",
                ];
                foreach (var cell in cells) { csv.WriteField(cell); }
                csv.NextRecord();
            }
        }

        return kept.ToArray();
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
