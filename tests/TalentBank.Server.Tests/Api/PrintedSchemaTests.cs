using System.Runtime.CompilerServices;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Tests.Api;

/// <summary>
/// The contract as a whole, as clients see it, is approved: <c>schema/printed/schema.graphql</c>. Whoever changes the schema
/// copies the new print over it, and so shows what changes for clients.
/// </summary>
public sealed class PrintedSchemaTests
{
    private const string Approved = "schema/printed/schema.graphql";

    private static readonly Schema Schema = BankSchema.Build();
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    [Fact]
    public void The_printed_schema_is_the_approved_one()
    {
        var print = SchemaPrinter.PrintSorted(Schema) + "\n";
        var approved = File.ReadAllText(Path.Combine(Root, Approved)).ReplaceLineEndings("\n");
        if (print == approved)
            return;
        var received = Path.Combine(AppContext.BaseDirectory, "schema.graphql");
        File.WriteAllText(received, print);
        Assert.Fail($"""
            The schema is not the approved one.
            {(Schema.TryBuild([new Source(approved, Approved)], [], out var before, out _) ? Told(SchemaComparison.Compare(before, Schema)) : $"{Approved} is no schema.")}
            Read the difference; then approve it, from the root of the repository:
              cp {Path.GetRelativePath(Root, received)} {Approved}
            """);
    }

    [Fact]
    public void Every_element_of_the_schema_is_described() =>
        Schema.Elements.Where(item => string.IsNullOrWhiteSpace(DescriptionOf(item.Element))).Select(item => item.Coordinate.ToString()).ShouldBeEmpty();

    private static string Told(IReadOnlyList<SchemaChange> changes) => changes.Count == 0
        ? "Only descriptions changed."
        : string.Join('\n', changes.Select(change => $"{change.Weight.ToString().ToUpperInvariant()}: {change}"));

    private static string? DescriptionOf(object element) => element switch
    {
        NamedType type => type.Description,
        Field field => field.Description,
        InputValue input => input.Description,
        EnumValue value => value.Description,
        _ => ((DirectiveDefinition)element).Description,
    };

    private static string Here([CallerFilePath] string file = "") => file;
}
