using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;
using TalentBank.Server.Live;
using TalentBank.Server.Running;

namespace TalentBank.Server.Api;

/// <summary>The schema's files and the product's bindings, joined to one engine.</summary>
public static class BankApi
{
    /// <summary>The engine, or every reason why the schema and the bindings do not fit.</summary>
    public static (Engine? Engine, IReadOnlyList<string> Problems) Build(BindingResolvers resolvers, Action<Exception, GraphQLError> onError)
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schema"), "*.graphql")
            .Order(StringComparer.Ordinal)
            .Select(path => new Source(File.ReadAllText(path), Path.GetFileName(path)))
            .ToArray();
        if (!Schema.TryBuild(sources, Scalars.All.ToArray(), out var schema, out var errors))
            return (null, [.. errors.Select(error => error.ToString())]);
        var (bound, problems) = SchemaBinding.Bind(schema, Bank.Bindings, resolvers);
        if (problems.Count > 0)
            return (null, problems);
        return (new Engine(schema, bound, new EngineOptions
        {
            // Deep enough for every honest question, and nowhere near what the stack holds.
            Parser = new ParserOptions { MaxDepth = 100, MaxTokens = 20_000 },
            Validation = new ValidationOptions { MaxErrors = 20 },
            Execution = new ExecutorOptions { OnError = onError },
        }), []);
    }

    /// <summary>Adds what answers <c>/graphql</c>.</summary>
    public static void AddBank(this WebApplicationBuilder builder, Installation bank, BankSettings settings, Engine engine)
    {
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(bank.Log).AddSingleton(bank.Store).AddSingleton(bank.Daemon).AddSingleton(bank.Listener)
            .AddSingleton(bank.Seal).AddSingleton(bank.Calendar).AddSingleton(bank.States).AddSingleton(bank.Commands)
            .AddSingleton(TimeProvider.System).AddSingleton<SignIn.Actors>().AddSingleton<SignIn.FindDevSubject>(Demo.DemoPersons.Find).AddSingleton<LastWrites>().AddSingleton(new Admission(bank.Connections))
            .AddSingleton(new HttpEndpoint(engine)).AddSingleton<GraphQLEndpoint>()
            .AddSingleton(engine).AddSingleton(LiveSettings.Of(builder.Configuration)).AddSingleton<LiveAnswers>().AddSingleton<SocketEndpoint>().AddSingleton<EventStreamEndpoint>()
            .AddSingleton<LiveConnections>().AddHostedService(provider => provider.GetRequiredService<LiveConnections>())
            .AddHostedService<DaemonHost>();
    }
}
