using System.Data.Common;
using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Formats;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How components lie in rows. A value kept encrypted leaves a JSON null in its place; a configuration never holds a null of its own.</summary>
internal static class ComponentRows
{
    public const string Columns =
        "c.id, c.name, c.type, c.flavor, c.configuration, c.labels, c.workspace_id, w.name, c.user_id, u.name, c.created, c.updated";

    public const string Joins = "LEFT JOIN workspaces w ON w.id = c.workspace_id LEFT JOIN users u ON u.id = c.user_id";

    /// <summary>How many columns there are.</summary>
    public const int Count = 12;

    public static Component Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Component>(0),
        Name = reader.GetString(1),
        Type = ComponentTypes.TryParse(reader.GetString(2), out var type) ? type : throw new FormatException("No such type."),
        Flavor = reader.GetString(3),
        Configuration = ReadConfiguration(reader.GetString(4)),
        Labels = ReadLabels(reader.GetString(5)),
        HasLabels = reader.GetString(5) != "null",
        Workspace = reader.GetWorkspace(6),
        User = reader.GetUserOrNull(8),
        Created = reader.GetTime(10),
        Updated = reader.GetTime(11),
    };

    public static string WriteConfiguration(ConfigurationMap configuration) => ConfigurationJson.Write(new ConfigurationMap(configuration
        .Where(entry => entry.Value is not ConfigurationNull)
        .Select(entry => entry.Value is ConfigurationSensitive ? new(entry.Key, new ConfigurationNull()) : entry)));

    /// <remarks>A null is for a component that nobody ever gave labels.</remarks>
    public static string WriteLabels(Component component) => ConfigurationJson.Write(component.HasLabels
        ? new ConfigurationMap(component.Labels.Select(label => KeyValuePair.Create<string, ConfigurationValue>(label.Key, label.Value)))
        : new ConfigurationNull());

    private static ConfigurationMap ReadConfiguration(string json) => new(((ConfigurationMap)ConfigurationJson.Parse(json))
        .Select(entry => entry.Value is ConfigurationNull ? new(entry.Key, new ConfigurationSensitive(null)) : entry));

    private static OrderedDictionary<string, string> ReadLabels(string json) => new((ConfigurationJson.Parse(json) as ConfigurationMap ?? [])
        .Select(entry => KeyValuePair.Create(entry.Key, ((ConfigurationText)entry.Value).Text)));
}
