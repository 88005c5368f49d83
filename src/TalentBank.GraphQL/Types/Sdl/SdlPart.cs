using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A node of a type system document that directives may stand on.</summary>
/// <param name="Node">The node itself.</param>
/// <param name="Directives">The directives on it.</param>
/// <param name="Location">What the node is called as a directive's place (specification, section 3.13).</param>
internal sealed record SdlPart(Ast.Node Node, ImmutableArray<Ast.Directive> Directives, DirectiveLocation Location);
