namespace TalentBank.EventStore.Embedded;

/// <summary>As whom PostgreSQL's programs run. They refuse root, so root steps down first.</summary>
/// <param name="Name">For people.</param>
/// <param name="Prefix">What comes before a command.</param>
/// <param name="Owner">Who has to own the data, as chown takes it; null where whoever runs us owns it already.</param>
/// <param name="ReachesAll">Whether files count as the caller's own, wherever they are.</param>
internal sealed record RunAs(string Name, IReadOnlyList<string> Prefix, string? Owner, bool ReachesAll)
{
    private const string Nobody = "65534";

    public static RunAs Caller { get; } = new("the current user", [], null, ReachesAll: true);

    /// <summary>Root under another number: the kernel still sees the owner of root's files, so the data stays in place (user_namespaces(7)).</summary>
    public static RunAs UserNamespace { get; } = new("root in a user namespace", ["unshare", "--user", $"--map-user={Nobody}", $"--map-group={Nobody}", "--"], "0:0", ReachesAll: true);

    /// <summary>A user namespace where the kernel allows one, else the user nobody by whichever program is there.</summary>
    public static IReadOnlyList<RunAs> WaysAsRoot { get; } =
    [
        UserNamespace,
        AsNobody("setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"),
        AsNobody("runuser", "-u", "nobody", "--"),
        AsNobody("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "nobody", "--"),
    ];

    /// <summary>The first way that works here; null when root finds none.</summary>
    public static async Task<RunAs?> Choose(IReadOnlyList<RunAs> waysAsRoot, CancellationToken cancel)
    {
        // On Windows PostgreSQL's own programs drop an administrator's rights.
        if (OperatingSystem.IsWindows())
            return Caller;
        // initdb also refuses a user without a name, as containers like to have them.
        if (!Environment.IsPrivilegedProcess)
            return Environment.UserName.Length > 0 || !await UserNamespace.Works(cancel) ? Caller : UserNamespace with { Name = "the current user in a user namespace", Owner = null };
        foreach (var way in waysAsRoot)
        {
            if (await way.Works(cancel))
                return way;
        }
        return null;
    }

    public Task<ChildProcess> Run(IReadOnlyList<string> command, string? folder = null, bool capture = true, CancellationToken cancel = default) =>
        ChildProcess.Run([.. Prefix, .. command], folder, capture, cancel);

    /// <summary>Gives a folder and all in it to whom the programs run as.</summary>
    public async Task Own(string folder, CancellationToken cancel)
    {
        if (Owner is null)
            return;
        var chown = await ChildProcess.Run(["chown", "-R", "-h", Owner, folder], cancel: cancel);
        if (!chown.Succeeded)
            throw new IOException($"chown {Owner} {folder}: {chown.Said}");
    }

    /// <summary>Whether the programs can enter a folder: nobody needs the right to search every folder above it.</summary>
    public bool Reaches(string folder)
    {
        if (ReachesAll || OperatingSystem.IsWindows())
            return true;
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            if (above.Exists && !above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    private async Task<bool> Works(CancellationToken cancel)
    {
        var tried = await Run(["id", "-u"], cancel: cancel);
        return tried.Succeeded && tried.Output.Trim() is Nobody;
    }

    private static RunAs AsNobody(params IReadOnlyList<string> prefix) => new("the user nobody", prefix, $"{Nobody}:{Nobody}", ReachesAll: false);
}
