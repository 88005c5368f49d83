using System.Buffers;
using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Execution;

public class RecordedExecutionTests
{
    /// <summary>Cases whose resolvers hold values of their program's own, which are not recorded: arguments are not compared.</summary>
    private static readonly Dictionary<string, string> ArgumentsNotCompared = new()
    {
        ["Type System: Enum Values"] = "there an enum has an internal value; ours are their names",
        ["Execute: Handles inputs Handles custom enum values"] = "there an enum has an internal value; ours are their names",
        ["Allows us to verify that Luke is a human"] = "there an enum has an internal value; ours are their names",
        ["properly runs parseLiteral on complex scalar types"] = "there a scalar changes \"SerializedValue\" on its way in",
        ["executes with complex scalar input"] = "there a scalar changes \"SerializedValue\" on its way in",
    };

    /// <summary>Cases whose answer differs and may.</summary>
    private static readonly Dictionary<string, string> NotApplicable = new()
    {
        ["OneOf Input Objects rejects a bad default value"] =
            "the document is not valid; executed all the same, a variable's default that does not fit is to us an error of the request, not of the field",
    };

    [Fact]
    public void Responses_are_those_of_the_reference_implementation()
    {
        var schemas = new RecordedSchemas("schemas");
        Vectors.Check("execution", vector =>
        {
            var name = vector.GetProperty("test").GetString()!;
            return NotApplicable.Keys.Any(name.Contains) ? null : Check(vector, name, schemas[vector.GetProperty("schema").GetInt32()]);
        });
    }

    [Fact]
    public void Every_exception_from_the_recorded_cases_is_still_needed() =>
        ArgumentsNotCompared.Keys.Concat(NotApplicable.Keys)
            .Where(part => !Vectors.Read("execution").Any(vector => vector.GetProperty("test").GetString()!.Contains(part, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    private static string? Check(JsonElement vector, string name, Schema schema)
    {
        var trace = new Trace(vector.GetProperty("trace"), compareArguments: !ArgumentsNotCompared.Keys.Any(name.Contains));
        var executor = new Executor(schema, new Resolvers { Default = trace.Resolve });
        var execution = executor.Execute(
            Parser.Parse(vector.GetProperty("document").GetString()!).Node!,
            vector.TryGetProperty("operationName", out var operationName) ? operationName.GetString() : null,
            vector.TryGetProperty("variables", out var variables) ? (IReadOnlyDictionary<string, object?>?)RawValue.Of(variables) : null).AsTask();
        execution.IsCompletedSuccessfully.ShouldBeTrue();
        var expected = vector.GetProperty("result");
        var result = execution.Result;
        trace.Wrong.AddRange(Compare(result, expected));
        return trace.Wrong.Count == 0 ? null : string.Join('\n', trace.Wrong);
    }

    private static IEnumerable<string> Compare(ExecutionResult result, JsonElement expected)
    {
        var json = Json(result);
        var data = json.TryGetProperty("data", out var found) ? JsonSerializer.Serialize(found) : "nothing";
        var expectedData = expected.TryGetProperty("data", out var wanted) ? JsonSerializer.Serialize(wanted) : "nothing";
        if (data != expectedData)
            yield return $"data {data}\nexpected {expectedData}";
        var errors = json.TryGetProperty("errors", out var list) ? list.EnumerateArray().Select(Place).Order(StringComparer.Ordinal).ToList() : [];
        var expectedErrors = expected.TryGetProperty("errors", out var wantedList)
            ? wantedList.EnumerateArray().Select(Place).Order(StringComparer.Ordinal).ToList()
            : [];
        if (!errors.SequenceEqual(expectedErrors))
            yield return $"errors {(json.TryGetProperty("errors", out _) ? list : "none")}\nexpected {(wantedList.ValueKind == JsonValueKind.Array ? wantedList : "none")}";
    }

    private static string Place(JsonElement error) =>
        $"{Vectors.Places(error)} {(error.TryGetProperty("path", out var path) ? JsonSerializer.Serialize(path) : "")}";

    private static JsonElement Json(ExecutionResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan)).RootElement;
    }

    /// <summary>Gives at each path of a response what was given there when the case was recorded.</summary>
    private sealed class Trace(JsonElement trace, bool compareArguments)
    {
        public List<string> Wrong { get; } = [];

        public ValueTask<object?> Resolve(FieldContext context)
        {
            if (compareArguments && Find(context.Path) is { } entry && entry.TryGetProperty("args", out var expected))
            {
                var arguments = JsonSerializer.Serialize(context.Arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal).ToDictionary());
                var wanted = JsonSerializer.Serialize(expected.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary());
                if (arguments != wanted)
                    Wrong.Add($"arguments {arguments}\nexpected {wanted}");
            }
            return ValueTask.FromResult(ValueAt(context.Path));
        }

        private object? ValueAt(IReadOnlyList<object> path)
        {
            if (Find(path) is not { } entry)
            {
                Wrong.Add($"nothing was asked at {JsonSerializer.Serialize(path)}");
                return null;
            }
            if (entry.TryGetProperty("notIterable", out _))
                return "a text";
            if (entry.TryGetProperty("serialize", out _))
                return new object();
            if (entry.TryGetProperty("throw", out var message))
                return new FieldError(message.GetString()!);
            if (entry.TryGetProperty("type", out var type))
                return new Dictionary<string, object?> { ["__typename"] = type.GetString() };
            if (entry.TryGetProperty("list", out var length))
                return Enumerable.Range(0, length.GetInt32()).Select(index => ValueAt([.. path, index])).ToList();
            return entry.TryGetProperty("leaf", out var leaf) ? RawValue.Of(leaf) : null;
        }

        private JsonElement? Find(IReadOnlyList<object> path) =>
            trace.TryGetProperty(JsonSerializer.Serialize(path), out var entry) ? entry : null;
    }
}
