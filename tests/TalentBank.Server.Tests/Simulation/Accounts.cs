using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Tests.Simulation;

/// <summary>The ledger's promise, computed from its transfers.</summary>
internal static class Accounts
{
    /// <summary>Each account, with its dimensions, that is below zero on some day.</summary>
    public static IEnumerable<string> BelowZero(IReadOnlyList<(Recorded Fact, Transfer Transfer)> posted)
    {
        var accounts = new Dictionary<string, SortedDictionary<DateOnly, decimal>>();
        foreach (var (fact, transfer) in posted)
        {
            Add(fact.Zone, transfer, transfer.From, -transfer.Amount);
            Add(fact.Zone, transfer, transfer.To, transfer.Amount);
        }

        foreach (var (account, days) in accounts)
        {
            var balance = 0m;
            foreach (var (day, amount) in days)
            {
                balance += amount;
                if (balance < 0)
                {
                    yield return $"{account} is {balance} on {day:O}";
                    break;
                }
            }
        }

        void Add(string zone, Transfer transfer, Side side, decimal amount)
        {
            if (side.Account == "outside")
                return;
            var name = $"{zone} {transfer.Unit} {side.Account} {string.Join(' ', side.Dimensions.Where(it => it.Value is not null).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key}={it.Value}"))}";
            if (!accounts.TryGetValue(name, out var days))
                accounts.Add(name, days = []);
            days[transfer.Effective] = days.GetValueOrDefault(transfer.Effective) + amount;
        }
    }
}
