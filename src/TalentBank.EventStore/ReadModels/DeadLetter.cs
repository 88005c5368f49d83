namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// A fact that a read model could not take, set aside so that everything else goes on. A document stays as it was before
/// the first such fact of its key, and the later facts of that key are set aside too; a rebuild tries them all again.
/// </summary>
/// <param name="Model">Which could not take it.</param>
/// <param name="Zone">The fact's zone.</param>
/// <param name="Position">Where the fact stands in the log.</param>
/// <param name="Key">The document's key; null for a ledger, and where no key could be told.</param>
/// <param name="Cause">The kind of error, and nothing of its text: that may hold what is nobody's business.</param>
public sealed record DeadLetter(ReadModel Model, string Zone, long Position, string? Key, string Cause)
{
    /// <summary>The letters of a fact that a model can't take whatever its state: one per document that it touches.</summary>
    internal static IEnumerable<DeadLetter> Of(ReadModel model, Recorded fact, Exception cause)
    {
        var letter = new DeadLetter(model, fact.Zone, fact.Position, Key: null, CauseOf(cause));
        return model is DocumentModel documents ? documents.KeysOf(fact).Distinct().Select(key => letter with { Key = key }) : [letter];
    }

    internal static string CauseOf(Exception exception) => exception switch
    {
        FoldException { InnerException: { } inner } => CauseOf(inner),
        System.Data.Common.DbException { SqlState: { } state } => $"{exception.GetType().Name} {state}",
        _ => exception.GetType().Name,
    };
}
