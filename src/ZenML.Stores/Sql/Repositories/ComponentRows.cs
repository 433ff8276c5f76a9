using System.Data.Common;
using System.Globalization;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How components are stored. A value kept encrypted leaves a JSON null in its place; a configuration never holds a null of its
/// own.</summary>
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

    /// <remarks>
    /// Where only texts inside an attribute are encrypted, or addresses that are shown without their passwords, the row has a
    /// list: the configuration with what is shown, and for each such attribute which of its leaves those are.
    /// </remarks>
    public static string WriteConfiguration(ConfigurationMap configuration)
    {
        var entries = configuration.Where(entry => entry.Value is not ConfigurationNull).ToArray();
        var shown = new ConfigurationMap(entries.Select(entry => KeyValuePair.Create(
            entry.Key,
            IsWhole(entry.Value) ? new ConfigurationNull() : entry.Value.WithLeaves(
                leaf => leaf is ConfigurationSensitive sensitive ? new ConfigurationText(sensitive.DisplayText) : leaf))));
        var places = new ConfigurationMap(entries.Where(entry => !IsWhole(entry.Value) && entry.Value.HoldsSensitive())
            .Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, Places(entry.Value))));
        return ConfigurationJson.Write(places.Count == 0 ? shown : new ConfigurationList([shown, places]));
    }

    /// <summary>Whether an attribute is one encrypted text, of which nothing is shown.</summary>
    public static bool IsWhole(ConfigurationValue value) => value is ConfigurationSensitive { DisplayText: SensitiveString.Mask };

    /// <remarks>A null is for a component that nobody ever gave labels.</remarks>
    public static string WriteLabels(Component component) => ConfigurationJson.Write(component.HasLabels
        ? new ConfigurationMap(component.Labels.Select(label => KeyValuePair.Create<string, ConfigurationValue>(label.Key, label.Value)))
        : new ConfigurationNull());

    private static ConfigurationList Places(ConfigurationValue value) => new(value.Leaves()
        .Select((leaf, index) => (leaf, index)).Where(place => place.leaf is ConfigurationSensitive)
        .Select(place => (ConfigurationValue)place.index));

    /// <summary>Reads what <see cref="WriteConfiguration"/> wrote; encrypted texts come without their values.</summary>
    public static ConfigurationMap ReadConfiguration(string json)
    {
        var (shown, places) = ConfigurationJson.Parse(json) is ConfigurationList list
            ? ((ConfigurationMap)list[0], (ConfigurationMap)list[1])
            : ((ConfigurationMap)ConfigurationJson.Parse(json), null);
        return new(shown.Select(entry => entry.Value is ConfigurationNull ? new(entry.Key, new ConfigurationSensitive(null))
            : places is not null && places.TryGetValue(entry.Key, out var of)
                ? KeyValuePair.Create(entry.Key, Hide(entry.Value, [.. of.Leaves().Select(place => ((ConfigurationNumber)place).Digits)]))
            : entry));
    }

    private static ConfigurationValue Hide(ConfigurationValue value, HashSet<string> places)
    {
        var index = 0;
        return value.WithLeaves(leaf => places.Contains((index++).ToString(CultureInfo.InvariantCulture))
            ? new ConfigurationSensitive(null) { DisplayText = ((ConfigurationText)leaf).Text }
            : leaf);
    }

    private static OrderedDictionary<string, string> ReadLabels(string json) => new(
        (ConfigurationJson.Parse(json) as ConfigurationMap ?? [])
        .Select(entry => KeyValuePair.Create(entry.Key, ((ConfigurationText)entry.Value).Text)));
}
