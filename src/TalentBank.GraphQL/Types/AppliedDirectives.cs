using System.Collections;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>The directives on one definition of the schema, in the order of the text.</summary>
public sealed class AppliedDirectives(ImmutableArray<AppliedDirective> applied) : IReadOnlyList<AppliedDirective>
{
    public static readonly AppliedDirectives None = new([]);

    internal const string DefaultDeprecationReason = "No longer supported";

    public int Count => applied.Length;

    public AppliedDirective this[int index] => applied[index];

    /// <summary>The first of that name (without the @); null if there is none.</summary>
    public AppliedDirective? this[string name]
    {
        get
        {
            foreach (var directive in applied)
            {
                if (directive.Name == name)
                    return directive;
            }
            return null;
        }
    }

    /// <summary>The reason of <c>@deprecated</c> (section 3.13.3); null without it.</summary>
    internal string? DeprecationReason => this["deprecated"] is not { } deprecated
        ? null
        : deprecated.Arguments.TryGetValue("reason", out var reason) ? reason as string : DefaultDeprecationReason;

    public IEnumerator<AppliedDirective> GetEnumerator() => ((IEnumerable<AppliedDirective>)applied).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
