using System.Globalization;
using System.Text.Json;

namespace TalentBank.Faults.Load;

/// <summary>The few things that the load works on, made in the demo zone before it begins; so few that commands collide on them.</summary>
internal sealed class Things
{
    private const string Enterprise = "enterprise&org=1";

    private static readonly string[] Categories = ["OPERATIONS", "DESIGN", "SUPPLY_CHAIN", "OTHERS"];

    private readonly Lock _lock = new();
    private readonly List<string> _sessions = [];
    private readonly List<string> _positions = [];
    private readonly List<string> _internships = [];
    private readonly List<string> _talents = [];
    private readonly List<string> _employments = [];
    private string _enterprise = "";
    private string _envelope = "";
    private string _heldOn = "";

    public static async Task<Things> Make(BankClient bank)
    {
        var things = new Things();
        var today = DateTime.UtcNow;
        things._enterprise = (await bank.Ask(Enterprise, "{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString()!;
        // Far enough for a clock that jumps ahead, within the budget year.
        things._heldOn = Day(new DateTime(today.Year, 12, 31));
        things._envelope = (await bank.Ask("zone", "{ funds(first: 1) { nodes { envelopes { id tier } } } }")).GetProperty("funds").GetProperty("nodes")[0]
            .GetProperty("envelopes").EnumerateArray().First(envelope => envelope.GetProperty("tier").GetString() == "FRONTLINE").GetProperty("id").GetString()!;
        for (var n = 0; n < 4; n++)
            things._positions.Add(await Id(bank, things.Deposit(openings: 100)));
        for (var n = 0; n < 2; n++)
        {
            things._internships.Add(await Id(bank, new SentCommand(Guid.CreateVersion7(), "depositInternship",
                new { enterpriseId = things._enterprise, category = "DESIGN", title = "设计实习生", places = 6, startsOn = Day(today.AddDays(30)), endsOn = Day(today.AddDays(120)) },
                "chamber", [], null), "internship { id }"));
        }
        for (var n = 0; n < 16; n++)
            things._talents.Add(await Id(bank, new SentCommand(Guid.CreateVersion7(), "registerTalent", new { name = $"压力测试{n}", phone = $"153{n:00000000}" }, "chamber", [], null), "talentId"));
        for (var n = 0; n < 24; n++)
            things._employments.Add(await Id(bank, new SentCommand(Guid.CreateVersion7(), "recordHire", new { enterpriseId = things._enterprise, category = "OPERATIONS" }, "chamber", [], null), "employment { id }"));
        for (var n = 0; n < 3; n++)
            things._sessions.Add(await Id(bank, things.Schedule()));
        return things;
    }

    /// <summary>The next command: mostly few things changed by many, now and then a new one.</summary>
    public SentCommand Next(Random random)
    {
        lock (_lock)
        {
            return random.Next(100) switch
            {
                < 20 => Deposit(random.Next(1, 5)),
                < 50 when Draw(random, _positions) is var position =>
                    new(Guid.CreateVersion7(), "changeOpenings", new { positionId = position, change = random.Next(2) == 0 ? random.Next(1, 4) : -random.Next(1, 4) }, "chamber", ["openings_changed"], position),
                < 66 when Draw(random, _internships) is var internship =>
                    new(Guid.CreateVersion7(), "withdrawPlace", new { internshipId = internship, talentId = Draw(random, _talents) }, "chamber", ["place_withdrawn"], internship),
                < 82 when Draw(random, _internships) is var internship =>
                    new(Guid.CreateVersion7(), "giveBackPlace", new { internshipId = internship, talentId = Draw(random, _talents) }, "chamber", ["place_given_back"], internship),
                < 98 when Draw(random, _sessions) is var session =>
                    new(Guid.CreateVersion7(), "bookSeat", new { sessionId = session, employmentId = Draw(random, _employments) }, Enterprise, ["seat_booked"], session),
                _ => Schedule(),
            };
        }
    }

    /// <summary>A command that nothing but a fault can stop.</summary>
    public SentCommand Probe() => Deposit(openings: 1);

    /// <summary>Takes in what an accepted command made: seats are booked in the newest sessions.</summary>
    public void Learn(SentCommand command, Answer.Accepted accepted)
    {
        if (command.Field is not "scheduleSession" || accepted.Result is not { } session)
            return;
        lock (_lock)
        {
            _sessions.Add(session);
            _sessions.RemoveAt(0);
        }
    }

    private SentCommand Deposit(int openings) => new(
        Guid.CreateVersion7(), "depositPosition",
        new { enterpriseId = _enterprise, category = Categories[openings % Categories.Length], title = "跨境运营助理", openings },
        "chamber", ["position_deposited"], null);

    private SentCommand Schedule() => new(
        Guid.CreateVersion7(), "scheduleSession",
        new { title = "平台规则月更", tier = "FRONTLINE", heldOn = _heldOn, place = "园区实训室", seats = 12, cost = 1, envelopeId = _envelope },
        "zone", ["session_scheduled", "cost_reserved"], null);

    private static async Task<string> Id(BankClient bank, SentCommand command, string? selection = null)
    {
        var type = char.ToUpperInvariant(command.Field[0]) + command.Field[1..];
        var payload = (await bank.Ask(command.As, $"mutation($input: {type}Input!) {{ {command.Field}(input: $input) {{ errors {{ code }} {selection ?? command.Selection} }} }}", new { input = command.Fields }))
            .GetProperty(command.Field);
        return payload.TryGetProperty("talentId", out var talent) && talent.ValueKind is JsonValueKind.String
            ? talent.GetString()!
            : SentCommand.ResultIn(payload) ?? throw new InvalidOperationException($"{command.Field}: {payload}");
    }

    private static string Draw(Random random, List<string> from) => from[random.Next(from.Count)];

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
