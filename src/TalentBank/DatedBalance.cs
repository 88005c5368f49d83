using System.Collections.Immutable;

namespace TalentBank;

/// <summary>
/// A quantity with a history by effective date, for rules whose limit must hold on every date: facts may be booked late.
/// Costs: adding O(log n) to O(n), asking O(n) in the number of dates.
/// </summary>
public sealed record DatedBalance(ImmutableSortedDictionary<DateOnly, decimal> Changes)
{
    public static readonly DatedBalance Zero = new(ImmutableSortedDictionary<DateOnly, decimal>.Empty);

    public DatedBalance Add(DateOnly effective, decimal amount) =>
        new(Changes.SetItem(effective, Changes.GetValueOrDefault(effective) + amount));

    /// <summary>The balance at the end of a day.</summary>
    public decimal On(DateOnly day) => Changes.TakeWhile(change => change.Key <= day).Sum(change => change.Value);

    /// <summary>The balance after all changes, those of the future too.</summary>
    public decimal Final => Changes.Values.Sum();

    /// <summary>The lowest balance on any day from this one on: how much may be taken with effect from it.</summary>
    public decimal LowestFrom(DateOnly day)
    {
        var balance = 0m;
        decimal? lowest = null;
        foreach (var (date, amount) in Changes)
        {
            if (date > day)
                lowest = lowest is null ? balance : Math.Min(lowest.Value, balance);
            balance += amount;
        }

        return lowest is null ? balance : Math.Min(lowest.Value, balance);
    }
}
