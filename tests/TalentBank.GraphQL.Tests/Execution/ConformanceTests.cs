using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests.Execution;

public class ConformanceTests
{
    [Fact]
    public void Generated_queries_are_answered_as_the_public_corpus_says()
    {
        var schemas = new RecordedSchemas("conformance-schemas");
        var executors = new Dictionary<int, Executor>();
        Vectors.Check("conformance", vector =>
        {
            var id = vector.GetProperty("schema").GetInt32();
            if (!executors.TryGetValue(id, out var executor))
                executors[id] = executor = new Executor(schemas[id], new Resolvers { Default = context => ValueTask.FromResult(Value(context.Field.Type)) });
            var parsed = Parser.Parse(vector.GetProperty("query").GetString()!);
            if (!parsed.Succeeded)
                return parsed.Error.Message;
            var errors = Validator.Validate(schemas[id], parsed.Node);
            if (!errors.IsEmpty)
                return string.Join('\n', errors);
            var variables = (IReadOnlyDictionary<string, object?>?)RawValue.Of(vector.GetProperty("variables"));
            var buffer = new ArrayBufferWriter<byte>();
            executor.Execute(parsed.Node, variables: variables).AsTask().Result.WriteTo(buffer);
            var response = Encoding.UTF8.GetString(buffer.WrittenSpan);
            var expected = JsonSerializer.Serialize(vector.GetProperty("expected"));
            return response == expected ? null : $"{response}\nexpected {expected}\n{vector.GetProperty("query").GetString()}";
        });
    }

    private static object? Value(GraphQLType type) => type.Nullable switch
    {
        ListType list => ImmutableArray.Create(Value(list.Of), Value(list.Of)),
        EnumType enumType => enumType.Values[0].Name,
        UnionType union => Object(union.PossibleTypes.MinBy(member => member.Name, StringComparer.Ordinal)!),
        InterfaceType @interface => Object(@interface.PossibleTypes.MaxBy(member => member.Name, StringComparer.Ordinal)!),
        ObjectType objectType => Object(objectType),
        ScalarType scalar => scalar.Name switch
        {
            "Int" => 2,
            "Float" => 3.14,
            "Boolean" => true,
            "ID" => "id",
            _ => "str",
        },
        _ => null,
    };

    private static Dictionary<string, object?> Object(ObjectType type) => new() { ["__typename"] = type.Name };
}
