using TalentBank.Parties;
using TalentBank.Talents;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class TalentRules
{
    private const string Zhang = "talent-1";
    private static readonly string Account = Member.IdOf("https://id.example", "zhang");

    private static RegisterTalent Register => new(Zhang, "张·示范", "13800000000", "zhang@example.org", Minjiang, "https://id.example", "zhang");

    [Fact]
    public void A_talent_has_an_account_and_may_sign_in() =>
        Books.When(Register, ByMinjiang).Answering(Zhang).ThenFacts(
            (Zhang, new TalentRegistered(Zhang, Personal.Of(Zhang, "张·示范"), Personal.Of(Zhang, "13800000000"), Personal.Of(Zhang, "zhang@example.org"), Minjiang, Today)),
            (Account, new TalentAccountLinked(Account, Zhang, Today)));

    [Fact]
    public void E_mail_university_and_sign_in_can_be_left_out() =>
        Books.When(new RegisterTalent(Zhang, "张示范", "+6512345678", null, null, null, null), ByChamber)
            .ThenFacts((Zhang, new TalentRegistered(Zhang, Personal.Of(Zhang, "张示范"), Personal.Of(Zhang, "+6512345678"), null, null, Today)));

    [Theory]
    [InlineData("12345678901")]
    [InlineData("1380000000")]
    [InlineData("138000000000")]
    [InlineData("13800000000\n")]
    [InlineData("１３８００００００００")]
    [InlineData("+0123456789")]
    public void A_phone_number_has_11_digits_or_a_country_code(string phone) =>
        Books.When(Register with { Phone = phone }, ByMinjiang).ThenRefused("phone-malformed", "phone");

    [Theory]
    [InlineData("zhang")]
    [InlineData("zhang@")]
    [InlineData("z h@example.org")]
    [InlineData("zhang@example.org\n")]
    [InlineData("a@b@c")]
    public void An_e_mail_address_has_something_on_both_sides_of_one_at_sign(string email) =>
        Books.When(Register with { Email = email }, ByMinjiang).ThenRefused("email-malformed", "email");

    [Fact]
    public void A_name_has_2_to_50_characters()
    {
        Books.When(Register with { Name = "张" }, ByMinjiang).ThenRefused("name-out-of-range", "name");
        Books.When(Register with { Name = new string('张', 51) }, ByMinjiang).ThenRefused("name-out-of-range", "name");
        Books.When(Register with { Name = "𠮷𠮷" }, ByMinjiang).Accepted.Facts.Count.ShouldBe(2);
    }

    [Fact]
    public void A_university_is_one()
    {
        Books.When(Register with { UniversityId = "university-none" }, ByChamber).ThenRefused("not-found", "universityId");
        Books.When(Register with { UniversityId = Bakery }, ByChamber).ThenRefused("not-found", "universityId");
    }

    [Fact]
    public void A_sign_in_has_issuer_and_subject()
    {
        Books.When(Register with { Issuer = null }, ByMinjiang).ThenRefused("issuer-and-subject", "issuer");
        Books.When(Register with { Subject = null }, ByMinjiang).ThenRefused("issuer-and-subject", "subject");
        Books.When(Register with { Issuer = "a\nb" }, ByMinjiang).ThenRefused("name-out-of-range", "issuer");
        Books.When(Register with { Subject = "" }, ByMinjiang).ThenRefused("name-out-of-range", "subject");
    }

    [Fact]
    public void A_sign_in_has_one_account() =>
        Books.Given(Register).When(Register with { TalentId = "talent-2" }, ByMinjiang).ThenRefused("sign-in-taken", "subject");
}
