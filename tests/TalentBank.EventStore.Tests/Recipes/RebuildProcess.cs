using System.Diagnostics;
using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>The new release's rebuild of its read models, in a process of its own, to be killed.</summary>
internal sealed class RebuildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private RebuildProcess(Process process) => _process = process;

    /// <summary>The read models of the new release: one of them is of a new version.</summary>
    public static IReadOnlyList<ReadModel> NewRelease { get; } = [Models.Positions("open_positions", version: 2), Models.Ledger, RecipeModels.Orders];

    public static RebuildProcess Start(string connectionString)
    {
        var program = Path.ChangeExtension(typeof(RebuildProcess).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        return new RebuildProcess(Process.Start(new ProcessStartInfo(program, ["rebuild", connectionString]) { UseShellExecute = false })!);
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What runs in that process: rebuild after rebuild, in small pages, so that a kill falls anywhere.</summary>
    public static async Task<int> Main(string[] args)
    {
        await using var database = await Database.Open(args[0]);
        var store = new ReadModelStore(database, NewRelease, JsonSerializerOptions.Default);
        await store.Prepare();
        while (true)
            foreach (var model in NewRelease) await new Rebuild(new PostgresLog(database), store, Fact.Decode) { PageSize = 50 }.Run(model);
    }
}
