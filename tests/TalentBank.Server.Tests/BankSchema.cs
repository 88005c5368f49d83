using TalentBank.GraphQL.Types;
using TalentBank.Server.Api;

namespace TalentBank.Server.Tests;

/// <summary>The bank's schema, built as the host builds it.</summary>
internal static class BankSchema
{
    public static Schema Build(params ReadOnlySpan<ScalarCoercion> scalars)
    {
        SchemaFiles.TryBuild(scalars, out var schema, out var errors).ShouldBeTrue(string.Join('\n', errors));
        return schema;
    }
}
