namespace TalentBank.Faults.Load;

/// <summary>A command and what is known of it. Its answer changes only from refused to accepted: what is refused is decided anew each time.</summary>
internal sealed class Settled(SentCommand command)
{
    private readonly Lock _lock = new();
    private readonly List<string> _contradictions = [];

    public SentCommand Command => command;

    /// <summary>The answer that holds; null while nothing is known.</summary>
    public Answer? Answer { get; private set; }

    public int Tries { get; private set; }

    /// <summary>Tries whose end says nothing: the command may have been recorded by them.</summary>
    public int Unknown { get; private set; }

    /// <summary>Refused at one try and accepted at another.</summary>
    public bool WasBoth { get; private set; }

    /// <summary>Whether a later look may tell more than what is known now.</summary>
    public bool IsInDoubt => Answer is not Load.Answer.Accepted && (Answer is null || Unknown > 0 || Tries > 1);

    /// <summary>Answers that can't both be true.</summary>
    public IReadOnlyList<string> Contradictions => _contradictions;

    public void Try()
    {
        lock (_lock)
            Tries++;
    }

    public void Learn(Answer answer)
    {
        lock (_lock)
        {
            switch (Answer, answer)
            {
                case (_, Load.Answer.Unknown):
                    Unknown++;
                    break;
                case (Load.Answer.Accepted first, Load.Answer.Accepted again):
                    if (first.Position != again.Position || (first.Result ?? again.Result) != (again.Result ?? first.Result))
                        _contradictions.Add($"was told {first} and {again}");
                    Answer = first with { Result = first.Result ?? again.Result };
                    break;
                case (Load.Answer.Accepted, Load.Answer.Refused):
                    // Decided before the other try was recorded, and answered after.
                    break;
                default:
                    WasBoth |= Answer is Load.Answer.Refused && answer is Load.Answer.Accepted;
                    Answer = answer;
                    break;
            }
        }
    }
}
