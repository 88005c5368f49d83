using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;

namespace TalentBank.Training;

/// <summary>A training session with what is left of its seats.</summary>
/// <param name="Id">The session.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Tier">For whom.</param>
/// <param name="HeldOn">The day it is held.</param>
/// <param name="Place">Where.</param>
/// <param name="Seats">How many it has.</param>
/// <param name="SeatsFree">Not booked.</param>
/// <param name="SeatsBooked">Booked, and not yet known whether attended or missed.</param>
/// <param name="SeatsAttended">Whoever booked it was there.</param>
/// <param name="SeatsMissed">Whoever booked it was not there.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="EnvelopeId">What pays it.</param>
/// <param name="ProviderId">The organisation whose trainers hold it; null: the zone operator itself.</param>
/// <param name="Status">Scheduled, completed or cancelled.</param>
/// <param name="ScheduledOn">From when on its seats can be booked.</param>
public sealed record TrainingSession(
    string Id, string Title, Tier Tier, DateOnly HeldOn, string Place, int Seats, int SeatsFree, int SeatsBooked, int SeatsAttended, int SeatsMissed,
    Yuan Cost, string EnvelopeId, string? ProviderId, SessionStatus Status, DateOnly ScheduledOn);

/// <summary>Read model: every training session.</summary>
public static class TrainingSessions
{
    public static readonly DocumentModel<TrainingSession> Model = new(
        "training_sessions",
        1,
        keys: recorded => recorded.Body switch
        {
            SessionScheduled it => [it.SessionId],
            SeatBooked it => [it.Seat.SessionId],
            AttendanceRecorded it => [it.Seat.SessionId],
            SessionCompleted it => [it.SessionId],
            SessionCancelled it => [it.SessionId],
            _ => [],
        },
        fold: (id, session, recorded) => recorded.Body switch
        {
            SessionScheduled it => new TrainingSession(
                id, it.Title, it.Tier, it.HeldOn, it.Place, it.Seats, it.Seats, 0, 0, 0, it.Cost, it.EnvelopeId, it.ProviderId, SessionStatus.Scheduled, it.Effective),
            SeatBooked => session! with { SeatsFree = session.SeatsFree - 1, SeatsBooked = session.SeatsBooked + 1 },
            AttendanceRecorded { Attendance: Attendance.Attended } => session! with { SeatsBooked = session.SeatsBooked - 1, SeatsAttended = session.SeatsAttended + 1 },
            AttendanceRecorded => session! with { SeatsBooked = session.SeatsBooked - 1, SeatsMissed = session.SeatsMissed + 1 },
            SessionCompleted it => session! with { SeatsFree = session.SeatsFree - it.SeatsLeft, Status = SessionStatus.Completed },
            SessionCancelled => session! with { SeatsFree = 0, SeatsBooked = 0, Status = SessionStatus.Cancelled },
            _ => session,
        },
        new("id", ColumnType.Text, session => session.Id),
        new("tier", ColumnType.Text, session => Wording.Code(session.Tier)),
        new("status", ColumnType.Text, session => Wording.Code(session.Status)),
        new("held_on", ColumnType.Date, session => session.HeldOn),
        new("seats_free", ColumnType.Integer, session => (long)session.SeatsFree),
        new("envelope", ColumnType.Text, session => session.EnvelopeId),
        new("provider", ColumnType.Text, session => session.ProviderId));
}
