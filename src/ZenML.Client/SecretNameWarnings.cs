using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;

namespace ZenML.Client;

/// <summary>Warnings of names and keys that work, but not everywhere, and of imports in several transactions.</summary>
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

    /// <summary>Warns of the new names and keys of an import, and if it was not one transaction.</summary>
    public static void WarnAfterImport(this ClientSession session, SecretImportReport report)
    {
        foreach (var secret in report.Secrets)
        {
            session.WarnIfNotReferenceable(secret.Outcome == SecretImportOutcome.Created ? secret.Name.Value : null, secret.Keys.Added);
        }

        if (!report.IsOneTransaction && report.Secrets.Count(secret => secret.Outcome != SecretImportOutcome.Unchanged) > 1)
        {
            session.Options.Warn(
                $"This server changes secrets one by one, so the import is not one transaction. If it fails, some secrets can be imported "
                + $"and others not.");
        }
    }
}
