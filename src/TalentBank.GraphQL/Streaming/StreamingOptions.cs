namespace TalentBank.GraphQL.Streaming;

/// <summary>What a client that stays connected may cost, on either transport.</summary>
public sealed record StreamingOptions
{
    public static readonly StreamingOptions Default = new();

    /// <summary>How long a socket waits for its <c>connection_init</c>.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many operations one socket may have under way.</summary>
    public int MaxOperations { get; init; } = 100;

    /// <summary>The largest message taken from a client, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024;

    /// <summary>How many bytes may wait for a client to take them; one message may, whatever its size.</summary>
    public int MaxQueuedBytes { get; init; } = 1024 * 1024;

    /// <summary>After how long a silence an event stream sends a comment, so that nothing between takes it for dead.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long a client has to take what was sent before its connection was closed.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called with every exception of an operation: a bug of the service, of which the client is told nothing.</summary>
    public Action<Exception>? OnError { get; init; }
}
