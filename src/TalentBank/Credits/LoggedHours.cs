namespace TalentBank.Credits;

/// <summary>One entry of a student's log of practice hours.</summary>
/// <param name="Id">The entry.</param>
/// <param name="WorkedOn">On which day.</param>
/// <param name="Hours">How many.</param>
/// <param name="SignedOn">When the host signed; null while it waits.</param>
/// <param name="IsLate">Signed later after the work than the zone's setting allows.</param>
/// <param name="InBulk">Signed at one moment with many others.</param>
public sealed record LoggedHours(string Id, DateOnly WorkedOn, decimal Hours, DateOnly? SignedOn, bool IsLate, bool InBulk);

/// <param name="WithdrawalId">For which withdrawal.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="WorkedOn">On which day.</param>
/// <param name="Hours">How many.</param>
/// <param name="Effective">When they were noted down.</param>
[Stored("hours_logged")]
public sealed record HoursLogged(string WithdrawalId, string EntryId, DateOnly WorkedOn, decimal Hours, DateOnly Effective) : Fact;

/// <param name="WithdrawalId">For which withdrawal.</param>
/// <param name="EntryIds">Which entries.</param>
/// <param name="Late">Those of them that were signed later after the work than the setting of that day allowed.</param>
/// <param name="InBulk">Whether that many at one moment are to be looked at.</param>
/// <param name="Effective">When.</param>
[Stored("hours_signed")]
public sealed record HoursSigned(string WithdrawalId, IReadOnlyList<string> EntryIds, IReadOnlyList<string> Late, bool InBulk, DateOnly Effective) : Fact;
