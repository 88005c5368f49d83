namespace TalentBank.GraphQL.Execution;

/// <summary>
/// What a resolver gives in place of a value to say why there is none: an execution error (specification, section 7.1.2)
/// that is meant for the client.
/// </summary>
/// <param name="Message">For a developer to read.</param>
/// <param name="Code">For a program to read: <c>extensions.code</c>.</param>
public sealed record FieldError(string Message, string? Code = null)
{
    /// <summary>Further entries of the error's <c>extensions</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    internal IReadOnlyDictionary<string, object?>? AllExtensions => Code is null
        ? Extensions
        : new Dictionary<string, object?>(Extensions ?? new Dictionary<string, object?>(StringComparer.Ordinal), StringComparer.Ordinal) { ["code"] = Code };
}
