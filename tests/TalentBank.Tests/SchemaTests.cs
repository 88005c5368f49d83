using System.Text.RegularExpressions;
using TalentBank.Access;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Tests;

/// <summary>The schema speaks the product's words: mutations are commands, their inputs the commands' fields, filters and orders the models' columns.</summary>
public sealed partial class SchemaTests
{
    private static readonly string Sdl = Comment().Replace(
        string.Concat(Directory.EnumerateFiles(Repository.PathTo("schema"), "*.graphql").Order(StringComparer.Ordinal).Select(File.ReadAllText)), "");

    private static readonly Dictionary<string, Type> Commands = typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).ToDictionary(type => CamelCase(type.Name));

    private static readonly IReadOnlyList<(string Field, string Input, string Payload)> Mutations =
        [.. Mutation().Matches(Sdl).Select(match => (match.Groups["field"].Value, match.Groups["input"].Value, match.Groups["payload"].Value))];

    [Fact]
    public void Every_command_but_the_banks_own_is_a_mutation_of_the_same_name() =>
        Mutations.Select(mutation => mutation.Field).Order(StringComparer.Ordinal)
            .ShouldBe(Access.AccessTable.Commands.Where(row => row.Grants.Count > 0).Select(row => CamelCase(row.Command.Name)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_mutation_has_an_input_and_a_payload_of_its_own_name() =>
        Mutations.ShouldAllBe(mutation => mutation.Input == $"{Capitalised(mutation.Field)}Input" && mutation.Payload == $"{Capitalised(mutation.Field)}Payload");

    [Fact]
    public void A_mutation_sends_the_command_of_its_name() =>
        Bank.Bindings.OfType<Binding.Sends>().Select(binding => (binding.Field, binding.Command.Name)).Order()
            .ShouldBe(Mutations.Select(mutation => ($"Mutation.{mutation.Field}", Capitalised(mutation.Field))).Order());

    [Fact]
    public void An_inputs_fields_are_its_commands_and_a_command_id_and_what_else_their_row_says()
    {
        foreach (var mutation in Mutations)
        {
            var row = AccessTable.Commands.Single(row => row.Command == Commands[mutation.Field]);
            string[] more = ["commandId", .. row.TakesOnBehalf ? new[] { "onBehalf" } : [], .. row.TakesReference ? new[] { "reference" } : []];
            FieldsOf("input", mutation.Input).Order(StringComparer.Ordinal)
                .ShouldBe(InputRecord.FieldsOf(Commands[mutation.Field]).Select(field => field.Field).Concat(more).Order(StringComparer.Ordinal), mutation.Field);
        }
    }

    [Fact]
    public void What_a_list_is_filtered_and_ordered_by_are_columns_of_its_model()
    {
        var lists = Bank.Bindings.OfType<Binding.Lists>().Where(list => list.Field.StartsWith("Query.", StringComparison.Ordinal)).ToList();
        lists.ShouldNotBeEmpty();
        foreach (var list in lists)
        {
            var arguments = ListField(list.Field["Query.".Length..]).Match(Sdl);
            arguments.Success.ShouldBeTrue($"{list.Field} is a connection");
            foreach (var field in FieldsOf("input", arguments.Groups["filter"].Value))
                list.Model.Columns.Select(column => column.Name).ShouldContain(SnakeCase(Comparison().Replace(field, "")), $"{list.Field} filters by {field}");
            foreach (var value in FieldsOf("enum", $"{arguments.Groups["order"].Value}Field"))
                list.Model.Columns.Select(column => column.Name).ShouldContain(value.ToLowerInvariant(), $"{list.Field} orders by {value}");
        }
    }

    [Fact]
    public void A_read_model_has_a_name_of_its_own() =>
        Bank.ReadModels.Select(model => model.Name).ShouldBeUnique();

    [Fact]
    public void A_columns_values_are_of_its_type()
    {
        var histories = Properties.Moves.Histories.Generator;
        foreach (var moves in FsCheck.Fluent.Gen.Sample(histories, 20, 20))
        {
            var models = Properties.SmallBank.After(moves).Bank.ReadModels;
            foreach (var model in Bank.ReadModels.OfType<DocumentModel>())
                models.All(model).Where(document => model.Columns.Any(column => !Fits(column, column.ValueOf(document)))).ShouldBeEmpty(model.Name);
        }
    }

    private static bool Fits(Column column, object? value) => value is null || column.Type switch
    {
        ColumnType.Text => value is string,
        ColumnType.Integer => value is long,
        ColumnType.Amount => value is decimal,
        ColumnType.Date => value is DateOnly,
        ColumnType.Instant => value is DateTimeOffset,
        ColumnType.Flag => value is bool,
        _ => false,
    };

    private static List<string> FieldsOf(string kind, string name)
    {
        var body = Regex.Match(Sdl, $@"^{kind} {name} \{{(?<body>[^}}]*)\}}", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        body.Success.ShouldBeTrue($"{kind} {name} exists");
        return [.. Field().Matches(body.Groups["body"].Value).Select(match => match.Groups["name"].Value)];
    }

    private static Regex ListField(string field) =>
        new($@"^  {field}\(filter: (?<filter>\w+), orderBy: \[(?<order>\w+)!\], first: Int, after: String, last: Int, before: String\)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    [GeneratedRegex("""^ *"[^\n]*"$\n|"{3}.*?"{3}\n""", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^  (?<field>\w+)\(input: (?<input>\w+)!\): (?<payload>\w+)!", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mutation();

    [GeneratedRegex(@"^  (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex("(AtLeast|AtMost|Contains)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();
}
