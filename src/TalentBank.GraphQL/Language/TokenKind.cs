namespace TalentBank.GraphQL.Language;

/// <summary>Specification, section 2.1.6 (Lexical Tokens).</summary>
public enum TokenKind
{
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    LeftParenthesis,
    RightParenthesis,
    Spread,
    Colon,
    Equals,
    At,
    LeftBracket,
    RightBracket,
    LeftBrace,
    Pipe,
    RightBrace,
    Name,
    Int,
    Float,
    String,
    BlockString,
}
