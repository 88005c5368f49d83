using System.Collections.Immutable;

namespace TalentBank.GraphQL.Language;

public static partial class Ast
{
    /// <summary>Section 2.10: an input value as written.</summary>
    public abstract class Value : Node;

    /// <summary>Section 2.11: <c>$name</c>.</summary>
    public sealed class Variable : Value
    {
        public required Name Name { get; init; }
    }

    /// <summary>Section 2.10.1: the digits as written, of any length.</summary>
    public sealed class IntValue : Value
    {
        public required string Value { get; init; }
    }

    /// <summary>Section 2.10.2: the number as written.</summary>
    public sealed class FloatValue : Value
    {
        public required string Value { get; init; }
    }

    /// <summary>Section 2.10.3.</summary>
    public sealed class BooleanValue : Value
    {
        public required bool Value { get; init; }
    }

    /// <summary>Section 2.10.4: the text meant, escapes and block indentation resolved.</summary>
    public sealed class StringValue : Value
    {
        public required string Value { get; init; }

        /// <summary>It was written between triple quotes.</summary>
        public required bool Block { get; init; }
    }

    /// <summary>Section 2.10.5.</summary>
    public sealed class NullValue : Value;

    /// <summary>Section 2.10.6.</summary>
    public sealed class EnumValue : Value
    {
        public required string Value { get; init; }
    }

    /// <summary>Section 2.10.7.</summary>
    public sealed class ListValue : Value
    {
        public required ImmutableArray<Value> Values { get; init; }
    }

    /// <summary>Section 2.10.8.</summary>
    public sealed class ObjectValue : Value
    {
        public required ImmutableArray<ObjectField> Fields { get; init; }
    }

    /// <summary>Section 2.10.8.</summary>
    public sealed class ObjectField : Node
    {
        public required Name Name { get; init; }

        public required Value Value { get; init; }
    }

    /// <summary>Section 2.12: a reference to a type.</summary>
    public abstract class Type : Node;

    public sealed class NamedType : Type
    {
        public required Name Name { get; init; }
    }

    public sealed class ListType : Type
    {
        public required Type Of { get; init; }
    }

    public sealed class NonNullType : Type
    {
        /// <summary>A named or list type.</summary>
        public required Type Of { get; init; }
    }
}
