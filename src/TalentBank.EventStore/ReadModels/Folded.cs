using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>What a batch makes of a table. Nothing of it is written yet.</summary>
/// <param name="Writes">The commands that write it, for the transaction that moves the checkpoint.</param>
/// <param name="Aside">The facts that the model cannot take, in order of the log; the writes do without them.</param>
/// <param name="keep">See <see cref="Keep"/>.</param>
internal sealed record Folded(IReadOnlyList<NpgsqlBatchCommand> Writes, IReadOnlyList<Aside> Aside, Action? keep = null)
{
    /// <summary>What is set aside, as it is stored.</summary>
    public IEnumerable<DeadLetter> Letters(ReadModel model) =>
        Aside.Select(aside => new DeadLetter(model, aside.Fact.Zone, aside.Fact.Position, aside.Key, DeadLetter.CauseOf(aside.Cause)));

    /// <summary>To be called once the writes are committed: what they wrote stays in memory, and the next batch need not read it.</summary>
    public void Keep() => keep?.Invoke();
}

/// <summary>A fact that a read model cannot take, while the rest goes on without it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Key">The document that stays as it was before the fact; null where the fact as a whole has no effect.</param>
/// <param name="Cause">What the model threw, or that an earlier fact of the same document was set aside.</param>
internal sealed record Aside(Recorded Fact, string? Key, Exception Cause);
