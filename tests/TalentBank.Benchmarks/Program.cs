using System.Globalization;
using System.Runtime.InteropServices;
using TalentBank.Benchmarks;

// dotnet run -c Release --project tests/TalentBank.Benchmarks [-- [--runs 5] [name ...]]
#if DEBUG
await Console.Error.WriteLineAsync("These figures mean nothing: run with -c Release.");
#endif

var runs = 5;
if (Array.IndexOf(args, "--runs") is >= 0 and var option)
{
    runs = int.Parse(args[option + 1], CultureInfo.InvariantCulture);
    args = [.. args[..option], .. args[(option + 2)..]];
}

Benchmark[] known = [.. typeof(Benchmark).Assembly.GetTypes()
    .Where(type => type.IsSubclassOf(typeof(Benchmark)) && !type.IsAbstract)
    .Select(type => (Benchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)];
if (args.Except(known.Select(benchmark => benchmark.Name)).ToArray() is { Length: > 0 } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {string.Join(", ", unknown)}; there are: {string.Join(", ", known.Select(benchmark => benchmark.Name))}.");
    return 64;
}

await using var server = await BenchmarkServer.Start();
// Ctrl-C leaves no server behind.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    Environment.Exit(130);
});
await Console.Error.WriteLineAsync(server.Description);
var results = new List<Result>();
foreach (var benchmark in known.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    await Console.Error.WriteLineAsync($"{benchmark.Name} ...");
    results.AddRange(await benchmark.Run(await server.CreateDatabase(benchmark.Name), runs));
}
Console.WriteLine($"{server.Description}; medians of {runs.ToString(CultureInfo.InvariantCulture)} runs\n");
Console.WriteLine(Table.Of(results));
return results.All(result => result.IsMet) ? 0 : 1;
