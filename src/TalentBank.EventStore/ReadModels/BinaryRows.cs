using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Rows for COPY in PostgreSQL's binary format (COPY, "Binary Format"), put together in memory: several times as fast as
/// Npgsql's importer, which looks up how to write each value anew.
/// </summary>
internal sealed class BinaryRows
{
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 20);

    /// <summary>The signature, no flags, no extension of the header.</summary>
    public BinaryRows() => _bytes.Write<byte>([.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0]);

    public async Task Send(NpgsqlConnection connection, string table, string columns, CancellationToken cancel)
    {
        Short(-1);
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({columns}) from stdin (format binary)", cancel);
        await copy.WriteAsync(_bytes.WrittenMemory, cancel);
    }

    public void Row(int columns) => Short(columns);

    public void Null() => Int32(-1);

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Int32(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    public void Bool(bool value)
    {
        Int32(1);
        _bytes.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        _bytes.Advance(1);
    }

    public void Int(int value)
    {
        Int32(4);
        Int32(value);
    }

    public void BigInt(long value)
    {
        Int32(8);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Uuid(Guid value)
    {
        Int32(16);
        value.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out _);
        _bytes.Advance(16);
    }

    /// <summary>Days since 2000.</summary>
    public void Date(DateOnly value) => Int(value.DayNumber - Epoch);

    /// <summary>Microseconds since 2000.</summary>
    public void Instant(DateTimeOffset value) => BigInt((value.UtcTicks - new DateTime(2000, 1, 1).Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>An amount of two decimals below 10^16: digits of four decimal places each, the last of which are the decimals.</summary>
    public void Amount(decimal value)
    {
        Span<short> digits = stackalloc short[6];
        var hundredths = (long)(Math.Abs(value) * 100);
        var count = 0;
        digits[count++] = (short)(hundredths % 100 * 100);
        for (var whole = hundredths / 100; whole > 0; whole /= 10_000) digits[count++] = (short)(whole % 10_000);

        Int32(8 + (2 * count));
        Short(count);
        Short(count - 2);
        Short(value < 0 ? 0x4000 : 0);
        Short(2);
        while (count > 0) Short(digits[--count]);
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    private void Short(int value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(2), (short)value);
        _bytes.Advance(2);
    }
}
