using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>A post as its administrator types it.</summary>
public sealed class PostForm
{
    public const int LongestTeam = 60;

    public string Team { get; set; } = "";

    public string Role { get; set; } = "";

    public List<string> Areas { get; set; } = [];

    public string Qualification { get; set; } = "";

    public DateParts From { get; set; } = new();

    public DateParts Until { get; set; } = new();

    [BindNever]
    public IReadOnlyList<Choice> Roles { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> AreaChoices { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> Qualifications { get; set; } = [];

    /// <summary>"social-worker": "Social worker".</summary>
    public static string Words(string code) => code.Length == 0 ? "" : char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    public void Show(Post post, DateOnly from) =>
        (Team, Role, Areas, Qualification, From, Until) = (post.Team ?? "", post.Role, [.. post.Areas], post.Qualification ?? "", DateParts.Of(from), DateParts.Of(post.EndsOn));

    /// <summary>What was typed, checked against what this agency may give; null when something is wrong, which is then said at its field.</summary>
    /// <param name="prefix">The form's own name on the page.</param>
    public async Task<PostToBe?> ReadAsync(ModelStateDictionary state, string prefix, Colleagues colleagues, CancellationToken cancellationToken)
    {
        var roles = await colleagues.RolesAsync(cancellationToken);
        var areas = await colleagues.AreasAsync(cancellationToken);
        var role = roles.FirstOrDefault(r => r.Id == Role);
        if (role is null) { state.AddModelError($"{prefix}.{nameof(Role)}", "Select a role your agency may give"); }
        if (Areas.Count == 0 || Areas.Except(areas).Any()) { state.AddModelError($"{prefix}.{nameof(Areas)}", "Select where they work, of the areas of your agency you act in"); }
        if (Team.Trim().Length > LongestTeam) { state.AddModelError($"{prefix}.{nameof(Team)}", $"Team must have {LongestTeam} characters or fewer"); }
        if (Qualification.Length > 0 && Qualifications.All(q => q.Value != Qualification)) { state.AddModelError($"{prefix}.{nameof(Qualification)}", "Select a qualification, or none"); }
        else if (role?.Qualification is { } needed && Qualification != needed) { state.AddModelError($"{prefix}.{nameof(Qualification)}", $"This role is for a {Words(needed).ToLower(English.Culture)} alone. Select the qualification once you have seen it"); }
        var (from, until) = Dates(state, prefix, colleagues.Today);
        if (colleagues.Course is { Ends: { } last } course && (from > last || until > last)) { state.AddDateError(from > last ? $"{prefix}.{nameof(From)}" : $"{prefix}.{nameof(Until)}", new DateFault($"Your agency {(last < colleagues.Today ? "ended" : "ends")} on {English.Date(last)}. Enter that day or an earlier one{(course.Next is { } next ? $": a post after it is given by {next.Title}" : "")}", DatePart.Date)); }
        if (!state.IsValid) { return null; }
        return new PostToBe(colleagues.Code, Team.Trim() is { Length: > 0 } team ? team : null, role!.Id, role.Title, [.. areas.Where(Areas.Contains)], Qualification.Length > 0 ? Qualification : null, from!.Value, until);
    }

    private (DateOnly? From, DateOnly? Until) Dates(ModelStateDictionary state, string prefix, DateOnly today)
    {
        var (from, fault) = From.Read("first day", required: true);
        if (fault is not null) { state.AddDateError($"{prefix}.{nameof(From)}", fault); }
        else if (from < today) { state.AddDateError($"{prefix}.{nameof(From)}", new DateFault("First day must be today or later: nobody held a post before they were given it", DatePart.Date)); }
        else if (from > today.AddYears(1)) { state.AddDateError($"{prefix}.{nameof(From)}", new DateFault("First day must be within a year", DatePart.Date)); }
        var (until, wrong) = Until.Read("last day");
        if (wrong is not null) { state.AddDateError($"{prefix}.{nameof(Until)}", wrong); }
        else if (until < from) { state.AddDateError($"{prefix}.{nameof(Until)}", new DateFault("Last day must be on or after the first day", DatePart.Date)); }
        return (from, until);
    }
}
