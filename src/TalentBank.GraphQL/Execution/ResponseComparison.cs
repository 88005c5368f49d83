using System.Collections;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>Tells whether two responses to the same operation say the same.</summary>
public static class ResponseComparison
{
    /// <summary>Whether they are equal but for the leaves of one type, such as that of a time stamp. Costs as much as writing one of them.</summary>
    public static bool AreEqual(ExecutionResult one, ExecutionResult other, NamedType? except = null) =>
        one.Errors.Count == other.Errors.Count
        && one.Errors.Zip(other.Errors).All(pair => pair.First.Message == pair.Second.Message && AreEqual(pair.First.Path, pair.Second.Path, except))
        && AreEqual(one.Data, other.Data, except);

    private static bool AreEqual(object? one, object? other, NamedType? except) => one switch
    {
        ResponseMap map => other is ResponseMap its && HaveEqualFields(map, its, except),
        not string and IEnumerable list => other is not string and IEnumerable its && HaveEqualItems(list, its, except),
        _ => Equals(one, other),
    };

    private static bool HaveEqualFields(ResponseMap one, ResponseMap other, NamedType? except)
    {
        // The plans of one operation give one object type one array of fields; another array is another type's.
        if (one.Fields != other.Fields)
            return false;
        for (var i = 0; i < one.Count; i++)
        {
            if (one.Fields[i].Definition.Type.Named != except && !AreEqual(one.FieldValues[i], other.FieldValues[i], except))
                return false;
        }
        return true;
    }

    private static bool HaveEqualItems(IEnumerable one, IEnumerable other, NamedType? except)
    {
        var items = one.Cast<object?>().ToList();
        var its = other.Cast<object?>().ToList();
        return items.Count == its.Count && items.Zip(its).All(pair => AreEqual(pair.First, pair.Second, except));
    }
}
