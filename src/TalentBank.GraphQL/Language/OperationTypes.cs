namespace TalentBank.GraphQL.Language;

/// <summary>The words that the language has for <see cref="OperationType"/>.</summary>
public static class OperationTypes
{
    public static string Keyword(this OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };
}
