using System.Text.Json;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The table of one version of one read model: how it is laid out, and how a batch of facts gets into it.</summary>
internal abstract class ModelTable(ReadModel model, string schema)
{
    /// <summary>Where the read models stand, apart from the log.</summary>
    public const string Schema = "talentbank_read";

    /// <param name="model">Whose table.</param>
    /// <param name="json">How documents are written.</param>
    /// <param name="hot">How many documents are kept in memory.</param>
    /// <param name="schema">Where it stands.</param>
    public static ModelTable Of(ReadModel model, JsonSerializerOptions json, int hot, string schema = Schema) => model switch
    {
        DocumentModel documents => new DocumentTable(documents, json, hot, schema),
        LedgerModel ledger => new LedgerTable(ledger, schema),
        _ => throw new ArgumentException($"{model.GetType()} is neither documents nor a ledger.", nameof(model)),
    };

    public ReadModel Model => model;

    public string Name { get; } = $"{Identifier.Checked(model.Name)}_v{model.Version}";

    public string Quoted => $"{schema}.\"{Name}\"";

    /// <summary>The model's row in mt_event_progression.</summary>
    public string Progress { get; } = $"{model.Name}:v{model.Version}";

    /// <summary>The columns in order, with their types as PostgreSQL's format_type names them.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    public abstract IReadOnlyList<string> PrimaryKey { get; }

    /// <summary>The primary key behind the zone as one text, in the same order byte for byte.</summary>
    public abstract string KeyText { get; }

    public abstract IEnumerable<string> Indexes { get; }

    public string Definition => $"create table {Quoted} ({string.Join(", ", Columns.Select(column => column.Definition))}, primary key ({string.Join(", ", PrimaryKey)}))";

    /// <summary>
    /// Folds a batch onto what the table holds at its beginning and gives the commands that write the result. Reads the
    /// table at most once, and writes nothing itself. A fact that the model cannot take is set aside, with all later ones
    /// of the same document; <paramref name="aside"/> names the documents of which that is true already.
    /// </summary>
    public abstract Task<Folded> Fold(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel);

    /// <summary>Drops what is kept in memory: somebody else may have written the table.</summary>
    public virtual void Forget()
    {
    }
}

/// <summary>A column as it is defined; text compares ordinally.</summary>
internal sealed record TableColumn(string Name, string Type, bool Nullable = false)
{
    public string Definition => $"{Name} {Type}{(Type == "text" ? " collate \"C\"" : "")}{(Nullable ? "" : " not null")}";
}
