using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Api;

/// <summary>The public contract: the files of <c>schema/</c>, which lie beside the program.</summary>
public static class SchemaFiles
{
    /// <summary>The schema, or everything that is wrong with the files.</summary>
    /// <param name="scalars">How the schema's own scalars are read and written.</param>
    /// <param name="schema">Null if anything is wrong.</param>
    /// <param name="errors">Each with its file, line and column.</param>
    /// <param name="more">Sources besides the files.</param>
    public static bool TryBuild(
        ReadOnlySpan<ScalarCoercion> scalars, [NotNullWhen(true)] out Schema? schema, out ImmutableArray<GraphQLError> errors, params IEnumerable<Source> more)
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schema"), "*.graphql")
            .Order(StringComparer.Ordinal)
            .Select(path => new Source(File.ReadAllText(path), Path.GetFileName(path)));
        return Schema.TryBuild([.. files, .. more], scalars, out schema, out errors, SharedDescriptions.Of);
    }
}
