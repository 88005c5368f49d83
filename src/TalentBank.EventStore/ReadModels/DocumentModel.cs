namespace TalentBank.EventStore.ReadModels;

/// <summary>One document per key and zone, made by a pure fold, with declared columns to filter and sort by.</summary>
public abstract class DocumentModel(string name, int version, IReadOnlyList<Column> columns) : ReadModel(name, version)
{
    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>The CLR type of the documents.</summary>
    public abstract Type DocumentType { get; }

    /// <summary>The keys of the documents that an event touches; none where it does not concern the model.</summary>
    public abstract IEnumerable<string> KeysOf(Recorded recorded);

    /// <summary>The document after the event; null where there is none (any more).</summary>
    public abstract object? Apply(string key, object? document, Recorded recorded);
}

/// <inheritdoc cref="DocumentModel"/>
/// <param name="name">See <see cref="ReadModel"/>.</param>
/// <param name="version">See <see cref="ReadModel"/>.</param>
/// <param name="keys">The keys of the documents that an event touches.</param>
/// <param name="fold">(key, document or null, event) to the document after it, or null.</param>
/// <param name="columns">What can be filtered and sorted by.</param>
public sealed class DocumentModel<T>(
    string name,
    int version,
    Func<Recorded, IEnumerable<string>> keys,
    Func<string, T?, Recorded, T?> fold,
    params IReadOnlyList<Column<T>> columns) : DocumentModel(name, version, columns)
    where T : class
{
    public override Type DocumentType => typeof(T);

    public override IEnumerable<string> KeysOf(Recorded recorded) => keys(recorded);

    public override object? Apply(string key, object? document, Recorded recorded) => fold(key, (T?)document, recorded);
}

/// <summary>A field of a document that is kept as an indexed column.</summary>
public abstract record Column(string Name, ColumnType Type)
{
    /// <summary>The column's value: string, long, decimal, DateOnly, DateTimeOffset, bool, or null.</summary>
    public abstract object? ValueOf(object document);
}

/// <inheritdoc cref="Column"/>
public sealed record Column<T>(string Name, ColumnType Type, Func<T, object?> Value) : Column(Name, Type)
    where T : class
{
    public override object? ValueOf(object document) => Value((T)document);
}

/// <summary>What a column holds: text compares ordinally (COLLATE "C").</summary>
public enum ColumnType
{
    Text,
    Integer,
    Amount,
    Date,
    Instant,
    Flag,
}
