using Trellis.Benchmarks;

// Measures what is promised in figures. Not tests: run by hand, on a machine that does nothing else.
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- verify [facts]
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- access              (over the demonstration, built with ./trellis demo)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- pages PORT PASSWORD   (beside ./run; it prints both)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- sign-in PORT PASSWORD (the same)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- matching speed|index [people]|duplicates|link [people] [threads]
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- front-door load FOLDER, then front-door PORT PASSWORD FOLDER AT-ONCE
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- meetings load, then meetings PORT PASSWORD
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- chronology load, then chronology PORT PASSWORD
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- actions load [count], then actions PORT PASSWORD
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- questionnaires load, then questionnaires PORT PASSWORD
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- money load, then money PORT PASSWORD
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- audits            (over a migrated data folder that is thrown away)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- bookings          (over a data folder that is thrown away)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- staff             (over a data folder that is thrown away)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- figures [areas]   (over a data folder that is thrown away)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- training PORT PASSWORD (catalogue and booking, beside ./run)
//   bench/cost-of-access.sh                                  (large, and side-by-side of two commits)
return args switch
{
    ["verify"] => await VerifyRecord.RunAsync(1_000_000, Console.Out),
    ["verify", var facts] when int.TryParse(facts, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => await VerifyRecord.RunAsync(count, Console.Out),
    ["access"] => await AccessCost.RunAsync(Console.Out),
    ["pages", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await LoadPages.RunAsync(number, password, Console.Out),
    ["sign-in", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await SignIns.RunAsync(number, password, Console.Out),
    ["matching", "speed"] => MatchingSpeed.Letters(Console.Out),
    ["matching", "index"] => MatchingSpeed.Index(1_000_000, Console.Out),
    ["matching", "index", var people] when int.TryParse(people, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => MatchingSpeed.Index(count, Console.Out),
    ["matching", "duplicates"] => MatchingSpeed.Pass(100_000, Console.Out),
    ["matching", "link"] => MatchingSpeed.Link(1_000_000, 1, Console.Out),
    ["matching", "link", var people, var threads] when int.TryParse(people, System.Globalization.CultureInfo.InvariantCulture, out var count) && int.TryParse(threads, System.Globalization.CultureInfo.InvariantCulture, out var cores) && count > 0 && cores > 0 =>
        MatchingSpeed.Link(count, cores, Console.Out),
    ["front-door", "load", var folder] => await FrontDoor.LoadAsync(folder, Console.Out),
    ["front-door", var port, var password, var folder, var some] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) && int.TryParse(some, System.Globalization.CultureInfo.InvariantCulture, out var atOnce) && atOnce > 0 =>
        await FrontDoor.RunAsync(number, password, folder, atOnce, Console.Out),
    ["meetings", "load"] => await MeetingPages.LoadAsync(Console.Out),
    ["meetings", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await MeetingPages.RunAsync(number, password, Console.Out),
    ["chronology", "load"] => await Chronologies.LoadAsync(Console.Out),
    ["chronology", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await Chronologies.RunAsync(number, password, Console.Out),
    ["actions", "load"] => await ActionLists.LoadAsync(50_000, Console.Out),
    ["actions", "load", var some] when int.TryParse(some, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => await ActionLists.LoadAsync(count, Console.Out),
    ["actions", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await ActionLists.RunAsync(number, password, Console.Out),
    ["questionnaires", "load"] => await QuestionnaireRounds.LoadAsync(Console.Out),
    ["questionnaires", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await QuestionnaireRounds.RunAsync(number, password, Console.Out),
    ["money", "load"] => await BudgetPages.LoadAsync(Console.Out),
    ["money", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await BudgetPages.RunAsync(number, password, Console.Out),
    ["bookings"] => await BookingBurst.RunAsync(Console.Out),
    ["staff"] => await StaffStanding.RunAsync(Console.Out),
    ["training", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await LoadPages.TrainingAsync(number, password, Console.Out),
    ["figures"] => await FigureCounts.RunAsync(3, Console.Out),
    ["figures", var areas] when int.TryParse(areas, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => await FigureCounts.RunAsync(count, Console.Out),
    ["audits"] => await AuditSample.RunAsync(Console.Out),
    ["large"] => await LargeCopy.RunAsync(open: false, Console.Out),
    ["large", "--without-policies"] => await LargeCopy.RunAsync(open: true, Console.Out),
    ["side-by-side", var one, var other, var password] when int.TryParse(one, System.Globalization.CultureInfo.InvariantCulture, out var first) && int.TryParse(other, System.Globalization.CultureInfo.InvariantCulture, out var second) =>
        await SideBySide.RunAsync(first, second, password, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("verify [facts]   how long it takes to seal a record of so many facts (1000000) and to check every row of it");
    Console.Error.WriteLine("access   what row policies cost over the demonstration, before involvement and now");
    Console.Error.WriteLine("pages PORT PASSWORD   how long the pages of a running demonstration take when 20 ask at once");
    Console.Error.WriteLine("bookings   300 people book one workshop of 25 places within ten seconds");
    Console.Error.WriteLine("staff   who of 20,000 staff must have which training and has it");
    Console.Error.WriteLine("training PORT PASSWORD   how long catalogue and booking pages of a running demonstration take when 20 ask at once");
    Console.Error.WriteLine("sign-in PORT PASSWORD   how long a running demonstration takes to believe a password, five a second");
    Console.Error.WriteLine("matching speed   how many names are compared in a second, on one core");
    Console.Error.WriteLine("matching index [people]   how long one typed record takes to find among so many (1000000)");
    Console.Error.WriteLine("matching duplicates   how long the nightly pass compares 100000 people with one another");
    Console.Error.WriteLine("matching link [people threads]   how long two extracts of so many take, read, matched and written");
    Console.Error.WriteLine("front-door load FOLDER   puts the people of bench/Trellis.Households into the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("front-door PORT PASSWORD FOLDER AT-ONCE   how long its front door takes to say who may be the one typed");
    Console.Error.WriteLine("meetings load   puts a body with 40 seats and a pack of 300 pages into the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("meetings PORT PASSWORD   how long its attendance, its pack and minutes written by 30 at once take");
    Console.Error.WriteLine("chronology load   puts 3,000 entries of 9 agencies into a review of the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("chronology PORT PASSWORD   how long its integrated chronology takes");
    Console.Error.WriteLine("actions load [count]   puts so many actions (50000) into the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("actions PORT PASSWORD   how long its list of actions takes with each filter");
    Console.Error.WriteLine("questionnaires load   puts two rounds of 200 agencies and 60 standards into the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("questionnaires PORT PASSWORD   how long their results and report take");
    Console.Error.WriteLine("money load   puts ten years of budgets of three areas into the demonstration of TRELLIS_DATA; for a copy that is thrown away");
    Console.Error.WriteLine("money PORT PASSWORD   how long their pages take");
    Console.Error.WriteLine("large [--without-policies]   makes the demonstration of TRELLIS_DATA as large as 80,000 matters; for a copy that is thrown away");
    Console.Error.WriteLine("side-by-side PORT PORT PASSWORD   the same pages of two sites in turn, and the difference");
    return 1;
}
