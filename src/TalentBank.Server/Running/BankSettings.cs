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

    public static BankSettings Of(IConfiguration configuration) =>
        (configuration.GetSection("Bank").Get<BankSettings>() ?? new BankSettings()) with { ConnectionString = configuration.GetConnectionString("TalentBank") };
}
