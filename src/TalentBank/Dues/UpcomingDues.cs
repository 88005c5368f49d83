using System.Text.Json.Serialization;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Dues;

/// <summary>Something that the bank will do by itself.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="On">The zone's calendar day from which on it is done.</param>
/// <param name="Command">What is then sent.</param>
public sealed record UpcomingDue(string Key, DateOnly On, [property: JsonConverter(typeof(CommandConverter))] Command Command);

/// <summary>Read model: what is due, today or later. Its version is raised when what a fact says of dues changes, or a command in it.</summary>
public static class UpcomingDues
{
    public static readonly DocumentModel<UpcomingDue> Model = new(
        "dues",
        2,
        keys: recorded => ((Fact)recorded.Body).Dues().Select(due => due.Key).Distinct(),
        fold: (key, due, recorded) => recorded.Body switch
        {
            DueMet met when due?.On > met.Effective => due, // it was put off before the bank noticed
            Fact fact => fact.Dues().Last(said => said.Key == key) is Due.Arises it ? new UpcomingDue(key, it.On, it.Command) : null,
            _ => due,
        },
        new Column<UpcomingDue>("on", ColumnType.Date, due => due.On));
}
