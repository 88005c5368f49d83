using System.Collections.Concurrent;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests;

/// <summary>The schemas that recorded cases name by number, each built once.</summary>
internal sealed class RecordedSchemas(string file)
{
    private readonly Dictionary<int, string> _sdl = Vectors.Read(file).ToDictionary(
        line => line.GetProperty("id").GetInt32(), line => line.GetProperty("sdl").GetString()!);

    private readonly ConcurrentDictionary<int, Schema> _built = [];

    public Schema this[int id] => _built.GetOrAdd(id, Build);

    private Schema Build(int id) =>
        Schema.TryBuild([new Source(_sdl[id], $"schema {id}")], [], out var schema, out var errors)
            ? schema
            : throw new InvalidOperationException(string.Join('\n', errors));
}
