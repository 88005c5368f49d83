using System.Text.RegularExpressions;
using TalentBank.Parties;

namespace TalentBank.Talents;

/// <summary>Opens a talent's account: one name field, phone first, e-mail optional; with a sign-in, if they have one.</summary>
public sealed partial record RegisterTalent(
    [NewId("talent")] string TalentId, string Name, string Phone, string? Email, string? UniversityId, string? Issuer, string? Subject) : Command
{
    private string? MemberId => Issuer is null || Subject is null ? null : Member.IdOf(Issuer, Subject);

    public override IEnumerable<string> Streams => new[] { TalentId, UniversityId, MemberId }.OfType<string>();

    public override Decision Decide(States states, Circumstances now)
    {
        if (!Wording.IsLine(Name, 2, 50))
            return Refuse("name-out-of-range", "name", ("least", 2), ("most", 50));
        if (!PhoneNumber().IsMatch(Phone))
            return Refuse("phone-malformed", "phone");
        if (Email is not null && !EmailAddress().IsMatch(Email))
            return Refuse("email-malformed", "email");
        if (UniversityId is not null && !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University))
            return Refuse("not-found", "universityId", ("id", UniversityId));
        if (Issuer is null != Subject is null)
            return Refuse("issuer-and-subject", Issuer is null ? "issuer" : "subject");
        if (Issuer is not null && !Wording.IsLine(Issuer, 1, 500))
            return Refuse("name-out-of-range", "issuer", ("least", 1), ("most", 500));
        if (Subject is not null && !Wording.IsLine(Subject, 1, 255))
            return Refuse("name-out-of-range", "subject", ("least", 1), ("most", 255));
        if (MemberId is not null && states.Of(Member.Stream(MemberId)).TalentId is not null)
            return Refuse("sign-in-taken", "subject");

        var accepted = Accept(TalentId).With(Talent.Stream(TalentId), new TalentRegistered(
            TalentId, Personal.Of(TalentId, Name), Personal.Of(TalentId, Phone), Email is null ? null : Personal.Of(TalentId, Email), UniversityId, now.Today));
        return MemberId is null ? accepted : accepted.With(Member.Stream(MemberId), new TalentAccountLinked(MemberId, TalentId, now.Today));
    }

    /// <summary>A mobile number of mainland China (11 digits), or any number with its country code (E.164).</summary>
    [GeneratedRegex(@"^(1[3-9][0-9]{9}|\+[1-9][0-9]{6,14})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneNumber();

    /// <summary>Something before and behind one @, no blanks; whether it exists only a message can tell.</summary>
    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]{1,190}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmailAddress();
}
