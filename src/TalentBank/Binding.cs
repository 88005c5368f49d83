using TalentBank.EventStore.ReadModels;

namespace TalentBank;

/// <summary>The map from the fields of the schema to commands and read models; the host interprets it.</summary>
public abstract record Binding(string Field)
{
    /// <summary>A mutation that sends a command: its input's fields are the command's parameters.</summary>
    public sealed record Sends(string Field, Type Command) : Binding(Field);

    /// <summary>A field answered by a question: of a root, or of an object whose CLR value is the parent.</summary>
    /// <param name="Field">The field's coordinate.</param>
    /// <param name="Answer">The CLR type of the answer.</param>
    /// <param name="Ask">The question.</param>
    public sealed record Answers(string Field, Type Answer, Func<Asked, Question<object?>> Ask) : Binding(Field);

    /// <summary>A field that is one document, by its key; null where there is none, or none that the asker may see. Siblings are looked up together.</summary>
    public sealed record Shows(string Field, DocumentModel Model, Func<Asked, string?> Key) : Binding(Field);

    /// <summary>A connection over a document model: its filter's and order's fields are the model's columns.</summary>
    /// <param name="Field">The field's coordinate.</param>
    /// <param name="Model">Whose documents.</param>
    /// <param name="Of">Which part of the documents is the parent's; null: the list has no parent.</param>
    public sealed record Lists(string Field, DocumentModel Model, Func<object, Part>? Of) : Binding(Field);

    /// <summary>
    /// A subscription: the question or list of a query, with its arguments and its access, asked again when the bank has moved.
    /// </summary>
    /// <param name="Field">The field's coordinate.</param>
    /// <param name="Query">The query's coordinate.</param>
    public sealed record Lives(string Field, string Query) : Binding(Field);

    /// <summary>A mutation <c>Mutation.field</c> that sends a command.</summary>
    public static Binding Send<TCommand>(string field)
        where TCommand : Command => new Sends($"Mutation.{field}", typeof(TCommand));

    public static Binding Ask<T>(string field, Func<Asked, Question<T>> ask) => new Answers(field, typeof(T), asked => ask(asked).Select(answer => (object?)answer));

    /// <summary>A root field with the argument <c>id</c>.</summary>
    public static Binding Show(string field, DocumentModel model) => new Shows(field, model, asked => asked.Argument<string>("id"));

    /// <summary>A relation: the parent's field holds the key.</summary>
    public static Binding Show<TParent>(string field, DocumentModel model, Func<TParent, string?> key) => new Shows(field, model, asked => key((TParent)asked.Parent!));

    /// <summary>The document that a command made or changed, as a field of its payload.</summary>
    public static Binding ShowResult(string field, DocumentModel model) => new Shows(field, model, asked => ((Payload)asked.Parent!).Result);

    public static Binding List(string field, DocumentModel model) => new Lists(field, model, Of: null);

    /// <summary>A parent's own documents: those whose column holds its value. Of all parents in a list they are looked up together.</summary>
    public static Binding List<TParent>(string field, DocumentModel model, string column, Func<TParent, object> value) =>
        new Lists(field, model, parent => new Part(column, value((TParent)parent)));

    /// <summary>Makes <c>Query.field</c> live as <c>Subscription.field</c>.</summary>
    public static Binding Live(string field) => new Lives($"Subscription.{field}", $"Query.{field}");
}

/// <summary>What a field was asked with.</summary>
/// <param name="Arguments">By name, coerced.</param>
/// <param name="Parent">The object the field belongs to; null at a root.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Today">The calendar day in the zone.</param>
public sealed record Asked(IReadOnlyDictionary<string, object?> Arguments, object? Parent, Actor Actor, DateOnly Today)
{
    /// <summary>An input object as a record, its fields as the record's parameters.</summary>
    public T Input<T>(string name)
        where T : class => InputRecord.Read<T>((IReadOnlyDictionary<string, object?>)Arguments[name]!);

    public T? Argument<T>(string name) => Arguments.TryGetValue(name, out var value) && value is not null ? (T)value : default;
}

/// <summary>What a mutation answers: the log position that includes it, what it made or changed, or why it was refused.</summary>
/// <param name="Result">The id of what was made or changed; null where refused.</param>
/// <param name="Position">The log position to wait for when reading one's own write; null where refused.</param>
/// <param name="Errors">Why it was refused; empty where accepted.</param>
public sealed record Payload(string? Result, long? Position, IReadOnlyList<PayloadError> Errors);

/// <summary>A refusal as the sender reads it.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">A sentence in the sender's language.</param>
/// <param name="Path">The input field it concerns: <c>["input", "openings"]</c>.</param>
public sealed record PayloadError(string Code, string Message, IReadOnlyList<string> Path);
