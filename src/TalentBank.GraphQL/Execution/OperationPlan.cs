using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>
/// Which fields an operation executes, found out once and kept with its document. The only variables that matter to it are
/// those of <c>@skip</c> and <c>@include</c>: each combination of their values has a plan of its own.
/// </summary>
internal sealed class OperationPlan
{
    private readonly PreparedDocument _document;
    private readonly FieldBindings _bindings;
    private readonly IReadOnlySet<string> _trueVariables;
    private int _numbers;

    public OperationPlan(
        Schema schema, FieldBindings bindings, PreparedDocument document, Ast.OperationDefinition operation, ObjectType root, IReadOnlySet<string> trueVariables)
    {
        Schema = schema;
        _bindings = bindings;
        _document = document;
        _trueVariables = trueVariables;
        Root = new SelectionPlan(this, root, [operation.SelectionSet]);
        RootType = root;
    }

    public Schema Schema { get; }

    public SelectionPlan Root { get; }

    public ObjectType RootType { get; }

    /// <summary>How many fields take their arguments from variables, of those met so far.</summary>
    public int Numbers => Volatile.Read(ref _numbers);

    public int NextNumber() => Interlocked.Increment(ref _numbers) - 1;

    public Ast.FragmentDefinition? Fragment(string name) => _document.Fragment(name);

    public FieldBinding BindingOf(Field field) => _bindings.Of(field);

    /// <summary><c>@skip</c> and <c>@include</c> (sections 3.13.1 and 3.13.2).</summary>
    public bool Includes(Ast.Selection selection)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value == "skip" && IsTrue(directive.Arguments))
                return false;
            if (directive.Name.Value == "include" && !IsTrue(directive.Arguments))
                return false;
        }
        return true;
    }

    private bool IsTrue(ImmutableArray<Ast.Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name.Value == "if")
            {
                return argument.Value switch
                {
                    Ast.BooleanValue literal => literal.Value,
                    Ast.Variable variable => _trueVariables.Contains(variable.Name.Value),
                    _ => false,
                };
            }
        }
        return false;
    }
}
