using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Tests;

/// <summary>The bank's schema, built as the host builds it.</summary>
internal static class BankSchema
{
    public static Schema Build(IReadOnlyList<ScalarCoercion> scalars)
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schema"), "*.graphql").Order(StringComparer.Ordinal)
            .Select(path => new Source(File.ReadAllText(path), Path.GetFileName(path)));
        Schema.TryBuild([.. files], [.. scalars], out var schema, out var errors).ShouldBeTrue(string.Join('\n', errors));
        return schema;
    }
}
