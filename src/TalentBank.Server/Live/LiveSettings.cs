using TalentBank.GraphQL.Streaming;

namespace TalentBank.Server.Live;

/// <summary>The settings under <c>Live:</c> (environment: <c>Live__OperationsPerSocket</c> and so on): what those who stay connected may cost.</summary>
public sealed record LiveSettings
{
    /// <summary>How long a socket waits for its <c>connection_init</c>.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many operations one socket may have under way.</summary>
    public int OperationsPerSocket { get; init; } = 100;

    /// <summary>How many sockets and event streams one person may have open.</summary>
    public int ConnectionsPerPerson { get; init; } = 20;

    /// <summary>How many bytes may wait for one connection to take them.</summary>
    public int QueuedBytes { get; init; } = 1024 * 1024;

    /// <summary>How many live questions are answered at once, whoever asks: they leave the database's other connections to those who wait for an answer.</summary>
    public int AnsweredAtOnce { get; init; } = 4;

    /// <summary>How long a live question rests after an answer, however fast the log grows.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it is looked whether those who are connected may still be.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Origins (<c>https://portal.example</c>) beside the bank's own whose pages may open sockets.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public static LiveSettings Of(IConfiguration configuration) => configuration.GetSection("Live").Get<LiveSettings>() ?? new LiveSettings();

    /// <param name="mostBytes">The largest message taken: the body that HTTP takes.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="onError">Hears of bugs.</param>
    public StreamingOptions Streaming(int? mostBytes, TimeProvider time, Action<Exception> onError) => new()
    {
        InitTimeout = InitTimeout,
        MaxOperations = OperationsPerSocket,
        MaxMessageBytes = mostBytes ?? StreamingOptions.Default.MaxMessageBytes,
        MaxQueuedBytes = QueuedBytes,
        Time = time,
        OnError = onError,
    };
}
