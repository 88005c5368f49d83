namespace TalentBank.GraphQL.Types;

/// <summary>A field of an input object (specification, section 3.10).</summary>
public sealed class InputField(string name) : InputValue(name);
