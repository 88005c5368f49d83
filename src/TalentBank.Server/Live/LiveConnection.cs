using TalentBank.Access;
using TalentBank.GraphQL.Streaming;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Live;

/// <summary>A socket or event stream of somebody whom the bank knows.</summary>
/// <param name="person">Who signed in.</param>
/// <param name="actor">As whom they act.</param>
/// <param name="language">The language of sentences to them.</param>
/// <param name="close">Closes it.</param>
public sealed class LiveConnection(SignedIn person, Actor actor, string language, Action<CloseReason> close)
{
    private volatile Actor _actor = actor;

    public SignedIn Person => person;

    /// <summary>As the bank knew them when it was last looked.</summary>
    public Actor Actor
    {
        get => _actor;
        set => _actor = value;
    }

    public string Language => language;

    public void Close(CloseReason reason) => close(reason);
}
