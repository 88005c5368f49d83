using TalentBank.EventStore.Log;

namespace TalentBank.Benchmarks;

/// <summary>Facts as the bank writes them: about 300 bytes of JSON.</summary>
internal static class Facts
{
    public const string Zone = "meishan";
    public const string Type = "position_deposited";

    public static string Data(int n) => FormattableString.Invariant(
        $$"""{"PositionId":"position-0199f3a2-6c1e-7d43-9b52-{{n:x12}}","EnterpriseId":"enterprise-91511400MA62JX7{{n % 1000:000}}","Category":"OPERATIONS","Title":{"zh":"跨境电商运营专员","en":"Cross-border operations"},"Openings":{{n % 500}},"From":"2026-06-01","MonthlyPay":"6500.00","Tier":"INTERMEDIATE"}""");

    /// <summary>A command as the host sends it: one fact to one stream.</summary>
    public static AppendRequest Request(string stream, long expectedVersion, int n) => new(
        Zone, Guid.CreateVersion7(), Fingerprint, Result: stream, Actor: "member-0199f3a2-6c1e-7d43-9b52-5d4f0a1b2c3d", CorrelationId: "4bf92f3577b34da6a3ce929d0e0e4736",
        [new StreamAppend(stream, expectedVersion, [new NewEvent(Guid.CreateVersion7(), Type, Data(n))])]);

    /// <summary>As long as a real one: SHA-256 in hex.</summary>
    public const string Fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
}
