namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>Why a raw value does not fit a type.</summary>
/// <param name="Path">From the value given to what is wrong in it: field names (string) and list indices (int).</param>
/// <param name="Value">What is wrong, raw.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record InputError(IReadOnlyList<object> Path, object? Value, string Message)
{
    /// <summary>The path after a name: <c>input.codes[0]</c>.</summary>
    public string PathFrom(string name) =>
        string.Concat(Path.Select(static step => step is int index ? $"[{index}]" : $".{step}").Prepend(name));
}
