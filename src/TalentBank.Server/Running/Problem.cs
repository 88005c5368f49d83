namespace TalentBank.Server.Running;

/// <summary>Why a command does not go on: one sentence for the operator, and how the program ends.</summary>
public sealed record Problem(string Sentence, int ExitCode = ExitCode.Configuration)
{
    public override string ToString() => Sentence;

    /// <summary>Says so on the error stream.</summary>
    public int Tell()
    {
        Console.Error.WriteLine(Sentence);
        return ExitCode;
    }
}
