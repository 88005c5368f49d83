using TalentBank.EventStore.ReadModels;

namespace TalentBank.Training;

/// <summary>A booking and what became of it.</summary>
/// <param name="Id">The booking.</param>
/// <param name="SessionId">In which session.</param>
/// <param name="EmploymentId">For whom.</param>
/// <param name="EnterpriseId">The employer.</param>
/// <param name="TalentId">The talent's account; null where the person has none.</param>
/// <param name="ProviderId">The organisation whose trainers hold the session.</param>
/// <param name="BookedOn">When.</param>
/// <param name="Status">Booked, attended, missed or cancelled with its session.</param>
public sealed record BookingRecord(
    string Id, string SessionId, string EmploymentId, string EnterpriseId, string? TalentId, string? ProviderId, DateOnly BookedOn, BookingStatus Status);

public enum BookingStatus
{
    Booked,
    Attended,
    Missed,
    Cancelled,
}

/// <summary>Read model: every booking.</summary>
public static class Bookings
{
    public static readonly DocumentModel<BookingRecord> Model = new(
        "bookings",
        1,
        keys: recorded => recorded.Body switch
        {
            SeatBooked it => [KeyOf(it.Seat)],
            AttendanceRecorded it => [KeyOf(it.Seat)],
            SessionCancelled it => it.SeatsBooked.Select(KeyOf),
            _ => [],
        },
        fold: (id, booking, recorded) => recorded.Body switch
        {
            SeatBooked { Seat: var seat } it => new BookingRecord(
                id, seat.SessionId, seat.EmploymentId, seat.EnterpriseId, seat.TalentId, it.ProviderId, it.Effective, BookingStatus.Booked),
            AttendanceRecorded it => booking! with { Status = it.Attendance is Attendance.Attended ? BookingStatus.Attended : BookingStatus.Missed },
            SessionCancelled => booking! with { Status = BookingStatus.Cancelled },
            _ => booking,
        },
        new("id", ColumnType.Text, booking => booking.Id),
        new("session", ColumnType.Text, booking => booking.SessionId),
        new("employment", ColumnType.Text, booking => booking.EmploymentId),
        new("enterprise", ColumnType.Text, booking => booking.EnterpriseId),
        new("talent", ColumnType.Text, booking => booking.TalentId),
        new("provider", ColumnType.Text, booking => booking.ProviderId),
        new("status", ColumnType.Text, booking => Wording.Code(booking.Status)),
        new("booked_on", ColumnType.Date, booking => booking.BookedOn));

    private static string KeyOf(Seat seat) => Booking.IdOf(seat.SessionId, seat.EmploymentId);
}
