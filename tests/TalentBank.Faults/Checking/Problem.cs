namespace TalentBank.Faults.Checking;

/// <summary>A promise that is broken, and by what.</summary>
internal sealed record Problem(Promise Promise, string Example);

internal enum Promise
{
    /// <summary>What was acknowledged is recorded: the command, and every fact of it.</summary>
    NothingIsLost,

    /// <summary>A command's facts stand in the log once, in one transaction.</summary>
    NothingIsDoubled,

    /// <summary>What was refused left nothing behind.</summary>
    NothingIsLeft,

    /// <summary>What the sender was told is what is recorded.</summary>
    NothingIsMistold,

    /// <summary>Every command is answered in the end.</summary>
    EverythingIsAnswered,

    /// <summary>Each stream's versions are 1, 2, 3 ... and its row says so.</summary>
    StreamsAreWhole,

    /// <summary>No fact was set aside: none is poisoned, whatever the database said meanwhile.</summary>
    NoFactIsSetAside,

    /// <summary>The read models reach the end of the log.</summary>
    ReadModelsFollow,

    /// <summary>The server's own <c>verify</c> finds nothing.</summary>
    Verified,

    /// <summary>Commands are accepted again soon after a fault.</summary>
    Recovery,

    /// <summary>A server that nobody kills goes on.</summary>
    ServersStay,

    /// <summary>A working system answers.</summary>
    CalmAnswers,

    /// <summary>The checks find what is put before them.</summary>
    ChecksCanFail,
}
