using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Validation;
using TalentBank.GraphQL.Validation.Rules;
using TalentBank.Server.Dues;
using TalentBank.Server.Live;
using TalentBank.Server.Questions;
using TalentBank.Server.Running;

namespace TalentBank.Server.Api;

/// <summary>The schema's files and the product's bindings, joined to one engine.</summary>
public static class BankApi
{
    /// <summary>Nobody learns the schema by asking, or by asking wrongly.</summary>
    private static readonly ValidationOptions Closed = new()
    {
        Rules = [.. SpecifiedRules.All, context => new NoSchemaIntrospection(context)],
        Suggestions = false,
        ForeignNames = false,
    };

    /// <summary>The engine, or every reason why the schema, the bindings and the trusted documents do not fit.</summary>
    /// <param name="resolvers">Interprets the bindings.</param>
    /// <param name="settings">What a request may ask.</param>
    /// <param name="isOpen">Whether the schema is told to whoever asks, and what a question costs: in Development.</param>
    /// <param name="onError">Hears of bugs.</param>
    public static (Engine? Engine, IReadOnlyList<string> Problems) Build(
        BindingResolvers resolvers, BankSettings settings, bool isOpen, Action<Exception, GraphQLError> onError)
    {
        if (!SchemaFiles.TryBuild([.. Scalars.All], out var schema, out var errors))
            return (null, [.. errors.Select(error => error.ToString())]);
        var (bound, problems) = SchemaBinding.Bind(schema, Bank.Bindings, resolvers);
        if (problems.Count > 0)
            return (null, problems);
        if (settings.TrustedDocuments is { } folder ? !Directory.Exists(folder) : settings.OnlyTrustedDocuments)
            return (null, [$"Bank:TrustedDocuments names no folder: {settings.TrustedDocuments}"]);
        var engine = new Engine(schema, bound, new EngineOptions
        {
            // Deep enough for every honest question, and nowhere near what the stack holds.
            Parser = new ParserOptions { MaxDepth = 100 },
            Validation = isOpen ? ValidationOptions.Default : Closed,
            Execution = new ExecutorOptions { OnError = onError, TraceId = view => (view as BankView)?.Correlation },
            Limits = settings.Limits with { TellCost = isOpen },
            TrustedDocuments = new TrustedDocuments(
                settings.TrustedDocuments is null ? [] : Directory.GetFiles(settings.TrustedDocuments, "*.graphql").Select(path => new Source(File.ReadAllText(path), Path.GetFileName(path))),
                settings.OnlyTrustedDocuments),
        });
        problems = [.. engine.CheckTrustedDocuments().Select(error => error.Message)];
        return problems.Count > 0 ? (null, problems) : (engine, []);
    }

    /// <summary>Adds what answers <c>/graphql</c>.</summary>
    public static void AddBank(this WebApplicationBuilder builder, Installation bank, BankSettings settings, Engine engine)
    {
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(bank.Log).AddSingleton(bank.Store).AddSingleton(bank.Daemon).AddSingleton(bank.Listener)
            .AddSingleton(bank.Seal).AddSingleton(bank.Calendar).AddSingleton(bank.States).AddSingleton(bank.Commands)
            .AddSingleton(TimeProvider.System).AddSingleton<SignIn.Actors>().AddSingleton<SignIn.FindDevSubject>(Demo.DemoPersons.Find).AddSingleton<LastWrites>().AddSingleton(new Admission(bank.Connections))
            .AddSingleton(new HttpEndpoint(engine, new HttpEndpointOptions { GetNeedsPreflight = true })).AddSingleton<GraphQLEndpoint>()
            .AddSingleton(engine).AddSingleton(LiveSettings.Of(builder.Configuration)).AddSingleton<LiveAnswers>().AddSingleton<SocketEndpoint>().AddSingleton<EventStreamEndpoint>()
            .AddSingleton<LiveConnections>().AddHostedService(provider => provider.GetRequiredService<LiveConnections>())
            .AddHostedService<DaemonHost>()
            .AddSingleton(services => new DueRunner(bank.Zone, bank.Store, bank.Daemon, bank.Commands, bank.Calendar, services.GetRequiredService<ILogger<DueRunner>>()))
            .AddHostedService<DueHost>();
    }
}
