namespace TalentBank.EventStore.Moving;

/// <summary>A zone file that was written.</summary>
/// <param name="Manifest">What it says about itself.</param>
/// <param name="Sha256">Of the manifest, hence of all: who has it from the exporter can tell a forged file.</param>
public sealed record Exported(Manifest Manifest, string Sha256);

/// <summary>How far an export or import has come, in facts.</summary>
public sealed record Moved(long Facts, long Of);
