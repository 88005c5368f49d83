using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalentBank.Faults.Load;

/// <summary>A command of the load, under the id it is sent with, again and again, until it is known what became of it.</summary>
/// <param name="Id">The command id.</param>
/// <param name="Field">The mutation.</param>
/// <param name="Input">Its input, without the command id.</param>
/// <param name="As">Who sends it, as <c>/dev/token</c> is asked for them.</param>
/// <param name="Facts">The stored names of the facts it makes; one that finds nothing to change makes none.</param>
/// <param name="Stream">The stream that its first fact is in; null: that of what it makes.</param>
internal sealed record SentCommand(Guid Id, string Field, object Input, string As, IReadOnlyList<string> Facts, string? Stream)
{
    /// <summary>Whether it is accepted, and makes no fact, where things are already as it wants them.</summary>
    public bool MayChangeNothing => Field is "withdrawPlace" or "giveBackPlace" or "bookSeat";

    /// <summary>Its input, without the command id: what the chamber enters for others says why, and on which paper.</summary>
    public JsonObject Fields
    {
        get
        {
            var fields = JsonSerializer.SerializeToNode(Input)!.AsObject();
            if (As == "chamber" && Field is ("depositPosition" or "changeOpenings" or "recordHire" or "depositInternship" or "withdrawPlace" or "giveBackPlace"))
                fields["onBehalf"] = JsonSerializer.SerializeToNode(new { reason = "at the window", paperHash = new string('0', 64) });
            return fields;
        }
    }

    /// <summary>What the payload tells besides position and refusals.</summary>
    public string Selection => Field switch
    {
        "depositPosition" or "changeOpenings" => "positionRequirement { id }",
        "withdrawPlace" or "giveBackPlace" => "place { internship { id } talentId }",
        "bookSeat" => "booking { id }",
        "scheduleSession" => "trainingSession { id }",
        _ => "",
    };

    /// <summary>What was made or changed, as the payload tells it; null where the read model was too far behind to show it.</summary>
    public static string? ResultIn(JsonElement payload)
    {
        foreach (var member in payload.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Object))
        {
            return member.Value.TryGetProperty("id", out var id)
                ? id.GetString()
                : $"{member.Value.GetProperty("internship").GetProperty("id").GetString()}.{member.Value.GetProperty("talentId").GetString()}";
        }
        return null;
    }
}
