namespace TalentBank.EventStore.Embedded;

/// <summary>What became of <see cref="EmbeddedPostgres.Start"/>. Expected outcomes are values.</summary>
public abstract record StartOutcome
{
    private StartOutcome() { }

    /// <summary>The server answers. Whoever got it disposes it.</summary>
    public sealed record Running(EmbeddedPostgres Server) : StartOutcome;

    /// <summary>
    /// There is no server, and why. <c>Code</c> is one of <c>postgres-not-found</c>, <c>postgres-fetch-failed</c>,
    /// <c>postgres-root-refused</c>, <c>postgres-folder-refused</c>, <c>postgres-folder-busy</c>, <c>postgres-data-version</c>,
    /// <c>postgres-data-damaged</c>, <c>postgres-not-initialised</c>, <c>postgres-not-started</c>, <c>postgres-not-answering</c>;
    /// <c>Message</c> says what the reader can do about it.
    /// </summary>
    public sealed record Refused(string Code, string Message) : StartOutcome;

    /// <summary>The server, for callers to whom a refusal is a bug, such as tests.</summary>
    /// <exception cref="InvalidOperationException">The start was refused.</exception>
    public EmbeddedPostgres OrThrow() => this switch
    {
        Running running => running.Server,
        Refused refused => throw new InvalidOperationException($"{refused.Code}: {refused.Message}"),
        _ => throw new InvalidOperationException(),
    };
}
