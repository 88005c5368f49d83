using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary><c>open-zone</c>: a new zone with its categories, its chamber and the chamber's first officer.</summary>
public static class OpenZoneCommand
{
    private static readonly Option<string> NameZh = new("--name-zh") { Required = true, Description = "The zone's name in Chinese." };
    private static readonly Option<string> NameEn = new("--name-en") { Required = true, Description = "The zone's name in English." };
    private static readonly Option<string> TimeZone = new("--time-zone") { Description = "IANA name.", DefaultValueFactory = _ => "Asia/Shanghai" };
    private static readonly Option<string[]> Categories = new("--category") { Required = true, Description = "A position category, CODE=中文=English; repeat for each.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Chamber = new("--chamber") { Required = true, Description = "The chamber's name." };
    private static readonly Option<string> ChamberUscc = new("--chamber-uscc") { Required = true, Description = "The chamber's Unified Social Credit Code." };
    private static readonly Option<string> Officer = new("--officer") { Required = true, Description = "The first chamber officer's name; kept sealed." };
    private static readonly Option<string> Issuer = new("--officer-issuer") { Required = true, Description = "The iss of the officer's tokens." };
    private static readonly Option<string> Subject = new("--officer-subject") { Required = true, Description = "The sub of the officer's tokens." };

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("open-zone", "Opens the zone of the settings (Bank:Zone) for its first chamber officer.")
        {
            NameZh, NameEn, TimeZone, Categories, Chamber, ChamberUscc, Officer, Issuer, Subject,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        if (Uscc.Parse(parsed.GetValue(ChamberUscc)!, out var problem) is not { } uscc)
            return new Problem($"--chamber-uscc: {problem}.", ExitCode.Usage).Tell();
        var categories = parsed.GetValue(Categories)!.Select(text => text.Split('=')).ToList();
        if (categories.FirstOrDefault(parts => parts.Length != 3) is { } odd)
            return new Problem($"--category {string.Join('=', odd)}: write CODE=中文=English.", ExitCode.Usage).Tell();

        return await BankCommandLine.WithBank(async bank =>
        {
            var today = await bank.Calendar.Today(bank.Zone, cancel);
            Command[] commands =
            [
                new OpenZone(new Text(parsed.GetValue(NameZh)!, parsed.GetValue(NameEn)!), parsed.GetValue(TimeZone)!, [.. categories.Select(parts => new Category(parts[0], new Text(parts[1], parts[2])))]),
                new RegisterOrganisation(OrganisationKind.Chamber, parsed.GetValue(Chamber)!, uscc, null, null, null),
                new AddMember(Organisation.IdOf(OrganisationKind.Chamber, uscc), parsed.GetValue(Issuer)!, parsed.GetValue(Subject)!, parsed.GetValue(Officer)!, [Role.Maker]),
            ];
            foreach (var command in commands)
            {
                // The same ids every time: sent again after a refusal or a crash, what is recorded stays, and the rest is decided anew.
                var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"open-zone/{bank.Zone}/{command.GetType().Name}")).AsSpan(0, 16));
                var outcome = await bank.Commands.Run(new CommandRequest(bank.Zone, id, "open-zone", null, command, new Circumstances(today, Actor.Bank)));
                if (outcome is CommandOutcome.Refused refused)
                    return BankCommandLine.Fail(string.Join(Environment.NewLine, refused.Refusals.Select(refusal => RefusalTexts.Sentence(refusal, "zh"))));
            }

            Console.WriteLine($"The zone {bank.Zone} is open.");
            return ExitCode.Ok;
        }, cancel);
    }
}
