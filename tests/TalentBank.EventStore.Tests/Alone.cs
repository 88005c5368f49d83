namespace TalentBank.EventStore.Tests;

/// <summary>Tests whose outcome hangs on which transactions the whole server runs: they run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
