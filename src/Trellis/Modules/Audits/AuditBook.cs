using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Finds audits as far as the asker sees them, and says what tells their tools apart.</summary>
public sealed class AuditBook(TrellisDb db, PracticeModel practice)
{
    /// <summary>With its parts; null where there is none, or not for the asker.</summary>
    public Task<Audit?> FindAsync(string reference, bool tracked, CancellationToken stop = default)
    {
        var asked = reference.ToUpperInvariant();
        var all = db.Set<Audit>().Include(a => a.Auditors).Include(a => a.Strata).Include(a => a.Records).Include(a => a.Approvals).Include(a => a.Findings).AsSplitQuery();
        return (tracked ? all : all.AsNoTrackingWithIdentityResolution()).FirstOrDefaultAsync(a => a.Reference == asked, stop);
    }

    /// <summary>Who completed the form for which record; what they wrote is another matter.</summary>
    public async Task<ILookup<Guid, Guid>> FinishedAsync(Audit audit, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select record_id, auditor_id from audits.finished($1)", own.Connection) { Parameters = { new() { Value = audit.Id } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(Guid Record, Guid Auditor)>();
        while (await row.ReadAsync(stop)) { found.Add((row.GetGuid(0), row.GetGuid(1))); }
        return found.ToLookup(f => f.Record, f => f.Auditor);
    }

    /// <summary>The same for two tools only where they ask the same and the same can be answered.</summary>
    public string PrintOf(Questionnaire tool)
    {
        var text = string.Join('\n', tool.AsStep.Fields.Select(f => $"{f.Id}|{f.Type}|{f.Label}|{f.Required}|{(f.Codes is { } list ? string.Join(',', practice.Codes[list].Codes.Select(c => c.Id)) : "")}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    public string GradeTitle(string? grade) => grade is null ? "Not graded" : practice.Codes[AuditTemplate.Grades].Find(grade)?.Title ?? grade;

    /// <summary>The code a record was drawn by, in words.</summary>
    public string PartTitle(Audit audit, string part)
    {
        if (part.Length == 0) { return "All"; }
        return part is "not-known" ? "Not known" : Parts(audit)?.Find(part)?.Title ?? part;
    }

    /// <summary>Where a part stands in the list of its codes; what is not known last.</summary>
    public int PartOrder(Audit audit, string part) => Parts(audit)?.Codes.Select((code, at) => code.Id == part ? at : int.MaxValue).Min() ?? int.MaxValue;

    private CodeList? Parts(Audit audit)
    {
        var template = practice.Audit(audit.Template);
        var list = template?.By is "person.age-band" ? "age-band" : practice.Processes.SelectMany(p => p.Steps).Where(s => s.FactKind == template?.Population.Kind).SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == template?.By)?.Codes;
        return list is null ? null : practice.Codes[list];
    }

    /// <summary><c>Q101</c>, <c>Q102</c>, …</summary>
    public async Task<string> NextAsync(CancellationToken stop = default) => $"Q{await db.Database.SqlQuery<long>($"select nextval('audits.reference') as \"Value\"").SingleAsync(stop)}";

    /// <summary>Why two audits do not compare; empty when they do.</summary>
    public static IReadOnlyList<string> NotAlike(Audit one, Audit other)
    {
        var why = new List<string>();
        if (one.Tool != other.Tool || one.ToolPrint != other.ToolPrint) { why.Add("They were made with other questions: the audit tool has changed"); }
        if (one.Scope != other.Scope) { why.Add("They drew from other records: the rule of who is in the population has changed"); }
        if (!one.Areas.Intersect(other.Areas).Any()) { why.Add("They are of other areas"); }
        return why;
    }
}
