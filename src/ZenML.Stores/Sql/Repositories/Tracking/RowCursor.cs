using System.Data.Common;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads the columns of a row in order, so that rows of several tables need no column numbers.</summary>
internal sealed class RowCursor(DbDataReader reader)
{
    private int next;

    /// <exception cref="FormatException">The column holds no status.</exception>
    public static RunStatus ReadStatus(string word) =>
        RunStatuses.TryParse(word, out var status) ? status : throw new FormatException("No such status.");

    public string Text() => reader.GetString(next++);

    public string? TextOrNull() => reader.GetTextOrNull(next++);

    public long Number() => reader.GetInt64(next++);

    public long? NumberOrNull() => reader.IsDBNull(next++) ? null : reader.GetInt64(next - 1);

    public byte[] Bytes() => reader.GetBytes(next++);

    public bool Truth() => reader.GetInt64(next++) != 0;

    public DateTimeOffset Time() => reader.GetTime(next++);

    public DateTimeOffset? TimeOrNull() => reader.GetTimeOrNull(next++);

    public OpaqueJson Json() => new(Text());

    public ConfigurationMap Configuration() => (ConfigurationMap)ConfigurationJson.Parse(Text());

    public OpaqueJson? JsonOrNull() => TextOrNull() is { } text ? new OpaqueJson(text) : null;

    public RunStatus Status() => ReadStatus(Text());

    public RunStatus? StatusOrNull() => TextOrNull() is { } word ? ReadStatus(word) : null;

    public Id<TResource> Id<TResource>() => reader.GetId<TResource>(next++);

    public Id<TResource>? IdOrNull<TResource>()
    {
        if (!reader.IsDBNull(next))
        {
            return Id<TResource>();
        }

        next++;
        return null;
    }

    public ResourceReference<TResource> ResourceReference<TResource>() => new(Id<TResource>(), Text());

    /// <summary>Reads the next columns with <paramref name="read"/>; if the first one is null, skips them and returns null.</summary>
    public TRow? Optional<TRow>(int columns, Func<RowCursor, TRow> read)
        where TRow : class
    {
        if (!reader.IsDBNull(next))
        {
            return read(this);
        }

        next += columns;
        return null;
    }
}
