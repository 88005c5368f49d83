using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.7.</summary>
public sealed class InterfaceType(string name) : ImplementingType(name)
{
    /// <summary>The object and interface types that declare it.</summary>
    public ImmutableArray<ImplementingType> Implementations { get; internal set; } = [];
}
