using System.Collections.Immutable;

namespace TalentBank.GraphQL.Language;

/// <summary>
/// The syntax tree: one nested class for each production of the grammar, under its name there (specification, Appendix C).
/// Nodes are classes compared by reference: two equal texts at two places are two nodes.
/// </summary>
public static partial class Ast
{
    public abstract class Node
    {
        public required Location Location { get; init; }

        /// <summary>The node in canonical print.</summary>
        public override string ToString() => Printer.Print(this);
    }

    /// <summary>Section 2.1.9.</summary>
    public sealed class Name : Node
    {
        public required string Value { get; init; }
    }

    /// <summary>Section 2.2: executable and type system definitions, in the order of the text.</summary>
    public sealed class Document : Node
    {
        public required ImmutableArray<Definition> Definitions { get; init; }

        /// <summary>How many tokens its text has.</summary>
        public int TokenCount { get; init; }
    }

    public abstract class Definition : Node;

    /// <summary>Section 2.6.</summary>
    public sealed class Argument : Node
    {
        public required Name Name { get; init; }

        public required Value Value { get; init; }
    }

    /// <summary>Section 2.13: a directive where it is applied.</summary>
    public sealed class Directive : Node
    {
        public required Name Name { get; init; }

        public required ImmutableArray<Argument> Arguments { get; init; }
    }
}
