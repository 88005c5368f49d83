namespace TalentBank.Credits;

/// <summary>A transfer is undone, within its window and while nothing of what was moved has been used.</summary>
public sealed record ReverseTransfer(string TransferId) : Command
{
    public override IEnumerable<string> Streams => [TransferId];

    public override Decision Decide(States states, Circumstances now)
    {
        var stream = CreditTransfer.Stream(TransferId);
        var transfer = states.Of(stream);
        if (transfer.Asked is not { } asked)
            return Refuse("not-found", "transferId", ("id", TransferId));
        if (transfer.ReversedOn is not null)
            return Accept(TransferId);
        if (transfer.Done is not { } done)
            return Refuse("not-transferred-yet", "transferId");
        if (now.Today > transfer.ReversibleUntil)
            return Refuse("transfer-final", "transferId", ("date", transfer.ReversibleUntil));

        var account = CreditLots.Stream(asked.TalentId);
        if (!states.Has(account.Name))
            return Needs(account.Name);
        var lots = states.Of(account);
        if (done.Parts.Any(part => lots.Lots[part.LotId] is var lot && (lot.Left != part.Credits || lot.Practice.UniversityId != asked.ToUniversityId)))
            return Refuse("lots-used-up", "transferId");
        LotPart[] parts = [.. done.Parts.Select(part => part with { Practice = lots.Lots[part.LotId].Practice })];
        var on = lots.NotBefore(parts, now.Today);
        return Accept(TransferId)
            .With(stream, new TransferRevoked(TransferId, on))
            .With(account, new TransferReversed(TransferId, asked.TalentId, asked.FromUniversityId, parts, on));
    }
}
