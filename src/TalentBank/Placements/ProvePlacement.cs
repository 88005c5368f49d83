using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>
/// The school, the unit or the student gives their word for items of a placement; each item takes one party's. The latest word
/// counts, every earlier one stays on record.
/// </summary>
public sealed record ProvePlacement(string PlacementId, IReadOnlyList<ProofGiven> Proofs) : Command
{
    private const int Most = 100;

    public override IEnumerable<string> Streams => [PlacementId];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        if (placement.Plan is null)
            return Refuse("not-found", "placementId", ("id", PlacementId));
        if (placement.EndedOn is { } ended)
            return Refuse("placement-ended", "placementId", ("date", ended));
        if (Proofs.Count is 0 or > Most)
            return Refuse("proofs-out-of-range", "proofs", ("most", Most));

        Refusal[] flaws = [.. Proofs.Select(proof => Flaw(proof, now.Actor)).OfType<Refusal>()];
        if (flaws.Length > 0)
            return new Refused(flaws);
        Proof[] news = [.. from given in Proofs
                           let proof = new Proof(given.Item, given.Value, ProofItem.Find(given.Item)!.By, given.PaperSha256, now.Today)
                           where placement.Proofs.GetValueOrDefault(given.Item) is not { } known || known with { On = now.Today } != proof
                           select proof];
        return news.Length == 0 ? Accept(PlacementId) : Accept(PlacementId).With(Placement.Stream(PlacementId), new PlacementProven(PlacementId, news, now.Today));
    }

    private static Refusal? Flaw(ProofGiven proof, Actor actor) => ProofItem.Find(proof.Item) switch
    {
        null => new Refusal("proof-unknown", "proofs", [("item", proof.Item)]),
        { } item when !MayGive(item.By, actor) => new Refusal("proof-of-another", "proofs", [("item", item.Text), ("party", Wording.Code(item.By))]),
        { } item when !item.Allows(proof.Value) => new Refusal("proof-ill-typed", "proofs", [("item", item.Text), ("value", proof.Value), ("type", Wording.Code(item.Type))]),
        _ when proof.PaperSha256 is { } hash && !(hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)) => new Refusal("hash-ill-formed", "proofs", [("item", proof.Item)]),
        _ => null,
    };

    /// <summary>The chamber enters at its window what any of the three brings on paper.</summary>
    private static bool MayGive(Prover by, Actor actor) => actor == Actor.Bank || actor.Kind is OrganisationKind.Chamber || by switch
    {
        Prover.University => actor.Kind is OrganisationKind.University,
        Prover.Enterprise => actor.Kind is OrganisationKind.Enterprise,
        _ => actor.Talent is not null,
    };
}

/// <param name="Item">Its code.</param>
/// <param name="Value">As text: <c>true</c>, <c>8</c>, <c>2026-09-01</c>, <c>OFFICE</c>.</param>
/// <param name="PaperSha256">Of the paper that says so, 64 lower-case hexadecimal digits; null without one.</param>
public sealed record ProofGiven(string Item, string Value, string? PaperSha256);
