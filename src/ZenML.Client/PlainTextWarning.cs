using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client;

/// <summary>Warns of plain text and passwords that a component was given instead of a reference.</summary>
internal static class PlainTextWarning
{
    /// <summary>Warns of plain text that the service stores encrypted, because the flavor calls the attribute sensitive.</summary>
    public static void WarnOfPlainText(this ClientSession session, Component component, ConfigurationMap given)
    {
        foreach (var attribute in given.Keys)
        {
            if (!component.Configuration.TryGetValue(attribute, out var value) || !value.HoldsSensitive())
            {
                continue;
            }

            var holder = MessageText.Of($"The attribute '{attribute}' of the {component.Type.Words()} '{component.Name}' has");
            session.Options.Warn(value.Leaves().Any(leaf => leaf is ConfigurationSensitive { DisplayText: SensitiveString.Mask })
                ? $"{holder} a plaintext value. It is stored encrypted, but prefer a secret reference such as {{{{secret.key}}}}."
                : $"{holder} an address with a password. It is stored encrypted, but prefer a secret reference to the whole "
                    + $"address.");
        }
    }
}
