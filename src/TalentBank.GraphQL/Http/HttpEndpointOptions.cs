namespace TalentBank.GraphQL.Http;

/// <summary>What a service asks of HTTP requests beyond the specification.</summary>
public sealed record HttpEndpointOptions
{
    public static readonly HttpEndpointOptions Default = new();

    /// <summary>
    /// Whether GET is answered only with one of the <see cref="HttpEndpoint.PreflightHeaders"/>: no page of another origin can make
    /// a browser send them without asking first (CORS), so that it can neither ask in its reader's name nor measure the answer's time.
    /// </summary>
    public bool GetNeedsPreflight { get; init; }
}
