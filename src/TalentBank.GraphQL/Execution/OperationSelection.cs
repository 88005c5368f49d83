using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Execution;

/// <summary>GetOperation() (specification, section 6.1).</summary>
internal static class OperationSelection
{
    public static bool TryFind(
        Ast.Document document,
        string? name,
        [NotNullWhen(true)] out Ast.OperationDefinition? operation,
        [NotNullWhen(false)] out GraphQLError? error)
    {
        operation = null;
        var several = false;
        foreach (var definition in document.Definitions)
        {
            if (definition is not Ast.OperationDefinition candidate || (name is not null && candidate.Name?.Value != name))
                continue;
            several = operation is not null;
            operation ??= candidate;
            if (several)
                break;
        }
        var message = operation switch
        {
            null when name is not null => $"Unknown operation named \"{name}\".",
            null => "Must provide an operation.",
            _ when several && name is null => "Must provide operation name if query contains multiple operations.",
            _ => null,
        };
        error = message is null ? null : new GraphQLError(message) { Extensions = ErrorCode.OperationResolutionFailure };
        return error is null && operation is not null;
    }
}
