using TalentBank.GraphQL.Limiting;

namespace TalentBank.Server.Running;

/// <summary>The settings under <c>Bank:</c> (environment: <c>Bank__Zone</c> and so on), and the connection string.</summary>
public sealed record BankSettings
{
    /// <summary>The zone served: a short name, the same for ever.</summary>
    public string Zone { get; init; } = "meishan";

    /// <summary>Where the embedded PostgreSQL and the master key live, relative to where the server is started.</summary>
    public string Folder { get; init; } = ".talentbank";

    /// <summary>32 bytes in base64, from which all keys to personal data are unwrapped; null: a file in the folder, made at first.</summary>
    public string? MasterKey { get; init; }

    /// <summary><c>ConnectionStrings:TalentBank</c>: a PostgreSQL that runs already; null: an embedded one is started.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How much one request to the API may ask: bounds for a person's questions, which pages keep to; null: any amount.</summary>
    public Limits Limits { get; init; } = new()
    {
        BodyBytes = 64 * 1024,
        Tokens = 2_000,
        Depth = 10,
        IntrospectionDepth = 15,
        Aliases = 15,
        RootFields = 10,
        Directives = 50,
        Fragments = 50,
        PageSize = 100,
        Cost = 1_000,
        Time = TimeSpan.FromSeconds(5),
        Errors = 5,
    };

    /// <summary>A folder of documents (<c>*.graphql</c>) that requests may name by the SHA-256 of their text; null: there are none.</summary>
    public string? TrustedDocuments { get; init; }

    /// <summary>Whether the trusted documents are all that is executed.</summary>
    public bool OnlyTrustedDocuments { get; init; }

    public static BankSettings Of(IConfiguration configuration) =>
        (configuration.GetSection("Bank").Get<BankSettings>() ?? new BankSettings()) with { ConnectionString = configuration.GetConnectionString("TalentBank") };
}
