using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Documents, a ledger, and a model that notices a fact that comes twice, too early or not at all.</summary>
internal static class RecipeModels
{
    public static DocumentModel<StreamOrder> Orders { get; } = new(
        "stream_orders",
        version: 1,
        recorded => [recorded.Stream],
        (_, order, recorded) => (order ?? new StreamOrder(0, 0)) is var before && recorded.Version == before.Last + 1
            ? before with { Last = recorded.Version }
            : new StreamOrder(recorded.Version, before.Breaks + 1));

    public static IReadOnlyList<ReadModel> All { get; } = [Models.OpenPositions, Models.Ledger, Orders];

    /// <param name="Last">The version of the stream's last fact.</param>
    /// <param name="Breaks">How often a fact was not the next one.</param>
    internal sealed record StreamOrder(long Last, long Breaks);
}
