using System.Collections.Immutable;
using System.Text.Json;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests.Validation;

public class RecordedValidationTests
{
    private static readonly ImmutableArray<string> RuleNames =
        [.. typeof(Rule).Assembly.GetTypes().Where(type => type.Namespace == "TalentBank.GraphQL.Validation.Rules" && type is { IsNested: false, IsAbstract: false, IsPublic: true }).Select(type => type.Name)];

    /// <summary>
    /// Documents with type definitions: ExecutableDefinitions refuses each of these as a whole, so that the directives in them
    /// are not looked at.
    /// </summary>
    private static readonly ImmutableArray<string> OnlyDefinitionsNotExecutable = ["KnownDirectives"];

    [Fact]
    public void Every_rule_alone_finds_what_the_reference_implementation_finds()
    {
        var schemas = new RecordedSchemas("schemas");
        Vectors.Check("validation", vector =>
        {
            var schema = schemas[vector.GetProperty("schema").GetInt32()];
            var document = Parse(vector);
            var wrong = new List<string>();
            foreach (var name in RuleNames.Where(name => !IsOptional(name)))
            {
                if (OnlyDefinitionsNotExecutable.Contains(name) && document.Definitions.Any(definition => definition is Ast.TypeSystemDefinition))
                    continue;
                var expected = vector.GetProperty("byRule").TryGetProperty($"{name}Rule", out var errors) ? errors : default;
                Compare(name, Validate(schema, document, name), expected, wrong);
            }
            return wrong.Count == 0 ? null : string.Join('\n', wrong);
        });
    }

    [Fact]
    public void The_rules_of_a_case_together_find_what_the_reference_implementation_finds()
    {
        var schemas = new RecordedSchemas("schemas");
        Vectors.Check("validation", vector =>
        {
            var document = Parse(vector);
            if (document.Definitions.Any(definition => definition is Ast.TypeSystemDefinition))
                return null;
            var rules = vector.GetProperty("rules") is { ValueKind: JsonValueKind.Array } named
                ? [.. named.EnumerateArray().Select(rule => RuleOf(rule.GetString()!))]
                : RuleNames.Where(name => !IsOptional(name)).ToArray();
            var wrong = new List<string>();
            Compare("together", Validate(schemas[vector.GetProperty("schema").GetInt32()], document, rules), vector.GetProperty("errors"), wrong);
            return wrong.Count == 0 ? null : string.Join('\n', wrong);
        });
    }

    [Fact]
    public void Every_recorded_rule_is_one_of_ours()
    {
        var recorded = Vectors.Read("validation")
            .SelectMany(vector => vector.GetProperty("byRule").EnumerateObject().Select(rule => RuleOf(rule.Name)))
            .Distinct();
        recorded.Except(RuleNames).ShouldBeEmpty();
    }

    [Fact]
    public void The_specified_rules_are_all_rules_but_the_optional_ones()
    {
        var schema = Schema.Build("type Query { a: Int }");
        var specified = new List<string>();
        Validator.Validate(schema, Parser.Parse("{ a }").Node!, new ValidationOptions
        {
            Rules = [.. SpecifiedRules.All.Select(make => (RuleFactory)(context =>
            {
                var rule = make(context);
                specified.Add(rule.GetType().Name);
                return rule;
            }))],
        });
        specified.ShouldBe(RuleNames.Where(name => !IsOptional(name)), ignoreOrder: true);
    }

    private static bool IsOptional(string rule) => rule is "NoDeprecated" or "NoSchemaIntrospection";

    private static string RuleOf(string recorded) => recorded switch
    {
        "NoDeprecatedCustomRule" => "NoDeprecated",
        "NoSchemaIntrospectionCustomRule" => "NoSchemaIntrospection",
        _ => recorded[..^"Rule".Length],
    };

    private static Ast.Document Parse(JsonElement vector) =>
        Parser.Parse(vector.GetProperty("document").GetString()!) is { Succeeded: true } parsed
            ? parsed.Node
            : throw new InvalidOperationException("The document does not parse.");

    private static ImmutableArray<GraphQLError> Validate(Schema schema, Ast.Document document, params string[] rules) =>
        Validator.Validate(schema, document, new ValidationOptions
        {
            Rules = [.. rules.Select(name => (RuleFactory)(context =>
                (Rule)Activator.CreateInstance(typeof(Rule).Assembly.GetType($"TalentBank.GraphQL.Validation.Rules.{name}", throwOnError: true)!, context)!))],
        });

    private static void Compare(string rule, ImmutableArray<GraphQLError> found, JsonElement expected, List<string> wrong)
    {
        var expectedPlaces = expected.ValueKind == JsonValueKind.Array
            ? expected.EnumerateArray().Select(Vectors.Places).Order(StringComparer.Ordinal).ToList()
            : [];
        var foundPlaces = found.Select(Vectors.Places).Order(StringComparer.Ordinal).ToList();
        if (!foundPlaces.SequenceEqual(expectedPlaces))
            wrong.Add($"{rule}: found [{string.Join("; ", found.Select(error => $"{Vectors.Places(error)} {error.Message}"))}]\n   expected {expected}");
    }
}
