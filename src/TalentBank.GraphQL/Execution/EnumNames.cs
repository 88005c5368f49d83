using System.Collections.Concurrent;
using System.Text;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>Result coercion of enums (specification, section 3.9): a name of the enum, or a CLR enum's member.</summary>
internal sealed class EnumNames
{
    private readonly ConcurrentDictionary<(EnumType Type, Enum Member), string?> _names = [];

    /// <summary>The enum value's name; null if the value is none of the enum.</summary>
    public string? NameOf(EnumType type, object value) => value switch
    {
        string name => type.Value(name)?.Name,
        Enum member => _names.GetOrAdd((type, member), static key => NameOf(key.Type, key.Member)),
        EnumValue enumValue => type.Value(enumValue.Name)?.Name,
        _ => null,
    };

    /// <summary>The member's own name, else that name in SCREAMING_SNAKE_CASE; null if the enum has neither.</summary>
    public static string? NameOf(EnumType type, Enum member)
    {
        var name = member.ToString();
        if (type.Value(name) is { } same)
            return same.Name;
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                snake.Append('_');
            snake.Append(char.ToUpperInvariant(name[i]));
        }
        return type.Value(snake.ToString())?.Name;
    }
}
