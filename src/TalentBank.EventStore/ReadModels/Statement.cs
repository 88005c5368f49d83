using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>SQL text under construction; every value becomes a parameter.</summary>
internal sealed class Statement
{
    private readonly StringBuilder _text = new();
    private readonly List<NpgsqlParameter> _parameters = [];

    public Statement Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>Makes a value a parameter and gives the placeholder that stands for it.</summary>
    public string Value(NpgsqlDbType type, object value)
    {
        _parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return $"${_parameters.Count}";
    }

    public string Value(string value) => Value(NpgsqlDbType.Text, value);

    public string Values(IEnumerable<string?> values) => Value(NpgsqlDbType.Array | NpgsqlDbType.Text, values.ToArray());

    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(_text.ToString());
        foreach (var parameter in _parameters) command.Parameters.Add(parameter);
        return command;
    }
}
