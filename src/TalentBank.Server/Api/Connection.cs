using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Server.Api;

/// <summary>A page of a read model's documents (Relay).</summary>
/// <param name="Edges">The documents, each with its cursor.</param>
/// <param name="PageInfo">Where the page stands.</param>
/// <param name="TotalCount">How many there are in all; null where that was not asked.</param>
public sealed record Connection(IReadOnlyList<ConnectionEdge> Edges, PageInfo PageInfo, long? TotalCount)
{
    public IEnumerable<object> Nodes => Edges.Select(edge => edge.Node);

    public static Connection Of(Page<object> page, long? totalCount)
    {
        IReadOnlyList<ConnectionEdge> edges = [.. page.Items.Select(item => new ConnectionEdge(item.Document, item.Cursor))];
        return new Connection(edges, new PageInfo(page.HasNext, page.HasPrevious, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor), totalCount);
    }
}

/// <summary>A document in a connection.</summary>
public sealed record ConnectionEdge(object Node, Cursor Place)
{
    public string Cursor => CursorText.Write(Place);
}
