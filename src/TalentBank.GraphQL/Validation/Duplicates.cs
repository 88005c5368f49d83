using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>Finds names given more than once at one place.</summary>
internal static class Duplicates
{
    /// <summary>One error for each such name, at all its places.</summary>
    public static void Report<T>(
        ValidationContext context, ImmutableArray<T> items, Func<T, Ast.Name> name, Func<string, string> message)
    {
        if (items.Length < 2)
            return;
        foreach (var same in items.Select(name).GroupBy(item => item.Value))
        {
            if (same.Skip(1).Any())
                context.Report(message(same.Key), [.. same]);
        }
    }
}
