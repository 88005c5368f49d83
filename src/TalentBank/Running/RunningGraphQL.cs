namespace TalentBank.Running;

/// <summary>The fields of <c>running.graphql</c>.</summary>
public static class RunningGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings = [Binding.Ask("Query.changesSince", ChangesSince.Ask), Binding.Ask("Query.readModels", _ => Question.ReadModels())];
}
