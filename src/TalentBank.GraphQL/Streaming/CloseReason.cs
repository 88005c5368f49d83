namespace TalentBank.GraphQL.Streaming;

/// <summary>Why a connection is closed: the code is RFC 6455's (1000 to 1999) or the protocol's (4400 to 4500).</summary>
/// <param name="Code">A WebSocket's close code; an event stream has none.</param>
/// <param name="Text">For a developer to read; at most 123 bytes in UTF-8.</param>
public sealed record CloseReason(int Code, string Text)
{
    public static readonly CloseReason ClientLeft = new(1000, "");
    public static readonly CloseReason GoingAway = new(1001, "The server is stopping");
    public static readonly CloseReason MessageTooBig = new(1009, "The message is too big");

    /// <summary>1013: clients of the protocol connect again after it.</summary>
    public static readonly CloseReason SlowReader = new(1013, "Messages are not taken fast enough");

    public static readonly CloseReason NotConnected = new(4401, "Unauthorized");
    public static readonly CloseReason InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly CloseReason TooManyInits = new(4429, "Too many initialisation requests");
    public static readonly CloseReason TooManyOperations = new(4429, "Too many operations at once");

    public static CloseReason BadRequest(string text) => new(4400, text);

    public static CloseReason Forbidden(string text) => new(4403, text);

    public static CloseReason Duplicate(string id) => new(4409, id.Length > 60 ? "Subscriber already exists" : $"Subscriber for {id} already exists");
}
