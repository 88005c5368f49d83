namespace TalentBank.GraphQL.Language;

/// <summary>Specification, section 2.</summary>
public static class Parser
{
    public static Parsed<Ast.Document> Parse(Source source, ParserOptions? options = null) => throw new NotSupportedException();

    public static Parsed<Ast.Value> ParseValue(Source source, ParserOptions? options = null) => throw new NotSupportedException();

    public static Parsed<Ast.Value> ParseConstValue(Source source, ParserOptions? options = null) => throw new NotSupportedException();

    public static Parsed<Ast.Type> ParseType(Source source, ParserOptions? options = null) => throw new NotSupportedException();
}
