using System.Collections.Immutable;

namespace TalentBank.GraphQL.Language;

public static partial class Ast
{
    public abstract class ExecutableDefinition : Definition
    {
        public required StringValue? Description { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }

        public required SelectionSet SelectionSet { get; init; }
    }

    /// <summary>Section 2.3; the shorthand <c>{ ... }</c> is a query without a name.</summary>
    public sealed class OperationDefinition : ExecutableDefinition
    {
        public required OperationType Operation { get; init; }

        public required Name? Name { get; init; }

        public required ImmutableArray<VariableDefinition> Variables { get; init; }
    }

    /// <summary>Section 2.9.</summary>
    public sealed class FragmentDefinition : ExecutableDefinition
    {
        public required Name Name { get; init; }

        public required NamedType TypeCondition { get; init; }
    }

    /// <summary>Section 2.11.</summary>
    public sealed class VariableDefinition : Node
    {
        public required StringValue? Description { get; init; }

        public required Variable Variable { get; init; }

        public required Type Type { get; init; }

        public required Value? DefaultValue { get; init; }

        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Section 2.4.</summary>
    public sealed class SelectionSet : Node
    {
        public required ImmutableArray<Selection> Selections { get; init; }
    }

    /// <summary>A field, fragment spread or inline fragment.</summary>
    public abstract class Selection : Node
    {
        public required ImmutableArray<Directive> Directives { get; init; }
    }

    /// <summary>Section 2.5.</summary>
    public sealed class Field : Selection
    {
        public required Name? Alias { get; init; }

        public required Name Name { get; init; }

        public required ImmutableArray<Argument> Arguments { get; init; }

        public required SelectionSet? SelectionSet { get; init; }

        /// <summary>Under which name the response carries it (section 2.7): its alias, else its name.</summary>
        public string ResponseKey => (Alias ?? Name).Value;
    }

    /// <summary>Section 2.9.</summary>
    public sealed class FragmentSpread : Selection
    {
        public required Name Name { get; init; }
    }

    /// <summary>Section 2.9.2.</summary>
    public sealed class InlineFragment : Selection
    {
        public required NamedType? TypeCondition { get; init; }

        public required SelectionSet SelectionSet { get; init; }
    }
}
