using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>SQL text under construction; every value becomes a parameter.</summary>
internal sealed class Statement
{
    private readonly StringBuilder text = new();
    private readonly List<NpgsqlParameter> parameters = [];

    public Statement Add(string sql)
    {
        text.Append(sql);
        return this;
    }

    /// <summary>Makes a value a parameter and gives the placeholder that stands for it.</summary>
    public string Value(NpgsqlDbType type, object value)
    {
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return $"${parameters.Count}";
    }

    public string Value(string value) => Value(NpgsqlDbType.Text, value);

    public string Values(IEnumerable<string?> values) => Value(NpgsqlDbType.Array | NpgsqlDbType.Text, values.ToArray());

    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(text.ToString());
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
