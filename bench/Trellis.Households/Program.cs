using System.CommandLine;
using Trellis.Households.Recording;

// Makes households and what two agencies have of them, for measuring how well records of one person are found.
//   dotnet run -c Release --project bench/Trellis.Households -- --people 100000 --errors usual --seed 7 --left social-care --right health --out DIR
var agencies = Agency.All.Select(a => a.Code).ToArray();
var people = new Option<long>("--people") { Description = "Lines of each of the two files.", DefaultValueFactory = _ => 100_000 };
var errors = new Option<string>("--errors") { Description = "How often mistakes are made.", DefaultValueFactory = _ => "usual" };
var seed = new Option<long>("--seed") { Description = "The same seed makes the same files.", DefaultValueFactory = _ => 7 };
var left = new Option<string>("--left") { Description = "Whose records left.csv has. They have all the mistakes; right.csv has 40 % of them.", DefaultValueFactory = _ => "social-care" };
var right = new Option<string>("--right") { Description = "Whose records right.csv has.", DefaultValueFactory = _ => "health" };
var overlap = new Option<double>("--overlap") { Description = "Share of the people of each file who are in the other too.", DefaultValueFactory = _ => 0.8 };
var parents = new Option<bool>("--parents") { Description = "Parents too, not children alone." };
var folder = new Option<string>("--out") { Description = "Folder for left.csv, right.csv and twins.csv.", Required = true };
errors.AcceptOnlyFromAmong("usual", "hard");
left.AcceptOnlyFromAmong(agencies);
right.AcceptOnlyFromAmong(agencies);
people.Validators.Add(r => Within(r, r.GetValueOrDefault<long>() is >= 1 and <= 10_000_000, "--people is 1 to 10000000."));
overlap.Validators.Add(r => Within(r, r.GetValueOrDefault<double>() is >= 0.01 and <= 1, "--overlap is 0.01 to 1."));

var command = new RootCommand("Makes households with children and what two agencies have of them, each mistake labelled.") { people, errors, seed, left, right, overlap, parents, folder };
command.SetAction(found =>
{
    Agency Named(Option<string> option) => Agency.All.Single(a => a.Code == found.GetValue(option));
    var request = new Request(
        found.GetValue(people), found.GetValue(errors) == "hard" ? ErrorRates.Hard : ErrorRates.Usual, found.GetValue(seed),
        Named(left), Named(right), found.GetValue(overlap), found.GetValue(parents));
    var lines = Files.Write(request, found.GetValue(folder)!);
    Console.WriteLine($"{lines.Left} lines in left.csv, {lines.Right} in right.csv, {lines.Twins} pairs of different twins in twins.csv");
    return 0;
});
return command.Parse(args).Invoke();

static void Within(System.CommandLine.Parsing.OptionResult result, bool isWithin, string message)
{
    if (!isWithin)
    {
        result.AddError(message);
    }
}
