using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Masking;

/// <summary>The sensitive texts in a configuration, at any depth.</summary>
internal static class SensitiveTexts
{
    /// <summary>Calls <paramref name="action"/> for each decrypted text, and for each password in an address.</summary>
    public static void ForEach(ConfigurationValue value, Action<SensitiveString> action)
    {
        foreach (var leaf in value.Leaves())
        {
            var text = leaf switch
            {
                ConfigurationSensitive { Value: { IsPlain: false } sensitive } => sensitive.Reveal(),
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
}
