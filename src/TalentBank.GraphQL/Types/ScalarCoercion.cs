using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>How a custom scalar's values come in and go out (specification, section 3.5). Registered by the scalar's name.</summary>
public sealed record ScalarCoercion(string Name)
{
    /// <summary>
    /// Result coercion: what a resolver gave to what the response carries: string, bool, a number, a list or a map of those.
    /// Without it the value goes out as it is.
    /// </summary>
    public Func<object, Coerced> Serialize { get; init; } = Coerced.Value;

    /// <summary>
    /// Input coercion of a raw value: bool, int, long, decimal, double, string, a list or a map of those. Never null.
    /// Without it the value comes in as it is.
    /// </summary>
    public Func<object, Coerced> ParseValue { get; init; } = Coerced.Value;

    /// <summary>
    /// Input coercion of a literal, which may contain variables. Without it the literal is read into a raw value and given to <see cref="ParseValue"/>.
    /// </summary>
    public Func<Ast.Value, IReadOnlyDictionary<string, object?>?, Coerced>? ParseLiteral { get; init; }
}
