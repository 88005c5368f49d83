using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class ReadModelStoreTests : ReadModelsContract
{
    private Bank _bank = null!;

    public override async Task<IReadModels> Open()
    {
        _bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        return _bank.Store;
    }

    public override ValueTask Close() => _bank.DisposeAsync();

    private protected override Task Expire() => _bank.Sql("update talentbank.leases set until = clock_timestamp() - interval '1 second'");

    private protected override async Task<OpenPosition?> Position(string key) => (await _bank.Positions(key)).GetValueOrDefault(key);

    private protected override async Task<int> Transfers() => (int)await _bank.Sql<long>("select count(*) from talentbank_read.ledger_v1 where arrives");

    private protected override Task<IReadOnlyList<DeadLetter>> DeadLetters() => _bank.Store.DeadLetters();
}
