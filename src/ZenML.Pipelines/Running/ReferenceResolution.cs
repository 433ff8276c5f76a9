using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Pipelines.Running;

/// <summary>Replaces references with the values that they refer to, and explains those that do not resolve.</summary>
internal sealed class ReferenceResolution(IZenServices services, Id<Workspace> workspace)
{
    private const int ShownKeys = 20;

    /// <summary>Returns a value with each reference in it replaced by a <see cref="ConfigurationSensitive"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="uses">The references in it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/>, with a line for each that does not resolve.</exception>
    public async Task<ConfigurationValue> ReplaceAsync(
        ConfigurationValue value, IReadOnlyCollection<ReferenceUse> uses, CancellationToken cancellationToken)
    {
        var resolved = await ResolveAsync(uses, cancellationToken);
        return value.WithLeaves(leaf =>
            leaf is ConfigurationText text && SecretReference.TryParse(text.Text, out var reference)
                ? new ConfigurationSensitive(resolved[reference])
                : leaf);
    }

    private async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyCollection<ReferenceUse> uses, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Secrets.ResolveAsync(workspace, [.. uses.Select(use => use.Reference)], cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.MissingSecrets)
        {
            var explanation = await ExplainAsync(uses, cancellationToken);
            throw new ZenException(ErrorCode.MissingSecrets, explanation.Length > 0 ? explanation : exception.Message);
        }
    }

    /// <summary>
    /// Returns a line for each reference that does not resolve, with the attribute, the secret and the keys that exist. The text is empty
    /// if all of them resolve by now.
    /// </summary>
    private async Task<string> ExplainAsync(IReadOnlyCollection<ReferenceUse> uses, CancellationToken cancellationToken)
    {
        var checks = await services.SecretMetadata.CheckAsync(
            workspace, [.. uses.Select(use => use.Reference)], SecretValidationLevel.SecretAndKeyExists, cancellationToken);
        var lines = new List<string>();
        foreach (var check in checks.Where(check => !check.Passes))
        {
            var places = string.Join(
                ", ",
                uses.Where(use => use.Reference == check.Reference)
                    .Select(use => MessageText.Of($"'{use.Attribute}' in {use.Owner:raw}")));
            lines.Add(check.Outcome switch
            {
                ReferenceOutcome.SecretMissing =>
                    MessageText.Of($"{places:raw} refers to the secret '{check.Reference.Name}', which does not exist."),
                ReferenceOutcome.ValuesMissing =>
                    MessageText.Of($"{places:raw} refers to the secret '{check.Reference.Name}', whose values are missing from the "
                        + $"secrets store."),
                ReferenceOutcome.NotReadable =>
                    MessageText.Of($"{places:raw} refers to the secret '{check.Reference.Name}', whose values you may not read."),
                _ => MessageText.Of($"{places:raw} refers to the key '{check.Reference.Key}' of the secret '{check.Reference.Name}', "
                    + $"which has {await ListKeysAsync(check, cancellationToken)}."),
            });
        }

        return string.Join(Environment.NewLine, lines);
    }

    private async Task<string> ListKeysAsync(ReferenceCheck check, CancellationToken cancellationToken)
    {
        var secret = await services.SecretMetadata.FindAsync(
            workspace, check.Reference.Name, check.Scope, LookupMode.Exact, cancellationToken);

        // A lookup also takes ids and a reference does not: if a secret has the id of another one as its name, the lookup finds that other.
        return secret.ReferenceName != check.Reference.Name || secret.Keys.Count == 0 ? "no such key"
            : secret.Keys.Count <= ShownKeys ? $"the keys: {string.Join(", ", secret.Keys)}"
            : Number.Of(secret.Keys.Count, "other");
    }
}
