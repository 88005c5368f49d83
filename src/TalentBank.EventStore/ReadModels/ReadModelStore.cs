#pragma warning disable CS9113, IDE0005
using System.Text.Json;
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The tables of all read models, in PostgreSQL.</summary>
public sealed class ReadModelStore(Database database, IReadOnlyList<ReadModel> models, JsonSerializerOptions json)
{
    public IReadOnlyList<ReadModel> Models { get; } = models;

    /// <summary>Makes the tables of models that have none yet (idempotent).</summary>
    public Task Prepare(CancellationToken cancel = default) => throw new NotSupportedException();

    /// <summary>Opens one consistent read-only view of a zone.</summary>
    public Task<Snapshot> Read(string zone, CancellationToken cancel = default) => throw new NotSupportedException();
}
