using System.Globalization;
using System.Text;
using Trellis.Returns.Checking;
using Trellis.Returns.Rules;

namespace Trellis.Commands;

/// <summary><c>docs/census-rules.md</c>, from the rules themselves.</summary>
internal static class CensusRulesPage
{
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append("# The rules of the children in need census\n\nWritten by `./trellis docs` from `src/Trellis.Returns/Rules`; a change here is overwritten. ");
        page.Append(CultureInfo.InvariantCulture, $"{CensusRules.All.Select(r => r.Code).Distinct(StringComparer.Ordinal).Count()} rules: ");
        page.Append("codes, fields and severities are the Department for Education's (Open Government Licence), the words are ours. `./trellis check cin FILE.xml` asks them all. An error is put right before the department takes the return; a query is put right or explained. A rule that differed in an earlier year has a row for each.\n");
        foreach (var module in CensusRules.All.GroupBy(r => r.Module).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {module.Key}\n\n| rule | severity | years | what is wrong | what to look for |\n| --- | --- | --- | --- | --- |\n");
            foreach (var rule in module)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {rule.Code} | {(rule.Severity is Severity.Error ? "error" : "query")} | {rule.Years} | {rule.Message} | {rule.Explanation} |\n");
            }
        }

        return page.ToString();
    }
}
