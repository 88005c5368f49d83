using TalentBank.Parties;

namespace TalentBank.Internships;

/// <summary>The fields of <c>internships.graphql</c>.</summary>
public static class InternshipsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.internship", OpenInternships.Model),
        Binding.List("Query.internships", OpenInternships.Model),
        Binding.Show<InternshipEntry>("Internship.enterprise", Organisations.Model, internship => internship.EnterpriseId),
        Binding.List("Query.internshipPlaces", InternshipPlaces.Model),
        Binding.Live("internshipPlaces"),
        Binding.Show<InternshipPlace>("InternshipPlace.internship", OpenInternships.Model, place => place.InternshipId),
        Binding.Show<InternshipPlace>("InternshipPlace.enterprise", Organisations.Model, place => place.EnterpriseId),
        Binding.Show<InternshipPlace>("InternshipPlace.university", Organisations.Model, place => place.UniversityId),
        Binding.Send<DepositInternship>("depositInternship"),
        Binding.ShowResult("DepositInternshipPayload.internship", OpenInternships.Model),
        Binding.Send<WithdrawPlace>("withdrawPlace"),
        Binding.ShowResult("WithdrawPlacePayload.place", InternshipPlaces.Model),
        Binding.Send<GiveBackPlace>("giveBackPlace"),
        Binding.ShowResult("GiveBackPlacePayload.place", InternshipPlaces.Model),
    ];
}
