using System.Globalization;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Pipelines;

/// <summary>The way to a nested value: <c>env[0].value</c>, as <see cref="Core.Secrets.References.ReferenceUse"/> writes it.</summary>
internal static class AttributePath
{
    /// <summary>The value at the end of the way, or null. Names may have dots and brackets themselves; the whole text is tried as a name first.</summary>
    public static ConfigurationValue? Find(ConfigurationValue value, string path) => value switch
    {
        _ when path.Length == 0 => value,
        ConfigurationMap map => map.TryGetValue(path, out var whole) ? whole : FindBelow(map, path),
        ConfigurationList list => FindItem(list, path),
        _ => null,
    };

    private static ConfigurationValue? FindBelow(ConfigurationMap map, string path)
    {
        foreach (var (name, value) in map)
        {
            if (path.Length > name.Length && path.StartsWith(name, StringComparison.Ordinal) && path[name.Length] is ('.' or '['))
            {
                var rest = path[name.Length] == '.' ? path[(name.Length + 1)..] : path[name.Length..];
                if (rest.Length > 0 && Find(value, rest) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static ConfigurationValue? FindItem(ConfigurationList list, string path)
    {
        var end = path.IndexOf(']', StringComparison.Ordinal);
        if (path[0] != '[' || end < 0 || !int.TryParse(path.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Count)
        {
            return null;
        }

        var rest = path[(end + 1)..];
        return Find(list[index], rest.StartsWith('.') ? rest[1..] : rest);
    }
}
