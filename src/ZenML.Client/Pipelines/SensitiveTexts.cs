using ZenML.Core.Configurations;
using ZenML.Core.Secrets;

namespace ZenML.Client.Pipelines;

/// <summary>The sensitive texts in a configuration, at any depth.</summary>
internal static class SensitiveTexts
{
    /// <summary>Calls <paramref name="action"/> for each text that is loaded.</summary>
    public static void ForEach(ConfigurationValue value, Action<SensitiveString> action)
    {
        switch (value)
        {
            case ConfigurationSensitive { Value: { } text }:
                action(text);
                break;
            case ConfigurationMap map:
                foreach (var entry in map.Values)
                {
                    ForEach(entry, action);
                }

                break;
            case ConfigurationList list:
                foreach (var item in list)
                {
                    ForEach(item, action);
                }

                break;
        }
    }

    /// <summary>The same configuration with every sensitive text taken out, as records keep it.</summary>
    public static ConfigurationMap Without(ConfigurationMap map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, WithoutIn(entry.Value))));

    private static ConfigurationValue WithoutIn(ConfigurationValue value) => value switch
    {
        ConfigurationSensitive => new ConfigurationText(SensitiveString.Mask),
        ConfigurationMap map => Without(map),
        ConfigurationList list => new ConfigurationList(list.Select(WithoutIn)),
        _ => value,
    };
}
