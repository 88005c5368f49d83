using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>The directives on a node of an executable document, and what the node is called as their place.</summary>
internal static class DirectivesOf
{
    public static (ImmutableArray<Ast.Directive> Directives, DirectiveLocation Location) Node(Ast.Node node) => node switch
    {
        Ast.Field field => (field.Directives, DirectiveLocation.Field),
        Ast.FragmentSpread spread => (spread.Directives, DirectiveLocation.FragmentSpread),
        Ast.InlineFragment inline => (inline.Directives, DirectiveLocation.InlineFragment),
        Ast.FragmentDefinition fragment => (fragment.Directives, DirectiveLocation.FragmentDefinition),
        Ast.VariableDefinition variable => (variable.Directives, DirectiveLocation.VariableDefinition),
        Ast.OperationDefinition operation => (operation.Directives, operation.Operation switch
        {
            OperationType.Query => DirectiveLocation.Query,
            OperationType.Mutation => DirectiveLocation.Mutation,
            _ => DirectiveLocation.Subscription,
        }),
        _ => ([], default),
    };
}
