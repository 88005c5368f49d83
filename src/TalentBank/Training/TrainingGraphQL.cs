using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Parties;

namespace TalentBank.Training;

/// <summary>The fields of <c>training.graphql</c>.</summary>
public static class TrainingGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.trainingSession", TrainingSessions.Model),
        Binding.List("Query.trainingSessions", TrainingSessions.Model),
        Binding.Live("trainingSessions"),
        Binding.List("Query.bookings", Bookings.Model),
        Binding.Live("bookings"),
        Binding.Show<TrainingSession>("TrainingSession.envelope", Envelopes.Model, session => session.EnvelopeId),
        Binding.Show<TrainingSession>("TrainingSession.provider", Organisations.Model, session => session.ProviderId),
        Binding.List<TrainingSession>("TrainingSession.bookings", Bookings.Model, "session", session => session.Id),
        Binding.Show<BookingRecord>("Booking.session", TrainingSessions.Model, booking => booking.SessionId),
        Binding.Show<BookingRecord>("Booking.employment", Employments.Model, booking => booking.EmploymentId),
        Binding.Show<BookingRecord>("Booking.enterprise", Organisations.Model, booking => booking.EnterpriseId),
        Binding.Send<ScheduleSession>("scheduleSession"),
        Binding.ShowResult("ScheduleSessionPayload.trainingSession", TrainingSessions.Model),
        Binding.Send<BookSeat>("bookSeat"),
        Binding.ShowResult("BookSeatPayload.booking", Bookings.Model),
        Binding.Send<RecordAttendance>("recordAttendance"),
        Binding.ShowResult("RecordAttendancePayload.booking", Bookings.Model),
        Binding.Send<CompleteSession>("completeSession"),
        Binding.ShowResult("CompleteSessionPayload.trainingSession", TrainingSessions.Model),
        Binding.Send<CancelSession>("cancelSession"),
        Binding.ShowResult("CancelSessionPayload.trainingSession", TrainingSessions.Model),
    ];
}
