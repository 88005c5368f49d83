using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>What a <see cref="ColumnType"/> is in PostgreSQL.</summary>
internal static class ColumnTypes
{
    public static string Sql(this ColumnType type) => type switch
    {
        ColumnType.Text => "text",
        ColumnType.Integer => "bigint",
        ColumnType.Amount => "numeric(18,2)",
        ColumnType.Date => "date",
        ColumnType.Instant => "timestamp with time zone",
        ColumnType.Flag => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
    };

    public static NpgsqlDbType Db(this ColumnType type) => type switch
    {
        ColumnType.Text => NpgsqlDbType.Text,
        ColumnType.Integer => NpgsqlDbType.Bigint,
        ColumnType.Amount => NpgsqlDbType.Numeric,
        ColumnType.Date => NpgsqlDbType.Date,
        ColumnType.Instant => NpgsqlDbType.TimestampTz,
        ColumnType.Flag => NpgsqlDbType.Boolean,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
    };

    /// <summary>The value as the column holds it; any other kind of value is a bug of whoever declared or asked.</summary>
    public static object? Checked(this Column column, object? value) => (column.Type, value) switch
    {
        (_, null) => null,
        (ColumnType.Text, string) => value,
        (ColumnType.Integer, long) => value,
        (ColumnType.Integer, int number) => (long)number,
        (ColumnType.Amount, decimal) => value,
        (ColumnType.Amount, int number) => (decimal)number,
        (ColumnType.Amount, long number) => (decimal)number,
        (ColumnType.Date, DateOnly) => value,
        (ColumnType.Instant, DateTimeOffset instant) => instant.ToUniversalTime(),
        (ColumnType.Flag, bool) => value,
        _ => throw new ArgumentException($"The column {column.Name} holds {column.Type}, not {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>Checked values as an array that Npgsql sends in binary.</summary>
    public static Array Values(this Column column, IEnumerable<object?> values)
    {
        var given = values.Select(column.Checked);
        return column.Type switch
        {
            ColumnType.Text => given.Select(value => (string?)value).ToArray(),
            ColumnType.Integer => given.Select(value => (long?)value).ToArray(),
            ColumnType.Amount => given.Select(value => (decimal?)value).ToArray(),
            ColumnType.Date => given.Select(value => (DateOnly?)value).ToArray(),
            ColumnType.Instant => given.Select(value => (DateTimeOffset?)value).ToArray(),
            ColumnType.Flag => given.Select(value => (bool?)value).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, message: null),
        };
    }

    public static object? Read(this Column column, NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : column.Type switch
    {
        ColumnType.Date => reader.GetFieldValue<DateOnly>(ordinal),
        ColumnType.Instant => reader.GetFieldValue<DateTimeOffset>(ordinal),
        _ => reader.GetValue(ordinal),
    };
}
