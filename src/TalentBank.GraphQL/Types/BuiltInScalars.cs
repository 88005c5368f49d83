using System.Collections.Frozen;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, sections 3.5.1 to 3.5.5.</summary>
public static class BuiltInScalars
{
    /// <summary>By name: Int, Float, String, Boolean, ID.</summary>
    public static readonly FrozenDictionary<string, ScalarCoercion> All =
        new ScalarCoercion[] { new("Int"), new("Float"), new("String"), new("Boolean"), new("ID") }.ToFrozenDictionary(scalar => scalar.Name);
}
