using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;

namespace TalentBank.GraphQL.Execution;

/// <summary>A document that was found valid, and its measures: who may ask less than its first asker is told by them.</summary>
internal sealed record ValidDocument(Ast.Document Document, Measures Measures);
