using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Pipelines;

/// <summary>Puts values in the place of references, and says why that cannot be done.</summary>
internal static class ReferenceValues
{
    private const int ShownKeys = 20;

    public static ConfigurationValue Replace(ConfigurationValue value, IReadOnlyDictionary<SecretReference, SensitiveString> resolved) => value switch
    {
        ConfigurationText text when SecretReference.TryParse(text.Text, out var reference) => new ConfigurationSensitive(resolved[reference]),
        ConfigurationMap map => new ConfigurationMap(map.Select(entry => KeyValuePair.Create(entry.Key, Replace(entry.Value, resolved)))),
        ConfigurationList list => new ConfigurationList(list.Select(item => Replace(item, resolved))),
        _ => value,
    };

    /// <summary>One line for each reference that does not resolve, naming the attribute, the secret and the keys that there are; empty if
    /// all do by now.</summary>
    public static async Task<string> ExplainAsync(
        ISecretsService secrets, Id<Workspace> workspace, IReadOnlyCollection<ReferenceUse> uses, CancellationToken cancellationToken)
    {
        var checks = await secrets.CheckAsync(
            workspace, [.. uses.Select(use => use.Reference)], SecretValidationLevel.SecretAndKeyExists, cancellationToken);
        var lines = new List<string>();
        foreach (var check in checks.Where(check => !check.Passes))
        {
            var places = string.Join(
                ", ", uses.Where(use => use.Reference == check.Reference)
                .Select(use => MessageText.Of($"'{use.Attribute}' in {use.Owner:raw}")));
            lines.Add(check.Outcome switch
            {
                ReferenceOutcome.SecretMissing =>
                    MessageText.Of($"{places:raw} refers to the secret '{check.Reference.Name}', which does not exist."),
                ReferenceOutcome.ValuesMissing =>
                    MessageText.Of($"{places:raw} refers to the secret '{check.Reference.Name}', whose values are missing from the "
                    + $"secrets store."),
                _ => MessageText.Of($"{places:raw} refers to the key '{check.Reference.Key}' of the secret '{check.Reference.Name}', "
                    + $"which has {await ListKeysAsync(secrets, workspace, check, cancellationToken)}."),
            });
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static async Task<string> ListKeysAsync(
        ISecretsService secrets, Id<Workspace> workspace, ReferenceCheck check, CancellationToken cancellationToken)
    {
        var secret = await secrets.FindAsync(workspace, check.Reference.Name, check.Scope, LookupMode.Exact, cancellationToken);

        // A lookup takes ids too and a reference does not, so a secret called like another's id would be answered with that other one.
        return secret.Name.Value != check.Reference.Name || secret.Keys.Count == 0 ? "no such key"
            : secret.Keys.Count <= ShownKeys ? $"the keys: {string.Join(", ", secret.Keys)}"
            : Number.Of(secret.Keys.Count, "other");
    }
}
