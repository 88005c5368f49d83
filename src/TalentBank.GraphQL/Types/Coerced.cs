using System.Diagnostics.CodeAnalysis;

namespace TalentBank.GraphQL.Types;

/// <summary>A coerced value, or the reason why there is none.</summary>
public readonly record struct Coerced
{
    public object? Result { get; private init; }

    /// <summary>What is wrong with the value; null if nothing is.</summary>
    public string? Reason { get; private init; }

    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Reason is not null;

    public static Coerced Value(object? value) => new() { Result = value };

    public static Coerced Refused(string reason) => new() { Reason = reason };
}
