namespace TalentBank.EventStore.Moving;

/// <summary>A zone file is not what an export wrote; told as <see cref="ImportOutcome.Damaged"/>.</summary>
internal sealed class DamageException(string place, string problem) : Exception($"{place}: {problem}")
{
    public string Place => place;

    public string Problem => problem;
}
