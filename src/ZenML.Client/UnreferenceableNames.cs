using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Client;

/// <summary>Names of secrets and keys that no reference can express.</summary>
internal static class UnreferenceableNames
{
    /// <summary>Warns of a name or keys that no reference can express, and of a name that looks like an id.</summary>
    /// <param name="options">The options of the client, which receive the warnings.</param>
    /// <param name="name">The new name; null if it did not change.</param>
    /// <param name="keys">The new keys.</param>
    public static void Warn(ZenClientOptions options, string? name, IEnumerable<string> keys)
    {
        if (name is not null && !SecretReference.CanExpressName(name))
        {
            options.Warn(
                $"No reference can name the secret '{name}', because names in references cannot contain white space or dots. You can "
                + $"still use it by name or id.");
        }

        if (Id<Secret>.TryParse(name, out _))
        {
            options.Warn(
                $"The secret's name '{name}' looks like an id. If another secret has that id, commands that take a name or an id use "
                + $"the other secret.");
        }

        foreach (var key in keys.Where(key => !SecretReference.CanExpressKey(key)))
        {
            options.Warn(
                $"No reference can name the key '{key}', because keys in references cannot be empty or contain white space. You can "
                + $"still use it in other ways.");
        }
    }
}
