namespace TalentBank.GraphQL.Http;

/// <summary>Why an HTTP request is not a well-formed GraphQL-over-HTTP request: nothing of it was executed.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's <c>extensions.code</c>.</param>
/// <param name="Message">The error's message.</param>
/// <param name="Allow">The <c>Allow</c> header that a 405 must carry (RFC 9110, section 15.5.6).</param>
internal sealed record Refusal(int Status, string Code, string Message, string? Allow = null)
{
    public static Refusal BadRequest(string message) => new(400, "BAD_REQUEST", message);
}
