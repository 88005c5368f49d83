using System.Text.Json;
using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Vault;
using TalentBank.GraphQL.Execution;
using TalentBank.Server.Commands;
using TalentBank.Server.Questions;

namespace TalentBank.Server.Api;

/// <summary>Interprets the product's bindings: each becomes a field's resolver, which works on the request's <see cref="BankView"/>.</summary>
public sealed class BindingResolvers(CommandRunner commands, KeyVault vault)
{
    public FieldResolver Answers(Binding.Answers binding) => Guarded(async context =>
    {
        var view = ViewOf(context);
        if (NotAllowed(binding, view) is { } notAllowed)
            return notAllowed;
        var (answer, refusal) = await view.Ask(context, binding.Ask(Asked(context)));
        return refusal is null ? answer : view.Error(refusal);
    });

    /// <summary>The events of a live question: the bank's advances from the position that the client has seen.</summary>
    public FieldResolver Advances(Binding question) => Guarded(context => ValueTask.FromResult<object?>(
        NotAllowed(question, ViewOf(context)) ?? (object)ViewOf(context).Advances(context.Argument<long?>("since"))));

    public FieldResolver Shows(Binding.Shows binding) => Guarded(context =>
        binding.Key(Asked(context)) is { } key
            ? ViewOf(context).Document(context, binding.Model, key)
            : ValueTask.FromResult<object?>(null));

    /// <summary><c>node(id:)</c>: the read model is told by the id's noun.</summary>
    public FieldResolver Node() => Guarded(context =>
    {
        var id = context.Argument<string>("id")!;
        var noun = Bank.Nodes.Keys.Where(noun => id.StartsWith($"{noun}-", StringComparison.Ordinal)).MaxBy(noun => noun.Length);
        return noun is null
            ? ValueTask.FromResult<object?>(null)
            : ViewOf(context).Document(context, Bank.Nodes[noun].Model, id);
    });

    public FieldResolver Lists(Binding.Lists binding, ConnectionArguments shape) => Guarded(async context =>
    {
        var view = ViewOf(context);
        var (read, refusal) = view.Once((shape, context.Arguments), asked => asked.shape.Read(asked.Arguments, view.Within(binding.Model)));
        if (refusal is not null)
            return view.Error(refusal);
        var query = read! with { Of = binding.Of?.Invoke(context.Parent!), BothSides = AsksBothSides(read, context.Selection) };
        // Looked up is what was asked for: a page, how many there are, or both.
        List<Inquiry> inquiries = [];
        if (context.Selection.Has("nodes") || context.Selection.Has("edges") || context.Selection.Has("pageInfo"))
            inquiries.Add(new Inquiry.OfPage(binding.Model, query));
        var isPaged = inquiries.Count > 0;
        if (context.Selection.Has("totalCount"))
            inquiries.Add(new Inquiry.OfDocumentCount(binding.Model, query.Where, query.Of));
        var found = inquiries.Count == 0 ? [] : await view.LookUp(context, inquiries);
        return Connection.Of(isPaged ? (Page<object>)found[0] : NoPage, found.Count > 0 && found[^1] is long count ? count : null);
    });

    /// <summary>What lies beyond a cursor costs a statement.</summary>
    private static bool AsksBothSides(DocumentQuery query, FieldSelection connection) =>
        (query.After is not null && connection["pageInfo"].Has("hasPreviousPage")) || (query.Before is not null && connection["pageInfo"].Has("hasNextPage"));

    /// <summary>A personal field, opened; whoever sees the object may see it (the access table says who that is).</summary>
    public static FieldResolver Opened(Func<object, Personal?> read) => async context =>
        read(context.Parent!) is { } personal ? await ViewOf(context).Open(context, personal) : null;

    public FieldResolver Sends(Binding.Sends binding) => async context =>
    {
        var view = ViewOf(context);
        var input = (IReadOnlyDictionary<string, object?>)context.Arguments["input"]!;
        if (UnwritableText.FieldOf(input) is { } field)
            return new Payload(null, null, [view.Tell(new Refusal("text-unwritable", field, []))]);

        var command = (Command)InputRecord.Read(binding.Command, input, noun => $"{noun}-{Guid.CreateVersion7()}");
        var commandId = (Guid?)input.GetValueOrDefault("commandId") ?? Guid.CreateVersion7();
        var onBehalf = input.GetValueOrDefault("onBehalf") is IReadOnlyDictionary<string, object?> said ? InputRecord.Read<OnBehalf>(said) : null;
        // A command needs connections of its own: one who holds a snapshot while waiting for another could wait for ever.
        await view.Release();
        switch (await commands.Run(new CommandRequest(view.Zone, commandId, Fingerprint(binding.Field, input, view), view.Correlation, command, new Circumstances(view.Today, view.Actor), onBehalf, (string?)input.GetValueOrDefault("reference"))))
        {
            case CommandOutcome.Accepted accepted:
                // Not for the sender alone: whoever is told that it is done asks next, perhaps somebody else.
                await view.Wrote(accepted.Position, context.CancellationToken);
                return new Payload(accepted.Result, accepted.Position, []);
            case CommandOutcome.Refused refused:
                return new Payload(null, null, [.. refused.Refusals.Select(view.Tell)]);
            case var outcome:
                throw new InvalidOperationException($"A command does not end as {outcome.GetType().Name}.");
        }
    };

    private static readonly Page<object> NoPage = new([], HasPrevious: false, HasNext: false);

    private static FieldError? NotAllowed(Binding question, BankView view)
    {
        if (AccessTable.Questions.GetValueOrDefault(question.Field) is { } allowed && !(view.Actor.Kind is { } kind && allowed.Contains(kind)))
            return view.Error(new Refusal("not-allowed", null, []), "FORBIDDEN");
        return question is Binding.Answers && AccessTable.Barred(question.Field, view.Actor) is { } barred ? view.Error(barred, "FORBIDDEN") : null;
    }

    private static BankView ViewOf(FieldContext context) => (BankView)context.RequestContext!;

    private static Asked Asked(FieldContext context)
    {
        var view = ViewOf(context);
        return new Asked(context.Arguments, context.Parent, view.Actor, view.Today);
    }

    /// <summary>What no text in the bank can hold is not looked for either.</summary>
    private static FieldResolver Guarded(FieldResolver resolver) => context =>
        UnwritableText.FieldOf(context.Arguments) is { } field
            ? ValueTask.FromResult<object?>(ViewOf(context).Error(new Refusal("text-unwritable", field, [])))
            : resolver(context);

    /// <summary>A keyed hash of who asked what: input may hold personal data, so that a plain hash would not do.</summary>
    private string Fingerprint(string field, IReadOnlyDictionary<string, object?> input, BankView view)
    {
        var content = input.Where(item => item.Key != "commandId").OrderBy(item => item.Key, StringComparer.Ordinal).ToDictionary();
        var text = JsonSerializer.Serialize(new { view.Zone, view.Actor.Member, view.Actor.Organisation, view.Actor.Talent, field, content }, Json.Options);
        return Convert.ToHexStringLower(vault.Token("command", text));
    }
}
