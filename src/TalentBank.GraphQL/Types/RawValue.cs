using System.Text.Json;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>
/// An input value before any type says what it means: null, bool, int, long, decimal (an integer beyond long), double, string,
/// <c>IReadOnlyList&lt;object?&gt;</c> or <c>IReadOnlyDictionary&lt;string, object?&gt;</c> of those.
/// </summary>
public static class RawValue
{
    /// <summary>The literal's value; a variable without a value is null, as an object's field it is left out.</summary>
    public static object? Of(Ast.Value literal, IReadOnlyDictionary<string, object?>? variables = null) => throw new NotSupportedException();

    public static object? Of(JsonElement json) => throw new NotSupportedException();
}
