using System.Globalization;
using System.Text;

namespace TalentBank.GraphQL.Language;

/// <summary>Cuts a source into tokens (specification, section 2.1). After an error only the end follows.</summary>
public sealed class Lexer(Source source)
{
    private readonly string _text = source.Text;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    /// <summary>The first thing that is no token; null as long as all is well.</summary>
    public GraphQLError? Error { get; private set; }

    /// <summary>The next token that is not to be ignored (section 2.1.7).</summary>
    public Token Next()
    {
        SkipIgnored();
        if (_position >= _text.Length)
            return Punctuator(TokenKind.EndOfFile, 0);
        var first = _text[_position];
        switch (first)
        {
            case '!': return Punctuator(TokenKind.Bang, 1);
            case '$': return Punctuator(TokenKind.Dollar, 1);
            case '&': return Punctuator(TokenKind.Ampersand, 1);
            case '(': return Punctuator(TokenKind.LeftParenthesis, 1);
            case ')': return Punctuator(TokenKind.RightParenthesis, 1);
            case ':': return Punctuator(TokenKind.Colon, 1);
            case '=': return Punctuator(TokenKind.Equals, 1);
            case '@': return Punctuator(TokenKind.At, 1);
            case '[': return Punctuator(TokenKind.LeftBracket, 1);
            case ']': return Punctuator(TokenKind.RightBracket, 1);
            case '{': return Punctuator(TokenKind.LeftBrace, 1);
            case '|': return Punctuator(TokenKind.Pipe, 1);
            case '}': return Punctuator(TokenKind.RightBrace, 1);
            case '.' when At(1) == '.' && At(2) == '.': return Punctuator(TokenKind.Spread, 3);
            case '"': return At(1) == '"' && At(2) == '"' ? BlockString() : String();
            case '-' or (>= '0' and <= '9'): return Number(first);
            default:
                if (IsNameStart(first))
                    return Name();
                if (first == '\'')
                    return Fail(_position, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
                return Fail(_position, $"{(ScalarLength(_position) > 0 ? "Unexpected" : "Invalid")} character: {Printed(_position)}.");
        }
    }

    internal static bool IsNameStart(int character) => char.IsAsciiLetter((char)character) || character == '_';

    /// <summary>Section 2.1.9.</summary>
    internal static bool IsNameContinue(int character) => char.IsAsciiLetterOrDigit((char)character) || character == '_';

    /// <summary>The UTF-16 unit that many places on; 0, which is no part of a token, beyond the end.</summary>
    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private char CharacterAt(int position) => position < _text.Length ? _text[position] : '\0';

    private void SkipIgnored()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '\uFEFF' or '\t' or ' ' or ',':
                    _position++;
                    break;
                case '\n' or '\r':
                    _position = AfterLineTerminator(_position);
                    _line++;
                    _lineStart = _position;
                    break;
                case '#':
                    while (_position < _text.Length && _text[_position] is not ('\n' or '\r') && ScalarLength(_position) is > 0 and var length)
                        _position += length;
                    break;
                default:
                    return;
            }
        }
    }

    private int AfterLineTerminator(int position) => _text[position] == '\r' && CharacterAt(position + 1) == '\n' ? position + 2 : position + 1;

    private Token Punctuator(TokenKind kind, int length)
    {
        var token = new Token(kind, _position, _position + length, _line, _position - _lineStart + 1);
        _position += length;
        return token;
    }

    private Token Valued(TokenKind kind, int end, string value)
    {
        var token = new Token(kind, _position, end, _line, _position - _lineStart + 1, value);
        _position = end;
        return token;
    }

    private Token Name()
    {
        var end = _position + 1;
        while (end < _text.Length && IsNameContinue(_text[end]))
            end++;
        return Valued(TokenKind.Name, end, _text[_position..end]);
    }

    /// <summary>Sections 2.10.1 and 2.10.2.</summary>
    private Token Number(char first)
    {
        var kind = TokenKind.Int;
        var position = _position;
        if (first == '-')
            first = CharacterAt(++position);
        if (first == '0')
        {
            if (char.IsAsciiDigit(CharacterAt(++position)))
                return Fail(position, $"Invalid number, unexpected digit after 0: {Printed(position)}.");
        }
        else if (!SkipDigits(ref position))
        {
            return DigitExpected(position);
        }
        if (CharacterAt(position) == '.')
        {
            kind = TokenKind.Float;
            position++;
            if (!SkipDigits(ref position))
                return DigitExpected(position);
        }
        if (CharacterAt(position) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            position++;
            if (CharacterAt(position) is '+' or '-')
                position++;
            if (!SkipDigits(ref position))
                return DigitExpected(position);
        }
        // A number that runs into a name or a second point would be read as two tokens, which no one means.
        if (CharacterAt(position) is var next && (next == '.' || IsNameStart(next)))
            return DigitExpected(position);
        return Valued(kind, position, _text[_position..position]);
    }

    private bool SkipDigits(ref int position)
    {
        var start = position;
        while (char.IsAsciiDigit(CharacterAt(position)))
            position++;
        return position > start;
    }

    private Token DigitExpected(int position) => Fail(position, $"Invalid number, expected digit but got: {Printed(position)}.");

    /// <summary>Section 2.10.3, between single quotes.</summary>
    private Token String()
    {
        var position = _position + 1;
        var chunk = position;
        StringBuilder? value = null;
        while (position < _text.Length)
        {
            switch (_text[position])
            {
                case '"':
                    var last = _text.AsSpan(chunk, position - chunk);
                    return Valued(TokenKind.String, position + 1, value is null ? last.ToString() : value.Append(last).ToString());
                case '\\':
                    value = (value ?? new StringBuilder()).Append(_text, chunk, position - chunk);
                    var length = Escape(position, value);
                    if (length == 0)
                        return Punctuator(TokenKind.EndOfFile, 0);
                    position += length;
                    chunk = position;
                    break;
                case '\n' or '\r':
                    return Fail(position, "Unterminated string.");
                default:
                    if (ScalarLength(position) is > 0 and var scalar)
                        position += scalar;
                    else
                        return Fail(position, $"Invalid character within String: {Printed(position)}.");
                    break;
            }
        }
        return Fail(position, "Unterminated string.");
    }

    /// <summary>Adds what the escape sequence means and gives its length; 0 after an error.</summary>
    private int Escape(int position, StringBuilder value)
    {
        var escaped = CharacterAt(position + 1);
        if (escaped == 'u')
            return CharacterAt(position + 2) == '{' ? BracedEscape(position, value) : FixedEscape(position, value);
        char? meant = escaped switch
        {
            '"' or '\\' or '/' => escaped,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (meant is null)
        {
            Fail(position, $"Invalid character escape sequence: \"{Slice(position, 2)}\".");
            return 0;
        }
        value.Append(meant);
        return 2;
    }

    /// <summary><c>\u{1F600}</c></summary>
    private int BracedEscape(int position, StringBuilder value)
    {
        const int LongestAccepted = 12; // \u{00000000}
        var point = 0;
        var size = 3;
        while (size < LongestAccepted)
        {
            var character = CharacterAt(position + size++);
            if (character == '}')
            {
                if (size < 5 || !Rune.IsValid(point))
                    break;
                value.Append(new Rune(point));
                return size;
            }
            if (!char.IsAsciiHexDigit(character))
                break;
            point = (point << 4) | Convert.ToInt32(character.ToString(), 16);
        }
        return InvalidUnicode(position, size);
    }

    /// <summary><c>\uD83D\uDE00</c>: one unit, or two that are a pair.</summary>
    private int FixedEscape(int position, StringBuilder value)
    {
        var unit = HexUnit(position + 2);
        if (unit is { } alone && !char.IsSurrogate(alone))
        {
            value.Append(alone);
            return 6;
        }
        if (unit is { } high && char.IsHighSurrogate(high)
            && CharacterAt(position + 6) == '\\' && CharacterAt(position + 7) == 'u'
            && HexUnit(position + 8) is { } low && char.IsLowSurrogate(low))
        {
            value.Append(high).Append(low);
            return 12;
        }
        return InvalidUnicode(position, 6);
    }

    private char? HexUnit(int position) =>
        position + 4 <= _text.Length
        && ushort.TryParse(_text.AsSpan(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    private int InvalidUnicode(int position, int size)
    {
        Fail(position, $"Invalid Unicode escape sequence: \"{Slice(position, size)}\".");
        return 0;
    }

    /// <summary>Section 2.10.3, between triple quotes.</summary>
    private Token BlockString()
    {
        var position = _position + 3;
        var chunk = position;
        var (line, lineStart) = (_line, _lineStart);
        var current = new StringBuilder();
        var lines = new List<string>();
        while (position < _text.Length)
        {
            switch (_text[position])
            {
                case '"' when _text.AsSpan(position).StartsWith("\"\"\"", StringComparison.Ordinal):
                    lines.Add(current.Append(_text, chunk, position - chunk).ToString());
                    var token = Valued(TokenKind.BlockString, position + 3, string.Join('\n', Language.BlockString.Dedent(lines)));
                    (_line, _lineStart) = (line, lineStart);
                    return token;
                case '\\' when _text.AsSpan(position).StartsWith("\\\"\"\"", StringComparison.Ordinal):
                    current.Append(_text, chunk, position - chunk);
                    chunk = position + 1;
                    position += 4;
                    break;
                case '\n' or '\r':
                    lines.Add(current.Append(_text, chunk, position - chunk).ToString());
                    current.Clear();
                    position = AfterLineTerminator(position);
                    chunk = position;
                    line++;
                    lineStart = position;
                    break;
                default:
                    if (ScalarLength(position) is > 0 and var scalar)
                        position += scalar;
                    else
                        return Fail(position, $"Invalid character within String: {Printed(position)}.");
                    break;
            }
        }
        return Fail(position, "Unterminated string.");
    }

    /// <summary>How many UTF-16 units the Unicode scalar value has that stands there; 0 for half a pair (section 2.1.1).</summary>
    private int ScalarLength(int position)
    {
        if (!char.IsSurrogate(_text[position]))
            return 1;
        return char.IsHighSurrogate(_text[position]) && char.IsLowSurrogate(CharacterAt(position + 1)) ? 2 : 0;
    }

    private string Slice(int position, int length) => _text.Substring(position, Math.Min(length, _text.Length - position));

    /// <summary>The character as an error shows it.</summary>
    private string Printed(int position)
    {
        if (position >= _text.Length)
            return "<EOF>";
        int point = ScalarLength(position) == 2 ? char.ConvertToUtf32(_text, position) : _text[position];
        return point switch
        {
            '"' => "'\"'",
            >= 0x20 and <= 0x7E => $"\"{(char)point}\"",
            _ => $"U+{point:X4}",
        };
    }

    private Token Fail(int position, string message)
    {
        var (line, lineStart) = (_line, _lineStart);
        for (var at = _position; at < position; at++)
        {
            // Only a block string runs over lines; its token has not been counted yet.
            if (_text[at] is not ('\n' or '\r'))
                continue;
            line++;
            lineStart = AfterLineTerminator(at);
            at = lineStart - 1;
        }
        Error = new GraphQLError($"Syntax Error: {message}", new Location(source, position, position, line, position - lineStart + 1));
        _position = _text.Length;
        return new Token(TokenKind.EndOfFile, position, position, line, position - lineStart + 1);
    }
}
