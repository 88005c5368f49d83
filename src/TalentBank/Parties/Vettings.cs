using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>How an organisation was vetted: the decisions, the last one first, and the proof of its domain.</summary>
public sealed record Vetting(string OrganisationId, IReadOnlyList<OrganisationVetted> Decisions, DomainProof? Domain)
{
    public VettingDecision? Decision => Decisions is [var last, ..] ? last.Decision : null;

    /// <summary>When it is to be looked at again.</summary>
    public DateOnly? ReviewOn => Decisions is [var last, ..] ? last.ReviewOn : null;
}

/// <summary>Read model: a document per organisation that was vetted or asked to prove a domain.</summary>
public static class Vettings
{
    public static readonly DocumentModel<Vetting> Model = new(
        "vettings",
        1,
        keys: recorded => recorded.Body switch
        {
            OrganisationVetted it => [it.OrganisationId],
            DomainProofAsked it => [it.OrganisationId],
            DomainProven it => [it.OrganisationId],
            _ => [],
        },
        fold: (id, vetting, recorded) => recorded.Body switch
        {
            OrganisationVetted it => (vetting ?? new Vetting(id, [], null)) with { Decisions = [it, .. vetting?.Decisions ?? []] },
            DomainProofAsked it => (vetting ?? new Vetting(id, [], null)) with { Domain = new DomainProof(it.Domain, it.Token, null) },
            DomainProven it => vetting! with { Domain = vetting.Domain! with { ProvenOn = it.Effective } },
            _ => vetting,
        },
        new("organisation", ColumnType.Text, vetting => vetting.OrganisationId),
        new("decision", ColumnType.Text, vetting => vetting.Decision is { } decision ? Wording.Code(decision) : null),
        new("review_on", ColumnType.Date, vetting => vetting.ReviewOn));
}
