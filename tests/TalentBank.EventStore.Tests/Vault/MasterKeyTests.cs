using TalentBank.EventStore.Vault;

namespace TalentBank.EventStore.Tests.Vault;

public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-master-").FullName;

    private string File => Path.Combine(_folder, "master.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_is_made_once_for_its_owner_alone_and_read_ever_after()
    {
        var made = MasterKey.FromFile(File);
        var read = MasterKey.FromFile(File);

        made.Length.ShouldBe(32);
        made.ShouldNotBe(new byte[32]);
        read.ShouldBe(made);
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Its_folder_is_made_with_it()
    {
        var file = Path.Combine(_folder, "not", "yet", "master.key");

        MasterKey.FromFile(file).ShouldBe(MasterKey.FromText(System.IO.File.ReadAllText(file)));
    }

    [Fact]
    public async Task Servers_that_start_together_make_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MasterKey.FromFile(File))));

        keys.Select(Convert.ToHexString).Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(_folder).ShouldBe([File]);
    }

    [Fact]
    public void A_key_can_be_given_as_text()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

        MasterKey.FromText($" {Convert.ToBase64String(key)}\n").ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_refused_and_never_overwritten(string text)
    {
        Should.Throw<FormatException>(() => MasterKey.FromText(text));

        System.IO.File.WriteAllText(File, text);
        Should.Throw<FormatException>(() => MasterKey.FromFile(File));
        System.IO.File.ReadAllText(File).ShouldBe(text);
    }
}
