using System.Collections.Concurrent;

namespace TalentBank.EventStore.Tests.Embedded;

/// <summary>What was reported, at once and in order.</summary>
internal sealed class Told : IProgress<string>
{
    private readonly ConcurrentQueue<string> sentences = new();

    public IReadOnlyList<string> Sentences => [.. sentences];

    public void Report(string value) => sentences.Enqueue(value);
}
