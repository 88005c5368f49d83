namespace TalentBank.GraphQL.Execution;

/// <summary>
/// ResolveFieldValue() (specification, section 6.4.2): gives a field's value, null, or a <see cref="FieldError"/>. A list may
/// hold field errors among its items. An exception is a bug: the client is told that something went wrong, not what.
/// </summary>
public delegate ValueTask<object?> FieldResolver(FieldContext context);
