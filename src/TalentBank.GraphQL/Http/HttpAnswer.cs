using System.Buffers;
using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Http;

/// <summary>The HTTP response to a <see cref="HttpQuestion"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The <c>Content-Type</c> header.</param>
/// <param name="Result">What the body says.</param>
/// <param name="Allow">The <c>Allow</c> header; null if there is none to send.</param>
public sealed record HttpAnswer(int Status, string ContentType, ExecutionResult Result, string? Allow = null)
{
    /// <summary>Writes the body: JSON in UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> output) => Result.WriteTo(output);
}
