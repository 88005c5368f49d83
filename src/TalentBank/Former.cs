namespace TalentBank;

/// <summary>
/// A fact as an earlier release wrote it. It stays readable for ever, and nobody meets it: the catalog reads it as what it
/// became. It is no <see cref="Fact"/>, so that no rule, state or read model can ask for it.
/// </summary>
public abstract record Former : Stored
{
    private protected Former() { }

    internal abstract Stored Next();

    /// <summary>Which type a former fact became; null for any other type.</summary>
    internal static Type? NextOf(Type type) =>
        type.BaseType is { IsGenericType: true } former && former.GetGenericTypeDefinition() == typeof(Former<>) ? former.GetGenericArguments()[0] : null;
}

/// <summary>A former fact and its next version, which may be a former one in its turn.</summary>
public abstract record Former<TNext> : Former
    where TNext : Stored
{
    /// <summary>The same in the words of the next version; what this one did not know gets the value that was meant by silence.</summary>
    protected abstract TNext Became();

    internal sealed override Stored Next() => Became();
}
