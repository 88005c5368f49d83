using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation;

/// <summary>Walks a document once for all rules, keeping the types at hand.</summary>
internal sealed class Traversal
{
    private readonly ValidationContext _context;
    private readonly Rule[] _rules;
    private DefinitionUses _uses = new();

    public Traversal(ValidationContext context)
    {
        _context = context;
        _rules = [.. context.Options.Rules.Select(make => make(context))];
    }

    private TypePosition Position
    {
        get => _context.Position;
        set => _context.Position = value;
    }

    public void Walk()
    {
        Enter(_context.Document);
        foreach (var definition in _context.Document.Definitions)
            Walk(definition);
        Leave(_context.Document);
    }

    private void Enter(Ast.Node node)
    {
        foreach (var rule in _rules)
            rule.Enter(node);
    }

    private void Leave(Ast.Node node)
    {
        foreach (var rule in _rules)
            rule.Leave(node);
    }

    private void Walk(Ast.Definition definition)
    {
        if (_context.IsFull)
            return;
        Position = default;
        switch (definition)
        {
            case Ast.OperationDefinition operation:
                _uses = _context.UsesIn(operation);
                Position = new TypePosition { Output = _context.Schema.RootType(operation.Operation) };
                Enter(operation);
                foreach (var variable in operation.Variables)
                    Walk(variable);
                Walk(operation.Directives);
                Walk(operation.SelectionSet);
                Leave(operation);
                break;
            case Ast.FragmentDefinition fragment:
                _uses = _context.UsesIn(fragment);
                Position = new TypePosition { Output = OutputType(fragment.TypeCondition) };
                Enter(fragment);
                Step(fragment.TypeCondition);
                Walk(fragment.Directives);
                Walk(fragment.SelectionSet);
                Leave(fragment);
                break;
            default:
                Step(definition);   // a type system definition: refused as such, so its parts do not matter
                break;
        }
    }

    private void Walk(Ast.VariableDefinition variable)
    {
        var outer = Position;
        Position = outer with { Input = _context.Schema.Type(variable.Type) is { IsInput: true } type ? type : null };
        Enter(variable);
        Walk(variable.Type);
        if (variable.DefaultValue is { } value)
            Walk(value);
        Walk(variable.Directives);
        Leave(variable);
        Position = outer;
    }

    private void Walk(Ast.Type type)
    {
        Enter(type);
        switch (type)
        {
            case Ast.ListType list:
                Walk(list.Of);
                break;
            case Ast.NonNullType nonNull:
                Walk(nonNull.Of);
                break;
        }
        Leave(type);
    }

    private void Walk(Ast.SelectionSet selectionSet)
    {
        var outer = Position;
        Position = outer with { Parent = outer.Output?.Named as CompositeType };
        Enter(selectionSet);
        foreach (var selection in selectionSet.Selections)
        {
            if (_context.IsFull)
                break;
            switch (selection)
            {
                case Ast.Field field:
                    Walk(field);
                    break;
                case Ast.FragmentSpread spread:
                    _uses.Spreads.Add(spread);
                    Enter(spread);
                    Walk(spread.Directives);
                    Leave(spread);
                    break;
                case Ast.InlineFragment fragment:
                    Walk(fragment);
                    break;
            }
        }
        Leave(selectionSet);
        Position = outer;
    }

    private void Walk(Ast.Field field)
    {
        var outer = Position;
        var definition = outer.Parent is { } parent ? _context.Schema.Field(parent, field.Name.Value) : null;
        Position = outer with { Field = definition, Output = definition?.Type };
        Enter(field);
        Walk(field.Arguments);
        Walk(field.Directives);
        if (field.SelectionSet is { } selectionSet)
            Walk(selectionSet);
        Leave(field);
        Position = outer;
    }

    private void Walk(Ast.InlineFragment fragment)
    {
        var outer = Position;
        Position = outer with
        {
            Output = fragment.TypeCondition is { } condition ? OutputType(condition) : outer.Parent,
        };
        Enter(fragment);
        if (fragment.TypeCondition is { } type)
            Step(type);
        Walk(fragment.Directives);
        Walk(fragment.SelectionSet);
        Leave(fragment);
        Position = outer;
    }

    private void Walk(ImmutableArray<Ast.Directive> directives)
    {
        foreach (var directive in directives)
        {
            var outer = Position;
            Position = outer with { Directive = _context.Schema.Directive(directive.Name.Value) };
            Enter(directive);
            Walk(directive.Arguments, of: directive);
            Leave(directive);
            Position = outer;
        }
    }

    private void Walk(ImmutableArray<Ast.Argument> arguments, Ast.Directive? of = null)
    {
        foreach (var argument in arguments)
        {
            var outer = Position;
            var definition = of is null
                ? outer.Field?.Argument(argument.Name.Value)
                : outer.Directive?.Argument(argument.Name.Value);
            Position = outer with
            {
                Argument = definition,
                Input = definition?.Type is { IsInput: true } type ? type : null,
                HasDefault = definition?.HasDefault ?? false,
                Within = null,
            };
            Enter(argument);
            Walk(argument.Value);
            Leave(argument);
            Position = outer;
        }
    }

    private void Walk(Ast.Value value)
    {
        var outer = Position;
        switch (value)
        {
            case Ast.Variable variable:
                _uses.Variables.Add(new VariableUse(variable, outer.Input, outer.HasDefault, outer.Within));
                Step(variable);
                break;
            case Ast.ListValue list:
                // Input coercion of lists (section 3.11) takes a single value as a list of one, so the type may be the item's.
                Position = outer with
                {
                    Input = outer.Input?.Nullable is ListType listType ? listType.Of : outer.Input,
                    HasDefault = false,
                    Within = null,
                };
                Enter(list);
                foreach (var item in list.Values)
                    Walk(item);
                Leave(list);
                break;
            case Ast.ObjectValue map:
                Enter(map);
                foreach (var field in map.Fields)
                    Walk(field);
                Leave(map);
                break;
            default:
                Step(value);
                break;
        }
        Position = outer;
    }

    private void Walk(Ast.ObjectField field)
    {
        var outer = Position;
        var type = outer.Input?.Named as InputObjectType;
        var definition = type?.Field(field.Name.Value);
        Position = outer with
        {
            Input = definition?.Type is { IsInput: true } input ? input : null,
            HasDefault = definition?.HasDefault ?? false,
            Within = type,
        };
        Enter(field);
        Walk(field.Value);
        Leave(field);
        Position = outer;
    }

    /// <summary>A node without parts that any rule looks at.</summary>
    private void Step(Ast.Node node)
    {
        Enter(node);
        Leave(node);
    }

    private NamedType? OutputType(Ast.NamedType type) =>
        _context.Schema.Type(type.Name.Value) is { IsOutput: true } output ? output : null;
}
