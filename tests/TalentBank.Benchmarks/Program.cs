using System.Globalization;
using System.Runtime.InteropServices;
using TalentBank.Benchmarks;

// dotnet run -c Release --project tests/TalentBank.Benchmarks [-- [--runs 5] [--sizes 10000,1000000,10000000] [name ...]]
#if DEBUG
await Console.Error.WriteLineAsync("These figures mean nothing: run with -c Release.");
#endif

var runs = int.Parse(Option("--runs") ?? "5", CultureInfo.InvariantCulture);
int[] sizes = [.. (Option("--sizes") ?? "10000,1000000").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];

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
    benchmark.Sizes = sizes;
    benchmark.CreateDatabase = server.CreateDatabase;
    results.AddRange(await benchmark.Run(await server.CreateDatabase(benchmark.Name), runs));
}
Console.WriteLine($"{server.Description}; medians of {runs.ToString(CultureInfo.InvariantCulture)} runs\n");
Console.WriteLine(Table.Of(results));
return results.All(result => result.IsMet) ? 0 : 1;

string? Option(string name)
{
    if (Array.IndexOf(args, name) is not (>= 0 and var at)) return null;
    var value = args[at + 1];
    args = [.. args[..at], .. args[(at + 2)..]];
    return value;
}
