using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.5.</summary>
public sealed class ScalarType(string name, ScalarCoercion coercion) : NamedType(name)
{
    /// <summary>The page that says what its values are (section 3.13.4); null if none is named.</summary>
    public string? SpecifiedBy => Directives["specifiedBy"]?.Arguments.GetValueOrDefault("url") as string;

    /// <summary>Int, Float, String, Boolean or ID.</summary>
    public bool IsBuiltIn { get; } = BuiltInScalars.All.ContainsKey(name);

    /// <summary>Result coercion: a resolver's value, not null, to what the response carries.</summary>
    public Coerced Serialize(object value) => Explained(coercion.Serialize(value));

    /// <summary>Input coercion of a raw value (see <see cref="RawValue"/>), not null.</summary>
    public Coerced ParseValue(object raw) => Explained(coercion.ParseValue(raw));

    /// <summary>Input coercion of a literal, neither null nor a variable itself, though a list or object may contain variables.</summary>
    public Coerced ParseLiteral(Ast.Value literal, IReadOnlyDictionary<string, object?>? variables = null) => Explained(
        coercion.ParseLiteral is { } parse ? parse(literal, variables) : coercion.ParseValue(RawValue.Of(literal, variables)!));

    /// <summary>The built-in scalars' reasons name their type already.</summary>
    private Coerced Explained(Coerced coerced) =>
        coerced.IsRefused && !IsBuiltIn ? Coerced.Refused($"Expected type \"{Name}\"; {coerced.Reason}") : coerced;
}
