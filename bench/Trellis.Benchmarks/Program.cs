using Trellis.Benchmarks;

// Measures what is promised in figures. Not tests: run by hand, on a machine that does nothing else.
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- verify [facts]
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- access              (over the demonstration, built with ./trellis demo)
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- pages PORT PASSWORD   (beside ./run; it prints both)
return args switch
{
    ["verify"] => await VerifyRecord.RunAsync(1_000_000, Console.Out),
    ["verify", var facts] when int.TryParse(facts, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => await VerifyRecord.RunAsync(count, Console.Out),
    ["access"] => await AccessCost.RunAsync(Console.Out),
    ["pages", var port, var password] when int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) => await LoadPages.RunAsync(number, password, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("verify [facts]   how long it takes to seal a record of so many facts (1000000) and to check every row of it");
    Console.Error.WriteLine("access   what row policies cost over the demonstration, before involvement and now");
    Console.Error.WriteLine("pages PORT PASSWORD   how long the pages of a running demonstration take when 20 ask at once");
    return 1;
}
