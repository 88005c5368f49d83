using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>
/// One requirement on a document, checked while it is walked. A rule lives for one document; what it finds it reports to
/// the context that it was made with.
/// </summary>
public abstract class Rule
{
    /// <summary>Before the parts of the node are walked.</summary>
    public virtual void Enter(Ast.Node node)
    {
    }

    /// <summary>After the parts of the node were walked.</summary>
    public virtual void Leave(Ast.Node node)
    {
    }
}
