namespace TalentBank.EventStore.ReadModels;

/// <summary>One table in PostgreSQL as it is to be.</summary>
/// <param name="Schema">Where it stands.</param>
/// <param name="Name">What it is called, unquoted.</param>
/// <param name="Columns">In order, with their types as PostgreSQL's format_type names them.</param>
/// <param name="Key">The constraint that tells its rows apart.</param>
/// <param name="Indexes">What follows <c>create index on</c> the table.</param>
internal sealed record Table(string Schema, string Name, IReadOnlyList<TableColumn> Columns, string Key, IReadOnlyList<string> Indexes)
{
    public string Quoted => $"{Schema}.\"{Name}\"";

    /// <summary>The table with nothing but its columns: the fastest to fill.</summary>
    public string Create => $"create table {Quoted} ({string.Join(", ", Columns.Select(column => column.Definition))})";

    public string AddKey => $"alter table {Quoted} add {Key}";

    public IEnumerable<string> AddIndexes => Indexes.Select(index => $"create index on {Quoted} {index}");
}

/// <summary>A column as it is defined; text compares ordinally.</summary>
internal sealed record TableColumn(string Name, string Type, bool Nullable = false)
{
    public string Definition => $"{Name} {Type}{(Type == "text" ? " collate \"C\"" : "")}{(Nullable ? "" : " not null")}";
}
