namespace TalentBank.Credits;

/// <summary>A university agrees to a student's transfer: first the one that lets the credits go, then the one that takes them; with that they are moved.</summary>
public sealed record ConsentToTransfer(string TransferId, string UniversityId) : Command
{
    public override IEnumerable<string> Streams => [TransferId];

    public override Decision Decide(States states, Circumstances now)
    {
        var stream = CreditTransfer.Stream(TransferId);
        var transfer = states.Of(stream);
        if (transfer.Asked is not { } asked || (UniversityId != asked.FromUniversityId && UniversityId != asked.ToUniversityId))
            return Refuse("not-found", "transferId", ("id", TransferId));
        if (transfer.Consents.ContainsKey(UniversityId))
            return Accept(TransferId);

        var day = transfer.Consents.Values.Aggregate(Dates.Later(asked.Effective, now.Today), Dates.Later);
        var consented = Accept(TransferId).With(stream, new TransferConsented(TransferId, UniversityId, day));
        if (UniversityId == asked.FromUniversityId)
            return consented;
        if (transfer.Consents.IsEmpty)
            return Refuse("not-released-yet", "transferId");

        var account = CreditLots.Stream(asked.TalentId);
        if (!states.Has(account.Name))
            return Needs(account.Name);
        var lots = states.Of(account);
        LotPart[] parts =
        [
            .. from id in asked.LotIds
               let lot = lots.Lots[id]
               where lot.Practice.UniversityId == asked.FromUniversityId && lot.IsGoodOn(day, shelfMonths: null)
               select new LotPart(id, lot.Practice, lot.Left),
        ];
        if (parts.Length == 0)
            return Refuse("lots-used-up", "transferId");
        var moved = lots.NotBefore(parts, day);
        return consented
            .With(stream, new TransferCompleted(TransferId, parts, moved))
            .With(account, new CreditsTransferred(TransferId, asked.TalentId, asked.ToUniversityId, parts, moved));
    }
}
