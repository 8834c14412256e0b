using Trellis.Benchmarks;

// Measures what is promised in figures. Not tests: run by hand, on a machine that does nothing else.
//   dotnet run -c Release --project bench/Trellis.Benchmarks -- verify [facts]
return args switch
{
    ["verify"] => await VerifyRecord.RunAsync(1_000_000, Console.Out),
    ["verify", var facts] when int.TryParse(facts, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 => await VerifyRecord.RunAsync(count, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("verify [facts]   how long it takes to seal a record of so many facts (1000000) and to check every row of it");
    return 1;
}
