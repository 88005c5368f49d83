using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Types;

public sealed class SchemaPrinterTests
{
    [Fact]
    public void A_schema_is_printed_sorted_as_the_reference_prints_it() => Vectors.Check("introspection", static vector =>
    {
        var schema = SchemaBuilder.Build(Parser.Parse(vector.GetProperty("sdl").GetString()!).Node!, [], []);
        var printed = SchemaPrinter.PrintSorted(schema);
        return printed == vector.GetProperty("sorted").GetString() ? null : $"printed\n{printed}\nexpected\n{vector.GetProperty("sorted").GetString()}";
    });

    [Fact]
    public void What_was_printed_is_the_same_schema() => Vectors.Check("introspection", static vector =>
    {
        var printed = SchemaPrinter.Print(SchemaBuilder.Build(Parser.Parse(vector.GetProperty("sdl").GetString()!).Node!, [], []));
        var again = Parser.Parse(printed);
        if (printed.Length == 0)
            return null;
        if (!again.Succeeded)
            return $"{again.Error}\n{printed}";
        return SchemaPrinter.Print(SchemaBuilder.Build(again.Node, [], [])) == printed ? null : printed;
    });
}
