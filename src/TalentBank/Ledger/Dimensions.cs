using TalentBank.EventStore.ReadModels;

namespace TalentBank.Ledger;

/// <summary>What an amount in an account can be told apart by; what does not apply is null.</summary>
public sealed record Dimensions
{
    public static readonly IReadOnlyList<string> Names =
        ["category", "key", "enterprise", "position", "talent", "employment", "employment_kind", "tier", "university", "offer", "internship", "session", "envelope"];

    public string? Category { get; init; }

    public bool? Key { get; init; }

    public string? Enterprise { get; init; }

    public string? Position { get; init; }

    public string? Talent { get; init; }

    public string? Employment { get; init; }

    public string? EmploymentKind { get; init; }

    public string? Tier { get; init; }

    public string? University { get; init; }

    public string? Offer { get; init; }

    public string? Internship { get; init; }

    public string? Session { get; init; }

    public string? Envelope { get; init; }

    /// <summary>A transfer that keeps these dimensions on both sides.</summary>
    public Transfer Move(string unit, string from, string to, decimal amount, string reason, DateOnly effective) =>
        new(unit, In(from), In(to), amount, reason, effective);

    /// <summary>The side of a transfer that these dimensions ride on.</summary>
    public Side In(string account) => new(account, ToDictionary());

    private Dictionary<string, string> ToDictionary()
    {
        var values = new Dictionary<string, string>();
        Add("category", Category);
        Add("key", Key switch { true => "true", false => "false", null => null });
        Add("enterprise", Enterprise);
        Add("position", Position);
        Add("talent", Talent);
        Add("employment", Employment);
        Add("employment_kind", EmploymentKind);
        Add("tier", Tier);
        Add("university", University);
        Add("offer", Offer);
        Add("internship", Internship);
        Add("session", Session);
        Add("envelope", Envelope);
        return values;

        void Add(string name, string? value)
        {
            if (value is not null)
                values.Add(name, value);
        }
    }
}
