using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Placements;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class BaseAgreementRules
{
    private const string Base = "base-agreement-1";
    private static readonly DateOnly September1 = new(2026, 9, 1);

    private static readonly ProposeBaseAgreement Propose = new(Base, Minjiang, Bakery, "跨境电商运营实践基地", 30, September1, September1.AddYears(3));

    private static readonly Scenario Proposed = Books.Given(Propose, ByMinjiang);

    [Fact]
    public void A_base_holds_once_both_have_signed_whoever_came_first()
    {
        var state = Proposed.Streams[Base].Aggregate(BaseAgreement.Unknown, (known, fact) => known.Evolve(fact));
        state.WaitsFor.ShouldBe(OrganisationKind.Enterprise);
        state.HoldsOn(September1).ShouldBeFalse();

        Proposed.When(new SignBaseAgreement(Base), ByBakery).ThenFacts((Base, new BaseAgreementSigned(Base, OrganisationKind.Enterprise, Today)));
        Books.Given(Propose, ByBakery).When(new SignBaseAgreement(Base), ByMinjiang).ThenFacts((Base, new BaseAgreementSigned(Base, OrganisationKind.University, Today)));

        var signed = Proposed.Given(new SignBaseAgreement(Base), ByBakery);
        var held = signed.Streams[Base].Aggregate(BaseAgreement.Unknown, (known, fact) => known.Evolve(fact));
        held.WaitsFor.ShouldBeNull();
        held.HoldsOn(September1).ShouldBeTrue();
        held.HoldsOn(September1.AddDays(-1)).ShouldBeFalse();
        signed.When(new SignBaseAgreement(Base), ByBakery).ThenNothing();
        // Who proposed has signed with that.
        Proposed.When(new SignBaseAgreement(Base), ByMinjiang).ThenNothing();
    }

    [Fact]
    public void Only_its_two_parties_have_a_say_in_it()
    {
        Books.When(Propose, ByEmei).ThenRefused("not-found");
        Books.When(Propose, BySilk).ThenRefused("not-found");
        Books.When(Propose, ByChamber).ThenRefused("not-allowed");
        Proposed.When(new SignBaseAgreement(Base), BySilk).ThenRefused("not-found");
        Proposed.When(new EndBaseAgreement(Base, "不再需要", null), ByEmei).ThenRefused("not-found");
        Books.When(new SignBaseAgreement("base-agreement-none")).ThenRefused("not-found", "baseId");
        Books.When(new EndBaseAgreement("base-agreement-none", "不再需要", null)).ThenRefused("not-found", "baseId");
    }

    [Fact]
    public void It_has_a_name_a_capacity_and_a_term()
    {
        Books.When(Propose with { Name = "基" }, ByMinjiang).ThenRefused("name-out-of-range", "name");
        Books.When(Propose with { Capacity = 0 }, ByMinjiang).ThenRefused("places-out-of-range", "capacity");
        Books.When(Propose with { EndsOn = September1 }, ByMinjiang).ThenRefused("term-out-of-range", "endsOn");
        Books.When(Propose with { EndsOn = September1.AddYears(10).AddDays(1) }, ByMinjiang).ThenRefused("term-out-of-range", "endsOn");
        Books.When(Propose with { StartsOn = new DateOnly(1999, 1, 1) }, ByMinjiang).ThenRefused("date-out-of-range", "startsOn");
        Books.When(Propose with { EnterpriseId = "enterprise-none" }, ByMinjiang).ThenRefused("not-found", "enterpriseId");
        Books.When(Propose with { UniversityId = "university-none" }).ThenRefused("not-found", "universityId");
    }

    [Fact]
    public void Either_ends_it_with_a_reason_and_then_nobody_signs_it()
    {
        var ended = Proposed.Given(new EndBaseAgreement(Base, "企业迁出园区", null), ByBakery);
        ended.When(new SignBaseAgreement(Base), ByBakery).ThenRefused("base-agreement-ended", "baseId");
        ended.When(new EndBaseAgreement(Base, "企业迁出园区", null), ByBakery).ThenNothing();
        ended.When(new EndBaseAgreement(Base, "企业迁出园区", Today.AddDays(1)), ByBakery).ThenRefused("base-agreement-ended", "baseId");
        Proposed.When(new EndBaseAgreement(Base, "迁", null), ByBakery).ThenRefused("name-out-of-range", "reason");
        Proposed.When(new EndBaseAgreement(Base, "企业迁出园区", Today.AddDays(-1)), ByBakery).ThenRefused("date-out-of-range", "endedOn");
    }

    [Fact]
    public void Interns_hired_by_their_host_within_six_months_are_counted_under_both_clocks()
    {
        var bank = new InMemoryReadModels();
        var position = 0L;
        foreach (var registered in new[] { Li, Wang }.SelectMany(talent => Books.Streams[talent]))
            Record(Sealing.Seal(registered), Opened);
        Complete(Li, Bakery, Minjiang, new DateOnly(2026, 1, 31));
        Complete(Wang, Bakery, Emei, new DateOnly(2026, 1, 31));
        Complete(Wang, Silk, Emei, new DateOnly(2026, 2, 28));
        Record(Hired("employment-1", Li, Bakery, new DateOnly(2026, 7, 31)), new DateOnly(2026, 8, 1));
        Record(Hired("employment-2", Wang, Silk, new DateOnly(2026, 8, 29)), new DateOnly(2026, 8, 29)); // a day too late
        Record(Hired("employment-3", Wang, Bakery, new DateOnly(2026, 1, 30)), new DateOnly(2026, 9, 1)); // before the internship ended

        Asked(new Standpoint(new DateOnly(2026, 12, 31), null)).ShouldBe((1m, 3m));
        Asked(new Standpoint(new DateOnly(2026, 7, 30), null)).ShouldBe((0m, 3m), "the hire was not yet true");
        Asked(new Standpoint(new DateOnly(2026, 12, 31), new DateTimeOffset(2026, 7, 31, 23, 0, 0, TimeSpan.Zero))).ShouldBe((0m, 3m), "nor known");
        Asked(new Standpoint(new DateOnly(2026, 12, 31), null), university: Minjiang).ShouldBe((1m, 1m));
        Asked(new Standpoint(new DateOnly(2026, 12, 31), null), enterprise: Silk).ShouldBe((0m, 1m));

        (decimal, decimal) Asked(Standpoint standpoint, string? university = null, string? enterprise = null)
        {
            var rate = bank.Answer(InternshipToHire.Ask(standpoint, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), university, enterprise));
            return (rate.Numerator, rate.Denominator);
        }

        void Record(Fact fact, DateOnly recorded) => bank.Fold(new EventStore.ReadModels.Recorded(
            ++position, Guid.NewGuid(), "meishan", "stream", 1, Bank.Facts.NameOf(fact), new DateTimeOffset(recorded, new TimeOnly(12, 0), TimeSpan.Zero), "member", Guid.Empty, fact));

        void Complete(string talent, string enterprise, string university, DateOnly on)
        {
            var place = new Place($"internship-{enterprise}", enterprise, "OPERATIONS", talent, university);
            Record(new InternshipDeposited(place.InternshipId, enterprise, "OPERATIONS", "运营实习生", 5, Opened, on, Opened), Opened);
            Record(new PlaceWithdrawn(place, Opened), Opened);
            Record(new PlaceCompleted(place, on), on);
        }

        static TalentHired Hired(string employment, string talent, string enterprise, DateOnly on) =>
            new(employment, new Job(enterprise, null, talent, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime), false, on);
    }
}
