namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// What a daemon needs of the read models that it feeds. Two implementations keep the same contract:
/// <see cref="ReadModelStore"/> and <see cref="MemoryReadModels"/>.
/// </summary>
/// <remarks>
/// Each model has at most one owner, by a lease that ends on the store's own clock. Only the owner moves a model, and
/// only from where it stands: who was frozen past the end of the lease finds on thawing that nothing is taken from it.
/// </remarks>
public interface IReadModels
{
    IReadOnlyList<ReadModel> Models { get; }

    /// <summary>
    /// Renews the owner's leases, takes those that are free or have ended, and says how far every model has come. A model
    /// that was never prepared is not among them.
    /// </summary>
    Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel);

    /// <summary>Moves models and their checkpoint in one step, and renews their leases; or changes nothing.</summary>
    /// <param name="owner">Whose they must be, and for how long (<paramref name="lease"/>) they are from now on.</param>
    /// <param name="lease">See <paramref name="owner"/>.</param>
    /// <param name="models">At least one; all stand where the batch begins.</param>
    /// <param name="batch">What they take in; letters for other models in it do not concern them.</param>
    /// <param name="cancel">Ends it before anything is written, never a commit that is under way.</param>
    Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel);

    /// <summary>Ends the owner's leases, so that another need not wait until they end by themselves.</summary>
    Task Release(Guid owner);
}

/// <summary>How far a model has come, and whether it is the asker's to move.</summary>
public sealed record Claimed(ReadModel Model, long Position, bool Owned);

/// <summary>What became of a <see cref="Batch"/>. Everything but <see cref="Moved"/> left no trace.</summary>
public abstract record Applied
{
    private Applied() { }

    /// <summary>The models stand at the batch's end; facts that a fold could not take are set aside.</summary>
    public sealed record Moved : Applied;

    /// <summary>One of the models is not the owner's any more, or not where the batch begins.</summary>
    public sealed record Overtaken : Applied;

    /// <summary>One of the facts makes a row that the store can't hold, or (not <c>ByFact</c>) one of the models can't be written at all.</summary>
    public sealed record Refused(Exception Cause, bool ByFact) : Applied;
}
