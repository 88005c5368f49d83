using TalentBank.Server.Questions;

namespace TalentBank.Server.Api;

/// <summary>How a field of the schema is answered.</summary>
/// <param name="parent">The object it belongs to; null at a root.</param>
/// <param name="arguments">Coerced, by name.</param>
/// <param name="view">What the request sees.</param>
/// <param name="cancel">Stops when the client is gone.</param>
public delegate ValueTask<object?> FieldAnswer(object? parent, IReadOnlyDictionary<string, object?> arguments, BankView view, CancellationToken cancel);
