using System.Runtime.InteropServices;

namespace TalentBank.GraphQL.Language;

/// <summary>
/// One token: UTF-16 offsets [Start, End) in its source; line and column of its start, both from 1;
/// for names, numbers and strings the value that is meant.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Token(TokenKind Kind, int Start, int End, int Line, int Column, string? Value = null)
{
    /// <summary>How the specification writes a token of that kind.</summary>
    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "<EOF>",
        TokenKind.Bang => "\"!\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.Ampersand => "\"&\"",
        TokenKind.LeftParenthesis => "\"(\"",
        TokenKind.RightParenthesis => "\")\"",
        TokenKind.Spread => "\"...\"",
        TokenKind.Colon => "\":\"",
        TokenKind.Equals => "\"=\"",
        TokenKind.At => "\"@\"",
        TokenKind.LeftBracket => "\"[\"",
        TokenKind.RightBracket => "\"]\"",
        TokenKind.LeftBrace => "\"{\"",
        TokenKind.Pipe => "\"|\"",
        TokenKind.RightBrace => "\"}\"",
        _ => kind.ToString(),
    };

    /// <summary>The token as an error names it.</summary>
    public override string ToString() => Value is null ? Describe(Kind) : $"{Describe(Kind)} \"{Value}\"";
}
