using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Client;

/// <summary>Warnings of names and keys that work, but not everywhere.</summary>
internal static class SecretNameWarnings
{
    /// <summary>Warns of a new name, and of new keys, that no reference can express.</summary>
    public static void WarnIfNotReferenceable(this ClientSession session, string? name, IEnumerable<string> keys)
    {
        if (name is not null && !SecretReference.CanExpressName(name))
        {
            session.Options.Warn(
                $"No reference can name the secret '{name}', because names in references cannot contain white space or dots. You can "
                + $"still use it by name or id.");
        }

        if (Id<Secret>.TryParse(name, out _))
        {
            session.Options.Warn(
                $"The secret's name '{name}' looks like an id. If another secret has that id, commands that take a name or an id use "
                + $"the other secret.");
        }

        foreach (var key in keys.Where(key => !SecretReference.CanExpressKey(key)))
        {
            session.Options.Warn(
                $"No reference can name the key '{key}', because keys in references cannot be empty or contain white space. You can "
                + $"still use it in other ways.");
        }
    }
}
