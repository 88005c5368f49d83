using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class MemoryReadModelsTests : ReadModelsContract
{
    private readonly HandClock _clock = new();
    private MemoryReadModels _models = null!;

    public override Task<IReadModels> Open() => Task.FromResult<IReadModels>(_models = new MemoryReadModels([Models.OpenPositions, Models.Ledger], _clock));

    public override ValueTask Close() => ValueTask.CompletedTask;

    private protected override Task Expire()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    private protected override Task<OpenPosition?> Position(string key) =>
        Task.FromResult((OpenPosition?)_models.Documents(Models.OpenPositions).GetValueOrDefault(("meishan", key)));

    private protected override Task<int> Transfers() => Task.FromResult(_models.Transfers(Models.Ledger).Count);

    private protected override Task<IReadOnlyList<DeadLetter>> DeadLetters() => Task.FromResult(_models.DeadLetters);
}
