using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Vault;
using TalentBank.Server.Commands;
using TalentBank.Server.Questions;

namespace TalentBank.Server.Api;

/// <summary>Interprets the product's bindings: each becomes the answer of a field.</summary>
public sealed class BindingAnswers(CommandRunner commands, Daemon daemon, KeyVault vault)
{
    /// <summary>How long a request waits to see its own write (design, section 9).</summary>
    public static readonly TimeSpan OwnWriteBound = TimeSpan.FromSeconds(2);

    public FieldAnswer Answers(Binding.Answers binding)
    {
        var allowed = Access.AccessTable.Questions.GetValueOrDefault(binding.Field);
        return async (parent, arguments, view, cancel) =>
        {
            if (allowed is not null && !(view.Actor.Kind is { } kind && allowed.Contains(kind)))
                throw view.Fault(new Refusal("not-allowed", null, []), "FORBIDDEN");
            var (answer, refusal) = await view.Questions.Ask(binding.Ask(new Asked(arguments, parent, view.Actor, view.Today)), cancel);
            return refusal is null ? answer : throw view.Fault(refusal);
        };
    }

    public FieldAnswer Shows(Binding.Shows binding) => (parent, arguments, view, cancel) =>
        binding.Key(new Asked(arguments, parent, view.Actor, view.Today)) is { } key
            ? view.Document(binding.Model, key, cancel)
            : ValueTask.FromResult<object?>(null);

    public FieldAnswer Lists(Binding.Lists binding, ConnectionArguments shape) => async (parent, arguments, view, cancel) =>
    {
        IReadOnlyList<Condition> within = [.. DocumentAccess.Within(binding.Model, view.Actor), .. binding.Within(new Asked(arguments, parent, view.Actor, view.Today))];
        var (query, refusal) = Connections.Read(shape, arguments, within);
        if (refusal is not null)
            throw view.Fault(refusal);
        var page = (Page<object>)await view.Questions.LookUp(new Inquiry.OfPage(binding.Model, query!), cancel);
        return Connections.Of(page, query!.Where, binding.Model);
    };

    public FieldAnswer Sends(Binding.Sends binding, string field) => async (_, arguments, view, _) =>
    {
        var input = (IReadOnlyDictionary<string, object?>)arguments["input"]!;
        var command = (Command)InputRecord.Read(binding.Command, input, noun => $"{noun}-{Guid.CreateVersion7()}");
        var commandId = (Guid?)input.GetValueOrDefault("commandId") ?? Guid.CreateVersion7();
        var outcome = await commands.Run(new CommandRequest(
            view.Zone, commandId, Fingerprint(field, input, view), null, command, new Circumstances(view.Today, view.Actor)));
        switch (outcome)
        {
            case CommandOutcome.Accepted accepted:
                view.Refresh(accepted.Position);
                await daemon.WaitFor(accepted.Position, OwnWriteBound);
                return new Payload(accepted.Result, accepted.Position, []);
            case CommandOutcome.Refused refused:
                return new Payload(null, null, [.. refused.Refusals.Select(view.Tell)]);
            default:
                throw new InvalidOperationException("A command is accepted or refused.");
        }
    };

    /// <summary>A keyed hash of who asked what: input may hold personal data, so a plain hash would not do.</summary>
    private string Fingerprint(string field, IReadOnlyDictionary<string, object?> input, BankView view)
    {
        var content = input.Where(item => item.Key != "commandId").OrderBy(item => item.Key, StringComparer.Ordinal).ToDictionary();
        var text = JsonSerializer.Serialize(new { view.Zone, view.Actor.Member, view.Actor.Organisation, view.Actor.Talent, field, content }, Json.Options);
        return Convert.ToHexStringLower(vault.Token("command", text));
    }
}
