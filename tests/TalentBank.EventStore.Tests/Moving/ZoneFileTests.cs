using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Moving;
using TalentBank.EventStore.Vault;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Moving;

/// <summary>A zone's log leaves one database in a file and is made again in another, or not at all.</summary>
public sealed class ZoneFileTests(ZoneFileTests.Databases databases) : IClassFixture<ZoneFileTests.Databases>, IAsyncLifetime
{
    private const string Zone = "meishan";

    private static readonly byte[] Master = new byte[MasterKey.Length];

    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-moving-").FullName;
    private readonly TestDatabase _home = databases.Home;
    private readonly TestDatabase _abroad = databases.Abroad;
    private readonly PostgresLog _log = new(databases.Home.Database);

    private string LogFile => Path.Combine(_folder, "meishan.zone");

    private string KeyFile => Path.Combine(_folder, "meishan.keys");

    public async ValueTask InitializeAsync()
    {
        foreach (var database in new[] { _home, _abroad })
            await Empty(database);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_log_that_was_moved_is_the_same_to_the_byte()
    {
        var repeated = await Fill();
        var exported = await Export();
        exported.Manifest.Entries.Select(entry => (entry.Name, entry.Lines)).ShouldBe([("streams.jsonl", 4), ("facts.jsonl", 8), ("commands.jsonl", 4)]);

        var imported = (await Import()).ShouldBeOfType<ImportOutcome.Imported>();

        imported.Sha256.ShouldBe(exported.Sha256);
        (await Rows(_abroad)).ShouldBe(await Rows(_home));
        var there = new PostgresLog(_abroad.Database);
        (await there.ReadToEnd(limit: 3)).ShouldBe([.. (await _log.ReadToEnd()).Where(fact => fact.Zone == Zone)]);

        // A further export is the same file.
        await new ZoneExport(_abroad.Database).Run(Zone, $"{LogFile}-2");
        (await File.ReadAllBytesAsync($"{LogFile}-2")).ShouldBe(await File.ReadAllBytesAsync(LogFile));

        // A command sent again changes nothing; a new one goes on behind the last position.
        (await there.Append(repeated)).ShouldBe(await _log.Append(repeated));
        (await there.Append(Request(Zone, To("new", 0)))).ShouldBeOfType<AppendOutcome.Appended>().Position.ShouldBe(exported.Manifest.LastPosition!.Value + 1);
        (await there.ReadToEnd())[^1].Stream.ShouldBe("new");
    }

    [Fact]
    public async Task Whoever_has_the_usual_tools_can_check_the_file()
    {
        await Fill();
        await Export();
        await ZipFile.ExtractToDirectoryAsync(LogFile, _folder);

        using (var check = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sha256sum", ["-c", "manifest.sha256"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false })!)
        {
            (await check.StandardOutput.ReadToEndAsync()).ShouldBe("manifest.json: OK\n");
            await check.WaitForExitAsync();
        }
        var fact = JsonDocument.Parse((await File.ReadAllLinesAsync(Path.Combine(_folder, "facts.jsonl")))[0]).RootElement;
        fact.EnumerateObject().Select(field => field.Name).ShouldBe(["position", "id", "stream", "version", "type", "data", "recordedAt", "archived", "actor", "commandId", "correlationId"]);
    }

    [Fact]
    public async Task What_is_recorded_while_it_is_exported_is_in_all_of_the_file_or_in_none()
    {
        await _log.Append(Request(Zone, To("a", 0, events: 2500)));
        var reports = new List<Moved>();

        var exported = await new ZoneExport(_home.Database).Run(Zone, LogFile, new Told<Moved>(moved =>
        {
            reports.Add(moved);
            if (reports.Count == 1)
                Task.Run(async () => await _log.Append(Request(Zone, To("a", 2500), To("b", 0)))).GetAwaiter().GetResult();
        }));

        exported.Manifest.Entries.Select(entry => entry.Lines).ShouldBe([1, 2500, 1]);
        (await Import()).ShouldBeOfType<ImportOutcome.Imported>();
        reports.ShouldBe([new Moved(1000, 2500), new Moved(2000, 2500), new Moved(2500, 2500)]);
        (await new ZoneExport(_home.Database).Run(Zone, $"{LogFile}-2")).Manifest.Entries.Select(entry => entry.Lines).ShouldBe([2, 2502, 2], "the control: it was recorded");
    }

    [Fact]
    public async Task A_zone_without_facts_is_a_file_too()
    {
        await _log.Append(Request("another", To("a", 0)));

        (await Export()).Manifest.LastPosition.ShouldBeNull();

        (await Import()).ShouldBeOfType<ImportOutcome.Imported>().Manifest.Entries.ShouldAllBe(entry => entry.Lines == 0);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten_and_nothing_half_written_stays()
    {
        await Fill();
        await File.WriteAllTextAsync(LogFile, "mine");

        await Should.ThrowAsync<IOException>(Export);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => new ZoneExport(_home.Database).Run(Zone, $"{LogFile}-2", new Told<Moved>(_ => cancel.Cancel()), cancel.Token));

        Directory.GetFiles(_folder).ShouldBe([LogFile]);
        (await File.ReadAllTextAsync(LogFile)).ShouldBe("mine");
    }

    [Theory]
    [InlineData("insert into talentbank.mt_streams (tenant_id, id, version) values ('z', 'a', 0)")]
    [InlineData("insert into talentbank.mt_streams (tenant_id, id, version) values ('z', 'a', 1); insert into talentbank.mt_events (seq_id, id, tenant_id, stream_id, version, data, type) values (1, gen_random_uuid(), 'z', 'a', 1, '{}', 'x')")]
    [InlineData("insert into talentbank.commands values ('z', gen_random_uuid(), '', '', 0, now())")]
    public async Task A_database_that_is_not_empty_is_left_as_it_is(string sql)
    {
        await Fill();
        await Export();
        await _abroad.Raw.Run(sql);
        var before = await Rows(_abroad);

        (await Import()).ShouldBeOfType<ImportOutcome.NotEmpty>();

        (await Rows(_abroad)).ShouldBe(before);
    }

    /// <summary>One byte anywhere: either it is told, or it was one that says nothing and the log is the same.</summary>
    [Fact]
    public async Task A_flipped_byte_is_told_or_harmless()
    {
        await Fill();
        await Export();
        var whole = await File.ReadAllBytesAsync(LogFile);
        var random = new Random(20261122);
        var damaged = 0;
        for (var n = 0; n < RecipeLength.Of(150, 5000); n++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(LogFile, bytes);
            if (await Import() is ImportOutcome.Imported)
            {
                (await Rows(_abroad)).ShouldBe(await Rows(_home));
                await Empty(_abroad);
            }
            else
            {
                damaged++;
                (await Rows(_abroad)).ShouldBe("", "nothing was written");
            }
        }
        damaged.ShouldBeGreaterThan(RecipeLength.Of(75, 2500));
    }

    [Fact]
    public async Task A_cut_file_is_told()
    {
        await Fill();
        await Export();
        var whole = await File.ReadAllBytesAsync(LogFile);
        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(LogFile, whole[..length]);
            (await Import()).ShouldBeOfType<ImportOutcome.Damaged>().Problem.ShouldBe("it is cut off, or no zone file");
        }
        (await Rows(_abroad)).ShouldBe("");
    }

    /// <summary>Files whose every hash is right, but not what they say.</summary>
    public static TheoryData<string, string, string, string> Forged => new()
    {
        { "facts.jsonl", "\"version\":2", "\"version\":4", "facts.jsonl: position 2: a has version 4, where 2 is expected" },
        { "facts.jsonl", "\"version\":2", "\"version\":3", "facts.jsonl (COPY mt_events, line 6): duplicate key value violates unique constraint" },
        { "streams.jsonl", "\"version\":3", "\"version\":2", "streams.jsonl: a has version 2, and its facts end at 3" },
        { "facts.jsonl", "\"position\":2,", "\"position\":1,", "facts.jsonl, line 2: position 1 comes after 1" },
        { "facts.jsonl", "\"position\":1,", "\"position\":0,", "facts.jsonl, line 1: position 0 comes after 0" },
        { "facts.jsonl", "\"stream\":\"b\"", "\"stream\":\"nowhere\"", "facts.jsonl: a fact stands in a stream that streams.jsonl does not have" },
        { "facts.jsonl", "\"n\":1", "\"n\":\"\\u0000\"", "facts.jsonl (COPY mt_events, line 1, column data): unsupported Unicode escape sequence" },
        { "facts.jsonl", "\"actor\":\"actor\"", "\"actor\":\"\\ud800\"", "facts.jsonl, line 1: " },
        { "facts.jsonl", "\"id\":", "\"guid\":", "facts.jsonl, line 1: The JSON property 'guid' could not be mapped" },
        { "facts.jsonl", "{\"position\"", "{\"position\":1,\"position\"", "facts.jsonl, line 1: Duplicate property 'position'" },
        { "commands.jsonl", "\"result\":\"result\",", "", "commands.jsonl, line 1: JSON deserialization for type" },
        { "manifest.json", "\"lines\":8", "\"lines\":9", "facts.jsonl: it has 8 lines, and the manifest says 9" },
        { "manifest.json", "\"firstPosition\":1", "\"firstPosition\":2", "manifest.json: it says that the facts stand at 2 to 10, and they stand at 1 to 10" },
        { "manifest.json", "\"format\":1", "\"format\":2", "manifest.json: the format 2 is none that this version knows" },
        { "manifest.json", "\"content\":\"log\"", "\"content\":\"keys\"", "manifest.json: the file holds keys, not log" },
        { "manifest.json", "commands.jsonl", "outcomes.jsonl", "manifest.json: the file holds log, not log" },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_file_is_told_with_the_place(string entry, string original, string forged, string told)
    {
        await Fill();
        await Export();
        await Forge(entry, original, forged);

        var damaged = (await Import()).ShouldBeOfType<ImportOutcome.Damaged>();

        $"{damaged.Place}: {damaged.Problem}".ShouldStartWith(told);
        damaged.File.ShouldBe("meishan.zone");
        (await Rows(_abroad)).ShouldBe("");
    }

    [Fact]
    public async Task What_only_the_hashes_can_tell_they_tell()
    {
        await Fill();
        var exported = await Export();
        await Forge("facts.jsonl", "\"n\":2", "\"n\":9", withHash: false);
        (await Import()).ShouldBe(new ImportOutcome.Damaged("meishan.zone", "facts.jsonl", "it is not what the manifest says: something in it was changed"));

        // With every hash made anew it is a whole file of another log: that tells only who knows the hash that was exported.
        File.Delete(LogFile);
        await Export();
        await Forge("facts.jsonl", "\"n\":2", "\"n\":9");
        (await Import(sha256: exported.Sha256)).ShouldBeOfType<ImportOutcome.Damaged>().Problem.ShouldContain("not the one expected");
        (await Import()).ShouldBeOfType<ImportOutcome.Imported>("the control");
    }

    [Fact]
    public async Task A_file_of_another_zone_is_refused()
    {
        await Fill();
        await Export();

        (await new ZoneImport(_abroad.Database, new KeyVault(_abroad.Database, Master)).Run("another", LogFile)).ShouldBe(new ImportOutcome.AnotherZone(Zone));
    }

    [Fact]
    public async Task Keys_come_in_a_file_of_their_own_and_open_only_under_their_master_key()
    {
        await Fill();
        var name = new KeyName("talent-1", "Profile");
        var key = (await new KeyVault(_home.Database, Master).KeysFor(Zone, [name], create: true))[name];
        await Export();
        (await new ZoneExport(_home.Database).RunKeys(Zone, KeyFile)).Manifest.Entries.ShouldHaveSingleItem().Lines.ShouldBe(1);
        foreach (var entry in (await ZipFile.OpenReadAsync(LogFile)).Entries)
            entry.Name.ShouldNotContain("keys");

        (await Import(keys: KeyFile, master: [.. Enumerable.Repeat((byte)7, MasterKey.Length)])).ShouldBeOfType<ImportOutcome.AnotherMasterKey>();
        (await Rows(_abroad)).ShouldBe("");
        (await Import(keys: LogFile)).ShouldBe(new ImportOutcome.Damaged("meishan.zone", "manifest.json", "the file holds log, not keys"));

        (await Import(keys: KeyFile)).ShouldBeOfType<ImportOutcome.Imported>();
        (await new KeyVault(_abroad.Database, Master).KeysFor(Zone, [name], create: false))[name].ShouldBe(key);
    }

    /// <summary>Two zones in turn, a gap, a foreign writer's columns, what is archived; gives a request that was accepted.</summary>
    private async Task<AppendRequest> Fill()
    {
        var request = Request(Zone, To("a", 0, events: 2), To("b", 0, events: 2));
        await _log.Append(request);
        await _log.Append(Request("another", To("a", 0)));
        await _home.Raw.Run("select nextval('talentbank.mt_events_sequence')");
        await _log.Append(Request(Zone, new StreamAppend("王小明·𠮷 \"\\", 0, [Event("""{"a": "𠮷\"\\\n", "b": [1.10, 1e3, null, {"c": {}}]}""")])) with { CorrelationId = null });
        await _log.Append(Request(Zone, To("a", 2)));
        await _log.Append(Request(Zone, OnlyRead("a", 3)));
        await _home.Raw.Run(
            $$"""
            insert into talentbank.mt_streams (tenant_id, id, type, version) values ('{{Zone}}', 'foreign', 'order', 2);
            insert into talentbank.mt_events (seq_id, id, tenant_id, stream_id, version, data, bdata, type, timestamp, mt_dotnet_type, headers)
            select nextval('talentbank.mt_events_sequence'), gen_random_uuid(), '{{Zone}}', 'foreign', n, '[]', '\x00ff', 'ordered', '2026-06-01 00:00:00.000001Z', 'Ordered, Orders', '{"a": 1}'
            from generate_series(1, 2) n;
            select nextval('talentbank.mt_events_sequence')
            """);
        await _log.Archive(Zone, ["b"]);
        return request;
    }

    private Task<Exported> Export() => new ZoneExport(_home.Database).Run(Zone, LogFile);

    private Task<ImportOutcome> Import(string? keys = null, string? sha256 = null, byte[]? master = null) =>
        new ZoneImport(_abroad.Database, new KeyVault(_abroad.Database, master ?? Master)).Run(Zone, LogFile, keys, sha256);

    /// <summary>Replaces the first occurrence of a text in an entry, and makes every hash right again.</summary>
    private async Task Forge(string name, string original, string forged, bool withHash = true)
    {
        var entries = new Dictionary<string, string>();
        await using (var zip = await ZipFile.OpenReadAsync(LogFile))
        {
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(await entry.OpenAsync());
                entries[entry.Name] = await reader.ReadToEndAsync();
            }
        }
        var at = entries[name].IndexOf(original, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, original);
        var before = Hash(entries[name]);
        entries[name] = entries[name][..at] + forged + entries[name][(at + original.Length)..];
        if (withHash)
            entries["manifest.json"] = entries["manifest.json"].Replace(before, Hash(entries[name]), StringComparison.Ordinal);
        entries["manifest.sha256"] = $"{Hash(entries["manifest.json"])}  manifest.json\n";
        File.Delete(LogFile);
        await using var file = await ZipFile.OpenAsync(LogFile, ZipArchiveMode.Create);
        foreach (var (entry, text) in entries)
        {
            await using var stream = await file.CreateEntry(entry).OpenAsync();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static Task Empty(TestDatabase database) => database.Raw.RunPastTriggers(
        "truncate talentbank.mt_streams, talentbank.mt_events, talentbank.commands, vault.keys; alter sequence talentbank.mt_events_sequence restart");

    /// <summary>Every row of the zone, as text; nothing where the database is empty.</summary>
    private static Task<string> Rows(TestDatabase database) => database.Raw.Ask<string>(
        """
        select coalesce(string_agg(row, E'\n' order by row), '')
        from (select s::text as row from talentbank.mt_streams s where tenant_id <> 'another'
              union all select e::text from talentbank.mt_events e where tenant_id <> 'another'
              union all select c::text from talentbank.commands c where zone <> 'another'
              union all select k::text from vault.keys k where zone <> 'another') rows
        """);

    public sealed class Databases : IAsyncLifetime
    {
        public TestDatabase Home { get; } = new();

        public TestDatabase Abroad { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Home.InitializeAsync();
            await Abroad.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Home.DisposeAsync();
            await Abroad.DisposeAsync();
        }
    }

    private sealed class Told<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
