using System.Collections.Immutable;

namespace TalentBank.GraphQL.Language;

public static partial class Ast
{
    /// <summary>Section 3.2: a definition or an extension of the type system.</summary>
    public abstract class TypeSystemDefinition : Definition
    {
        public required StringValue? Description { get; init; }

        /// <summary>It began with <c>extend</c>: it adds to what is defined elsewhere and has no description.</summary>
        public bool IsExtension { get; init; }
    }

    /// <summary>Section 3.3, and 3.3.2 for the extension.</summary>
    public sealed class SchemaDefinition : TypeSystemDefinition
    {
        public required ImmutableArray<Directive> Directives { get; init; }

        public required ImmutableArray<RootOperationTypeDefinition> OperationTypes { get; init; }
    }

    /// <summary>Section 3.3.1.</summary>
    public sealed class RootOperationTypeDefinition : Node
    {
        public required OperationType Operation { get; init; }

        public required NamedType Type { get; init; }
    }

    /// <summary>Section 3.4, and 3.4.3 for the extension.</summary>
    public abstract class TypeDefinition : TypeSystemDefinition
    {
        public required Name Name { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Section 3.5.</summary>
    public sealed class ScalarTypeDefinition : TypeDefinition;

    /// <summary>An object or interface type.</summary>
    public abstract class ImplementingTypeDefinition : TypeDefinition
    {
        public required ImmutableArray<NamedType> Interfaces { get; init; }

        public required ImmutableArray<FieldDefinition> Fields { get; init; }
    }

    /// <summary>Section 3.6.</summary>
    public sealed class ObjectTypeDefinition : ImplementingTypeDefinition;

    /// <summary>Section 3.7.</summary>
    public sealed class InterfaceTypeDefinition : ImplementingTypeDefinition;

    /// <summary>Section 3.6.</summary>
    public sealed class FieldDefinition : Node
    {
        public required StringValue? Description { get; init; }

        public required Name Name { get; init; }

        public required ImmutableArray<InputValueDefinition> Arguments { get; init; }

        public required Type Type { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Sections 3.6.1 and 3.10: an argument or an input field.</summary>
    public sealed class InputValueDefinition : Node
    {
        public required StringValue? Description { get; init; }

        public required Name Name { get; init; }

        public required Type Type { get; init; }

        public required Value? DefaultValue { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Section 3.8.</summary>
    public sealed class UnionTypeDefinition : TypeDefinition
    {
        public required ImmutableArray<NamedType> Members { get; init; }
    }

    /// <summary>Section 3.9.</summary>
    public sealed class EnumTypeDefinition : TypeDefinition
    {
        public required ImmutableArray<EnumValueDefinition> Values { get; init; }
    }

    /// <summary>Section 3.9.</summary>
    public sealed class EnumValueDefinition : Node
    {
        public required StringValue? Description { get; init; }

        public required Name Name { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Section 3.10.</summary>
    public sealed class InputObjectTypeDefinition : TypeDefinition
    {
        public required ImmutableArray<InputValueDefinition> Fields { get; init; }
    }

    /// <summary>Section 3.13.</summary>
    public sealed class DirectiveDefinition : TypeSystemDefinition
    {
        public required Name Name { get; init; }

        public required ImmutableArray<InputValueDefinition> Arguments { get; init; }

        /// <summary>Not in the edition of September 2025 but in the working draft and the reference implementation: a directive may be deprecated.</summary>
        public required ImmutableArray<Directive> Directives { get; init; }

        public required bool Repeatable { get; init; }

        /// <summary>The locations' names, in capitals as written.</summary>
        public required ImmutableArray<Name> Locations { get; init; }
    }
}
