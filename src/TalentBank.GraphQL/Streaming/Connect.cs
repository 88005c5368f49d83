namespace TalentBank.GraphQL.Streaming;

/// <summary>Judges a socket's <c>connection_init</c> by its payload: null lets it in.</summary>
public delegate ValueTask<CloseReason?> Connect(IReadOnlyDictionary<string, object?>? payload, CancellationToken cancellationToken);
