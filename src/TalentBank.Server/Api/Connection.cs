using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Server.Api;

/// <summary>A page of a read model's documents (Relay).</summary>
/// <param name="Edges">The documents, each with its cursor.</param>
/// <param name="PageInfo">Where the page stands.</param>
/// <param name="Where">What the whole list is made of: what its total counts.</param>
/// <param name="Model">Whose documents.</param>
public sealed record Connection(IReadOnlyList<ConnectionEdge> Edges, PageInfo PageInfo, IReadOnlyList<Condition> Where, DocumentModel Model)
{
    public IEnumerable<object> Nodes => Edges.Select(edge => edge.Node);

    public static Connection Of(Page<object> page, IReadOnlyList<Condition> where, DocumentModel model)
    {
        IReadOnlyList<ConnectionEdge> edges = [.. page.Items.Select(item => new ConnectionEdge(item.Document, CursorText.Write(item.Cursor)))];
        return new Connection(edges, new PageInfo(page.HasNext, page.HasPrevious, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor), where, model);
    }
}

/// <summary>A document in a connection.</summary>
public sealed record ConnectionEdge(object Node, string Cursor);
