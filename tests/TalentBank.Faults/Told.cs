namespace TalentBank.Faults;

/// <summary>Progress for a person at a terminal, on the error stream, so that the result stays clean.</summary>
internal sealed class Told : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}
