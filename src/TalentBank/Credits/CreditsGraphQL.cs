using TalentBank.Ledger;
using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>The fields of <c>credits.graphql</c>.</summary>
public static class CreditsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.creditOffer", CreditOffers.Model),
        Binding.List("Query.creditOffers", CreditOffers.Model),
        Binding.Show<CreditOfferEntry>("CreditOffer.university", Organisations.Model, offer => offer.UniversityId),
        Binding.Show<CreditOfferEntry>("CreditOffer.enterprise", Organisations.Model, offer => offer.EnterpriseId),
        Binding.Show("Query.creditWithdrawal", CreditWithdrawals.Model),
        Binding.List("Query.creditWithdrawals", CreditWithdrawals.Model),
        Binding.Live("creditWithdrawals"),
        Binding.Show<CreditWithdrawalEntry>("CreditWithdrawal.offer", CreditOffers.Model, withdrawal => withdrawal.OfferId),
        Binding.Show<CreditWithdrawalEntry>("CreditWithdrawal.university", Organisations.Model, withdrawal => withdrawal.UniversityId),
        Binding.Show<CreditWithdrawalEntry>("CreditWithdrawal.enterprise", Organisations.Model, withdrawal => withdrawal.EnterpriseId),
        Binding.Ask("Query.creditAccount", asked => CreditAccount.Ask(asked.Argument<string>("talentId")!, Standpoint.Of(asked), asked.Actor, asked.Today)),
        Binding.Ask("CreditAccount.becauseOfEarned", asked => Because.Ask(((CreditAccount)asked.Parent!).EarnedEntries, asked)),
        Binding.Ask("CreditAccount.becauseOfPending", asked => Because.Ask(((CreditAccount)asked.Parent!).PendingEntries, asked)),
        Binding.Send<PostPracticalCredits>("postPracticalCredits"),
        Binding.ShowResult("PostPracticalCreditsPayload.creditOffer", CreditOffers.Model),
        Binding.Send<WithdrawCredits>("withdrawCredits"),
        Binding.ShowResult("WithdrawCreditsPayload.creditWithdrawal", CreditWithdrawals.Model),
        Binding.Send<AttestCompletion>("attestCompletion"),
        Binding.ShowResult("AttestCompletionPayload.creditWithdrawal", CreditWithdrawals.Model),
        Binding.Send<ConfirmCompletion>("confirmCompletion"),
        Binding.ShowResult("ConfirmCompletionPayload.creditWithdrawal", CreditWithdrawals.Model),
        Binding.Send<GiveBackCredits>("giveBackCredits"),
        Binding.ShowResult("GiveBackCreditsPayload.creditWithdrawal", CreditWithdrawals.Model),
    ];
}
