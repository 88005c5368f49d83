using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.Server.Tests.ThirdParty;

/// <summary>The reference implementation, graphql-js, on the bank's own schema: it knows it by introspection, as any client does.</summary>
public sealed class ReferenceTests
{
    private const int Seed = 20251128;

    /// <summary>Without the scalars' own rules, which a client can't know.</summary>
    private static readonly Schema Schema = BankSchema.Build();

    private static readonly ImmutableArray<(string Name, ValidationOptions Options)> Rules = [.. SpecifiedRules.All.Select(make => (NameOf(make), new ValidationOptions { Rules = [make] }))];

    [Fact]
    public async Task It_builds_a_client_schema_without_an_error_and_prints_it_as_we_do()
    {
        using var introspection = new IntrospectionFile(Schema);

        (await Node.Run("schema.mjs", introspection.Path)).ShouldBe(SchemaPrinter.PrintSorted(Schema));
    }

    /// <summary>1,000 documents; 10,000 with TALENTBANK_FULL=1.</summary>
    [Fact]
    public async Task It_finds_the_same_mistakes_at_the_same_places_in_documents_made_at_random()
    {
        using var introspection = new IntrospectionFile(Schema);
        var count = Environment.GetEnvironmentVariable("TALENTBANK_FULL") == "1" ? 10_000 : 1_000;

        var printed = await Node.Run("documents.mjs", introspection.Path, count.ToString(CultureInfo.InvariantCulture), Seed.ToString(CultureInfo.InvariantCulture));

        var cases = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!).ToList();
        cases.Count.ShouldBe(count);
        cases.Count(each => each.Errors.Count == 0).ShouldBeGreaterThan(count / 4, "valid documents");
        Rules.Select(rule => rule.Name).Where(rule => !cases.Any(each => each.Errors.ContainsKey(rule)) && CanBeBroken(rule)).ShouldBeEmpty("rules that no document breaks");
        var disagreements = cases.Select(Disagreement).OfType<string>().ToList();
        disagreements.Count.ShouldBe(0, $"{disagreements.Count} of {count}:\n\n{string.Join("\n\n", disagreements.Take(10))}\n");
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} documents, {cases.Count(each => each.Errors.Count == 0)} of them valid, {cases.Sum(each => each.Errors.Values.Sum(errors => errors.Length))} errors by {cases.SelectMany(each => each.Errors.Keys).Distinct().Count()} rules: no disagreement.");
    }

    private static string? Disagreement(Case expected)
    {
        var found = Judge(expected.Document);
        var wrong = expected.Errors.Keys.Union(found.Keys)
            .Where(rule => !expected.Errors.GetValueOrDefault(rule, []).SequenceEqual(found.GetValueOrDefault(rule, [])))
            .Select(rule => $"{rule}: ours [{string.Join("; ", found.GetValueOrDefault(rule, []))}], theirs [{string.Join("; ", expected.Errors.GetValueOrDefault(rule, []))}]")
            .ToList();
        return wrong.Count == 0 ? null : $"{string.Join('\n', wrong)}\n{expected.Document}";
    }

    /// <summary>The places of the errors that each rule alone finds.</summary>
    private static Dictionary<string, string[]> Judge(string document)
    {
        var parsed = Parser.Parse(document);
        if (!parsed.Succeeded)
            return new() { ["Syntax"] = [Places(parsed.Error)] };
        return Rules
            .Select(rule => (rule.Name, Errors: Validator.Validate(Schema, parsed.Node, rule.Options).Select(Places).Order(StringComparer.Ordinal).ToArray()))
            .Where(rule => rule.Errors.Length > 0)
            .ToDictionary(rule => rule.Name, rule => rule.Errors);
    }

    private static string Places(GraphQLError error) => string.Join(' ', error.Locations.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Line}:{place.Column}")));

    private static bool CanBeBroken(string rule) => rule != "SingleFieldSubscriptions" || Schema.SubscriptionType is not null;

    private static string NameOf(RuleFactory make)
    {
        var name = "";
        Validator.Validate(Schema, Parser.Parse("{ __typename }").Node!, new ValidationOptions
        {
            Rules = [context =>
            {
                var rule = make(context);
                name = rule.GetType().Name;
                return rule;
            }],
        });
        return name;
    }

    private sealed record Case(string Document, Dictionary<string, string[]> Errors);

    /// <summary>What the schema answers to the introspection query of graphql-js, in a file for its scripts.</summary>
    private sealed class IntrospectionFile : IDisposable
    {
        public IntrospectionFile(Schema schema)
        {
            var answer = new ArrayBufferWriter<byte>();
            var result = new Executor(schema, new Resolvers()).Execute(Parser.Parse(Query).Node!).AsTask().Result;
            result.Errors.ShouldBeEmpty();
            result.WriteTo(answer);
            File.WriteAllText(Path, JsonDocument.Parse(answer.WrittenMemory).RootElement.GetProperty("data").GetRawText());
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"introspection-{Guid.NewGuid()}.json");

        private static string Query => """
            {
              __schema {
                description queryType { name } mutationType { name } subscriptionType { name }
                types { ...Full }
                directives { name description isRepeatable locations args(includeDeprecated: true) { ...Input } }
              }
            }
            fragment Full on __Type {
              kind name description specifiedByURL isOneOf
              fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...Input } type { ...Ref } isDeprecated deprecationReason }
              inputFields(includeDeprecated: true) { ...Input }
              interfaces { ...Ref }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              possibleTypes { ...Ref }
            }
            fragment Input on __InputValue { name description type { ...Ref } defaultValue isDeprecated deprecationReason }
            fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
            """;

        public void Dispose() => File.Delete(Path);
    }
}
