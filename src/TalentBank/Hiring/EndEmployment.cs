using TalentBank.Positions;
using TalentBank.Talents;

namespace TalentBank.Hiring;

/// <summary>Somebody leaves. The date is the first day the employment no longer holds.</summary>
/// <param name="NewPositionId">The position requirement made for the replacement where the leaver held none.</param>
/// <param name="EmploymentId">The employment that ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Voluntary">Whether the person resigned.</param>
/// <param name="ReplacementWanted">Whether the opening is open again.</param>
/// <param name="EndsOn">Today if not said.</param>
public sealed record EndEmployment(
    [NewId("position")] string NewPositionId, string EmploymentId, LeavingReason Reason, Destination Destination, bool Voluntary, bool ReplacementWanted, DateOnly? EndsOn) : Command
{
    public override IEnumerable<string> Streams => [EmploymentId];

    public override Decision Decide(States states, Circumstances now)
    {
        var employment = states.Of(Employment.Stream(EmploymentId));
        var endsOn = EndsOn ?? now.Today;
        if (employment.Job is not { } job)
            return Refuse("not-found", "employmentId", ("id", EmploymentId));
        if (employment.End is { } end)
            return Says(end, endsOn) ? Accept(EmploymentId) : Refuse("already-ended", "employmentId", ("date", end.Effective));
        if (!Dates.Plausible(endsOn, now.Today))
            return Refuse("date-out-of-range", "endsOn", ("date", endsOn));
        if (endsOn < employment.From)
            return Refuse("before-its-start", "endsOn", ("date", endsOn), ("from", employment.From));
        if (Voluntary && Reason is (LeavingReason.Dismissed or LeavingReason.EndOfContract))
            return Refuse("not-voluntary", "voluntary", ("reason", Wording.Code(Reason)));
        if (ReplacementWanted && !job.CountsAsFilled)
            return Refuse("only-full-time-fills", "replacementWanted", ("kind", Wording.Code(job.Kind)));

        string[] more = [.. new[] { job.TalentId, ReplacementWanted ? job.PositionId ?? NewPositionId : null }.OfType<string>().Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);

        var replacement = ReplacementWanted ? job.PositionId ?? NewPositionId : null;
        var ended = Accept(EmploymentId)
            .With(Employment.Stream(EmploymentId), new EmploymentEnded(EmploymentId, job, Reason, Destination, Voluntary, replacement, endsOn));
        if (job.TalentId is not null && job.CountsAsFilled)
            ended = ended.With(Talent.Stream(job.TalentId), new TalentReleased(job.TalentId, EmploymentId, endsOn));
        return replacement is null
            ? ended
            : ended.With(Position.Stream(replacement), new OpeningReopened(replacement, job.EnterpriseId, job.Category, job.Key, EmploymentId, endsOn));
    }

    private bool Says(EmploymentEnded end, DateOnly endsOn) =>
        end.Effective == endsOn && end.Reason == Reason && end.Destination == Destination && end.Voluntary == Voluntary && end.ReplacementPositionId is not null == ReplacementWanted;
}
