namespace TalentBank.GraphQL.Language;

public static class Printer
{
    public static string Print(Ast.Node node) => throw new NotSupportedException();
}
