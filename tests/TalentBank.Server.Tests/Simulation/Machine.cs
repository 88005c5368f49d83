namespace TalentBank.Server.Tests.Simulation;

/// <summary>A server's machine: it can be frozen and thawed, and it can be gone. All that it does passes through here.</summary>
internal sealed class Machine(string name)
{
    private TaskCompletionSource? _thaw;

    public string Name => name;

    public bool IsGone { get; private set; }

    public bool IsFrozen => _thaw is not null;

    public void Freeze() => _thaw ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw()
    {
        _thaw?.SetResult();
        _thaw = null;
    }

    public void Kill()
    {
        IsGone = true;
        Thaw();
    }

    /// <summary>Passes while the machine runs; what a machine that is gone still had under way never goes on.</summary>
    public async Task Pass()
    {
        while (_thaw is { } thaw)
            await thaw.Task;
        if (IsGone)
            throw new ConnectionLostException();
    }
}

/// <summary>Nobody knows how far the request came.</summary>
internal sealed class ConnectionLostException() : IOException("The connection is lost.");
