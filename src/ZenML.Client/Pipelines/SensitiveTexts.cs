using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Pipelines;

/// <summary>The sensitive texts in a configuration, at any depth.</summary>
internal static class SensitiveTexts
{
    /// <summary>Calls <paramref name="action"/> for each text that is loaded, and for each password in an address.</summary>
    public static void ForEach(ConfigurationValue value, Action<SensitiveString> action)
    {
        foreach (var leaf in value.Leaves())
        {
            var text = leaf switch
            {
                ConfigurationSensitive { Value: { } sensitive } => sensitive.Reveal(),
                ConfigurationText plain when AddressCredentials.IsIn(plain.Text) => plain.Text,
                _ => null,
            };
            if (text is not null)
            {
                action(new SensitiveString(text));
                foreach (var password in AddressCredentials.Passwords(text))
                {
                    action(password);
                }
            }
        }
    }

    /// <summary>The same configuration with every sensitive text taken out, as records keep it.</summary>
    public static ConfigurationMap Without(ConfigurationMap map) => (ConfigurationMap)AddressCredentials.Show(map);
}
