using System.Text.Json;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The tables of one version of one read model: how they are laid out, and how a batch of facts gets into them.</summary>
internal abstract class ModelTable(ReadModel model, TableRole role)
{
    /// <summary>Where the read models stand, apart from the log.</summary>
    public const string Schema = "talentbank_read";

    /// <param name="model">Whose table.</param>
    /// <param name="json">How documents are written.</param>
    /// <param name="hot">How many documents are kept in memory.</param>
    /// <param name="role">What it is there for.</param>
    /// <param name="schema">Where it stands.</param>
    public static ModelTable Of(ReadModel model, JsonSerializerOptions json, int hot, TableRole role = TableRole.Live, string schema = Schema) => model switch
    {
        DocumentModel documents => new DocumentTable(documents, json, hot, role, schema),
        LedgerModel ledger => new LedgerTable(ledger, role, schema),
        _ => throw new ArgumentException($"{model.GetType()} is neither documents nor a ledger.", nameof(model)),
    };

    public ReadModel Model => model;

    public string Name { get; } = $"{Identifier.Checked(model.Name)}_v{model.Version}{(role == TableRole.Live ? "" : $"__{Of(role)}")}";

    /// <summary>Its row in mt_event_progression.</summary>
    public string Progress { get; } = $"{model.Name}:v{model.Version}{(role == TableRole.Live ? "" : $":{Of(role)}")}";

    /// <summary>The table that holds the documents or the entries.</summary>
    public abstract Table Main { get; }

    /// <summary>All tables of the model: the main one, and what is derived from it.</summary>
    public abstract IReadOnlyList<Table> Tables { get; }

    public string Quoted => Main.Quoted;

    public abstract IReadOnlyList<string> PrimaryKey { get; }

    /// <summary>The primary key behind the zone as one text, in the same order byte for byte.</summary>
    public abstract string KeyText { get; }

    /// <summary>Makes the tables, with no more than <see cref="Fill"/> needs.</summary>
    public abstract IEnumerable<string> Begin { get; }

    /// <summary>Makes of filled tables those that are served and folded onto.</summary>
    /// <param name="position">The position that they include.</param>
    public abstract IEnumerable<NpgsqlBatchCommand> Finish(long position);

    protected string Names => string.Join(", ", Main.Columns.Select(column => column.Name));

    /// <summary>
    /// Folds a batch onto what the table holds at its beginning and gives the commands that write the result. Reads the
    /// table at most once, and writes nothing itself. A fact that the model cannot take is set aside, with all later ones
    /// of the same document; <paramref name="aside"/> names the documents of which that is true already.
    /// </summary>
    public abstract Task<Folded> Fold(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel);

    /// <summary>
    /// The same between <see cref="Begin"/> and <see cref="Finish"/>, as fast as can be: it writes at once, in the transaction
    /// of the connection, or later. What PostgreSQL refuses, or what cannot be written, ends the filling: it does not tell
    /// which fact is to blame.
    /// </summary>
    public abstract Task<Folded> Fill(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel);

    /// <summary>Writes what is still to be written of it.</summary>
    public virtual Task Filled(NpgsqlConnection connection, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Drops what is kept in memory: somebody else may have written the table.</summary>
    public virtual void Forget()
    {
    }

    private static string Of(TableRole role) => role == TableRole.Next ? "next" : "old";
}
