using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TalentBank.Faults.Checking;
using TalentBank.Faults.Load;
using TalentBank.Faults.Machines;

namespace TalentBank.Faults;

/// <summary>Faults one after the other under load; after each tenth of them everything is checked.</summary>
internal sealed class FaultRun(SystemUnderTest system, int count, int seed, IProgress<string> progress) : IDisposable
{
    private const int CommandsPerSecond = 50;

    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(30);

    private readonly History _history = new();
    private readonly List<Problem> _problems = [];
    private readonly List<Struck> _struck = [];
    private readonly BankClient[] _servers = [.. system.Servers.Select(server => new BankClient(server.Number, server.Address))];
    private int _checks;

    public History History => _history;

    public async Task<FaultReport> Run(CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        var random = new Random(seed);
        var things = await Things.Make(_servers[0]);
        using var traffic = new Traffic(_servers, things, _history, CommandsPerSecond, seed);
        traffic.Start();
        var (number, checkedTenths) = (0, 0);
        foreach (var fault in Fault.Order(Fault.All(system), count, random))
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (2 * random.NextDouble())), cancel);
            if (!await Strike(fault, ++number, traffic, random, cancel))
                break;
            if (number * 10 / count > checkedTenths)
            {
                checkedTenths = number * 10 / count;
                await CheckAll(traffic);
                if (number < count)
                    traffic.Start();
            }
        }

        // A calm phase's oddities are told apart by phase, so they are known only now.
        foreach (var ((phase, what), times) in _history.Oddities.Where(oddity => oddity.Key.Phase is History.Calm))
            _problems.Add(new Problem(Promise.CalmAnswers, $"{what}, {times} times while nothing was done to the system"));
        return FaultReport.Of(seed, since.Elapsed, _struck, _checks, traffic.Rate, traffic.Commands, _history.Oddities, _problems);
    }

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
    }

    /// <summary>False where the system never came back, so that nothing more can be learnt.</summary>
    private async Task<bool> Strike(Fault fault, int number, Traffic traffic, Random random, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _history.Enter(fault.Kind);
        var done = await fault.Strike(system, random);
        var recovery = await traffic.Recovery(LongestRecovery);
        var late = recovery is null ? await traffic.Recovery(LongestRecovery * 4) : TimeSpan.Zero;
        var took = recovery ?? LongestRecovery + late;
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"{number,3} of {count}  {fault.Kind,-25} {done,-45} {(took is { } time ? $"accepted again after {time.TotalSeconds:0.0} s" : "never accepted again")}"));
        if (recovery is null)
            _problems.Add(new Problem(Promise.Recovery, $"fault {number}, {fault.Kind} ({done}): {(took is { } seconds ? $"accepted again after {seconds.TotalSeconds:0.0} s" : "never accepted again")}"));
        _struck.Add(new Struck(fault.Kind, took ?? LongestRecovery * 5));
        _history.Enter(History.Calm);
        return took is not null;
    }

    private async Task CheckAll(Traffic traffic)
    {
        var found = new List<Problem>();
        if (await traffic.Settle() is > 0 and var unknown)
            found.Add(new Problem(Promise.EverythingIsAnswered, $"{unknown} commands"));
        if (await StoredLog.Behind(system.Postgres.ConnectionString, LongestCatchUp) is { } behind)
            found.Add(new Problem(Promise.ReadModelsFollow, behind));
        var log = await StoredLog.Read(system.Postgres.ConnectionString);
        found.AddRange(Checker.Check(traffic.Commands, log));
        found.AddRange(Checker.CheckThatItCanFail(traffic.Commands, log));
        found.AddRange(system.Servers.Where(server => server.Ends.Count > 0).Select(server => new Problem(Promise.ServersStay, $"server {server.Number} ended with {string.Join(", ", server.Ends)}")));
        var (verified, facts) = await Verify();
        found.AddRange(verified);
        _checks++;
        _problems.AddRange(found);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"    checked: {traffic.Commands.Count} commands, {facts} facts verified: {(found.Count == 0 ? "nothing wrong" : $"{found.Count} FINDINGS, the first: {found[0]}")}"));
    }

    /// <summary>The server's own command, past the proxy, beside the working servers.</summary>
    private async Task<(IReadOnlyList<Problem> Problems, long Facts)> Verify()
    {
        using var verify = Process.Start(BankServer.Program(system.Folder, system.EnvironmentOf(0), "verify", "--json"))!;
        var said = verify.StandardError.ReadToEndAsync();
        var output = await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();
        if (!output.StartsWith('{'))
            return ([new Problem(Promise.Verified, $"verify ended with {verify.ExitCode}: {await said}{output}")], 0);
        var report = JsonDocument.Parse(output).RootElement;
        return ([.. report.GetProperty("findings").EnumerateArray().Select(finding => new Problem(Promise.Verified, finding.ToString()))], report.GetProperty("facts").GetInt64());
    }
}
