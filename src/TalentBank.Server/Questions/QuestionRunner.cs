using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Questions;

/// <summary>Answers the product's questions from one snapshot: what is asked at the same moment costs one round trip.</summary>
public sealed class QuestionRunner(Snapshot snapshot) : IAsyncDisposable
{
    /// <summary>The log position that the snapshot includes; null before the first look-up.</summary>
    public long? Position => snapshot.Position;

    /// <summary>The answer, or why the question cannot be answered as asked.</summary>
    public async ValueTask<(T? Answer, Refusal? Refusal)> Ask<T>(Question<T> question, CancellationToken cancel)
    {
        while (question is Question<T>.Asking asking)
            question = asking.Then(await LookUp(asking.Inquiries, cancel));
        return question.Result();
    }

    /// <summary>What was found, in the order of the inquiries.</summary>
    public async Task<IReadOnlyList<object>> LookUp(IReadOnlyList<Inquiry> inquiries, CancellationToken cancel)
    {
        var round = new RoundTrip(inquiries);
        await snapshot.Read(round.Lookups, cancel);
        return round.Answers(snapshot.Position!.Value);
    }

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();
}
