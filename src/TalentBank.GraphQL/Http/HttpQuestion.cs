using TalentBank.GraphQL.Limiting;

namespace TalentBank.GraphQL.Http;

/// <summary>The parts of an HTTP request that GraphQL over HTTP looks at.</summary>
/// <param name="Method">The method, in capitals as HTTP has it.</param>
/// <param name="QueryString">The URL's query component, with or without its question mark; read for GET.</param>
/// <param name="ContentType">The <c>Content-Type</c> header; null if it was not sent.</param>
/// <param name="Accept">The <c>Accept</c> header; null if it was not sent.</param>
/// <param name="Body">The body, read for POST.</param>
public sealed record HttpQuestion(
    string Method,
    string? QueryString = null,
    string? ContentType = null,
    string? Accept = null,
    ReadOnlyMemory<byte> Body = default)
{
    /// <summary>The <c>Content-Encoding</c> header; null if it was not sent.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>One of the <see cref="HttpEndpoint.PreflightHeaders"/> was sent, with any value.</summary>
    public bool HasPreflightHeader { get; init; }

    /// <summary>How much this asker may ask; null: what <see cref="EngineOptions.Limits"/> says.</summary>
    public Limits? Limits { get; init; }
}
