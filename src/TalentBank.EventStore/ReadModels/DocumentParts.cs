using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The same select for each of several parts of a model's documents, as one statement: rows begin with the part's number, from 0.</summary>
internal sealed class DocumentParts
{
    private readonly IReadOnlyList<Part>? _parts;
    private readonly Column? _column;

    public DocumentParts(DocumentSelection selection, IReadOnlyList<Part>? parts)
    {
        _parts = parts;
        if (parts is null) return;
        if (parts.Select(part => part.Column).Distinct().ToArray() is not [var column])
            throw new ArgumentException("The parts are at least one, and of one column.", nameof(parts));
        _column = selection.ColumnOf(column);
        Own = $" and {Identifier.Column(column)} = part.value";
    }

    public int Count => _parts?.Count ?? 1;

    /// <summary>That a document is of the part; nothing where there are no parts.</summary>
    public string Own { get; } = "";

    public string Each(Statement statement, string select) => _parts is null
        ? $"select 0, own.* from ({select}) as own"
        : $"""
           select (part.number - 1)::int, own.*
           from unnest({statement.Value(NpgsqlDbType.Array | _column!.Type.Db(), _column.Values(_parts.Select(part => part.Value)))}) with ordinality as part(value, number)
           cross join lateral ({select}) as own
           """;
}
