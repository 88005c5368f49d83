namespace TalentBank.EventStore.ReadModels;

/// <summary>The read models in memory, for tests and simulations: what a daemon needs of <see cref="ReadModelStore"/>, without the database.</summary>
/// <param name="all">All of them.</param>
/// <param name="time">The clock that leases end by.</param>
public sealed class MemoryReadModels(IReadOnlyList<ReadModel> all, TimeProvider time) : IReadModels
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ReadModel, Table> _tables = all.ToDictionary(model => model, _ => new Table());

    public IReadOnlyList<ReadModel> Models => all;

    /// <summary>The documents of a model, by zone and key.</summary>
    public IReadOnlyDictionary<(string Zone, string Key), object> Documents(DocumentModel model) => _tables[model].Documents;

    /// <summary>The transfers of a ledger, in the order of their facts.</summary>
    public IReadOnlyList<(Recorded Fact, Transfer Transfer)> Transfers(LedgerModel model) => _tables[model].Transfers;

    public IReadOnlyList<DeadLetter> DeadLetters => [.. all.SelectMany(model => _tables[model].DeadLetters)];

    public Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var table in _tables.Values)
                if (table.Owner == owner || table.Until < now) (table.Owner, table.Until) = (owner, now + lease);
            return Task.FromResult<IReadOnlyList<Claimed>>([.. all.Select(model => new Claimed(model, _tables[model].Position, _tables[model].Owner == owner))]);
        }
    }

    public Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (models.Any(model => _tables[model].Owner != owner || _tables[model].Position != batch.From))
                return Task.FromResult<Applied>(new Applied.Overtaken());

            foreach (var model in models)
            {
                var table = _tables[model];
                table.DeadLetters.AddRange(batch.Aside.Where(letter => letter.Model == model));
                foreach (var fact in batch.Facts) table.Take(model, fact);
                (table.Position, table.Until) = (batch.To, time.GetUtcNow() + lease);
            }

            return Task.FromResult<Applied>(new Applied.Moved());
        }
    }

    public Task Release(Guid owner)
    {
        lock (_lock)
        {
            foreach (var table in _tables.Values)
                if (table.Owner == owner) (table.Owner, table.Until) = (null, DateTimeOffset.MinValue);
            return Task.CompletedTask;
        }
    }

    private sealed class Table
    {
        public long Position { get; set; }

        public Guid? Owner { get; set; }

        public DateTimeOffset Until { get; set; } = DateTimeOffset.MinValue;

        public Dictionary<(string Zone, string Key), object> Documents { get; } = [];

        public List<(Recorded Fact, Transfer Transfer)> Transfers { get; } = [];

        public List<DeadLetter> DeadLetters { get; } = [];

        public void Take(ReadModel model, Recorded fact)
        {
            try
            {
                if (model is LedgerModel ledger) Transfers.AddRange(ledger.Post(fact).Select(transfer => (fact, transfer)).ToArray());
                else foreach (var key in ((DocumentModel)model).KeysOf(fact).Distinct().ToArray()) Take((DocumentModel)model, key, fact);
            }
            catch (Exception e)
            {
                DeadLetters.Add(new DeadLetter(model, fact.Zone, fact.Position, Key: null, DeadLetter.CauseOf(e)));
            }
        }

        private void Take(DocumentModel model, string key, Recorded fact)
        {
            var place = (fact.Zone, key);
            try
            {
                if (DeadLetters.Exists(letter => (letter.Zone, letter.Key) == place)) throw new EarlierFactException(key);
                if (model.Apply(key, Documents.GetValueOrDefault(place), fact) is { } document) Documents[place] = document;
                else Documents.Remove(place);
            }
            catch (Exception e)
            {
                DeadLetters.Add(new DeadLetter(model, fact.Zone, fact.Position, key, DeadLetter.CauseOf(e)));
            }
        }
    }
}
