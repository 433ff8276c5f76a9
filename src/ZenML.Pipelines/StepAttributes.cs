using ZenML.Client;
using ZenML.Client.Masking;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Pipelines.Running;

namespace ZenML.Pipelines;

/// <summary>
/// Named values, some of which are secret references. A reference is resolved each time it is used, so that changes in the meantime are
/// seen. A nested value is named by its path, as in messages: <c>env[0].value</c>.
/// </summary>
public class StepAttributes
{
    private readonly string owner;
    private readonly ConfigurationMap attributes;
    private readonly Id<Workspace> workspace;
    private readonly MaskingScope masking;

    internal StepAttributes(
        string owner, ConfigurationMap attributes, ClientRuntime runtime, Id<Workspace> workspace, MaskingScope masking)
    {
        this.owner = owner;
        this.attributes = attributes;
        this.workspace = workspace;
        this.masking = masking;
        Runtime = runtime;
    }

    /// <summary>The names that were set, in order; defaults are not among them.</summary>
    public IEnumerable<string> Names => attributes.Keys;

    private protected ClientRuntime Runtime { get; }

    /// <summary>Returns whether an attribute was set.</summary>
    /// <param name="attribute">The name, or the path to a nested value.</param>
    public bool Contains(string attribute) => Find(attribute) is not (null or { Value: ConfigurationNull });

    /// <summary>
    /// Returns an attribute as text: for a reference the value that it refers to, for a number its digits, for a Boolean <c>true</c> or
    /// <c>false</c>.
    /// </summary>
    /// <param name="attribute">The name, or the path to a nested value.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it is not set and has no default. <see cref="ErrorCode.MissingSecrets"/>: its reference does not
    /// resolve. <see cref="ErrorCode.InvalidArgument"/>: it is a map or a list.
    /// </exception>
    public async Task<SensitiveString> GetAsync(string attribute, CancellationToken cancellationToken = default) =>
        await FindAsync(attribute, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, Names.Any()
                ? MessageText.Of($"'{attribute}' is not set in {owner:raw}. These are set: {string.Join(", ", Names)}.")
                : MessageText.Of($"'{attribute}' is not set in {owner:raw}. Nothing is set there."));

    /// <summary>Returns an attribute as <see cref="GetAsync"/> does, or null if it is not set and has no default.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<SensitiveString?> FindAsync(string attribute, CancellationToken cancellationToken = default) =>
        await FindValueAsync(attribute, cancellationToken) switch
        {
            null or ConfigurationNull => null,
            ConfigurationText text => new SensitiveString(text.Text),
            ConfigurationNumber number => new SensitiveString(number.Digits),
            ConfigurationBoolean truth => new SensitiveString(truth.Value ? "true" : "false"),
            ConfigurationSensitive { Value: { } value } => value,
            _ => throw new ZenException(
                ErrorCode.InvalidArgument,
                $"'{attribute}' in {owner:raw} is not a single value. Use the path of a value inside it, or {nameof(FindValueAsync)}."),
        };

    /// <summary>
    /// Returns an attribute with everything inside it, or null if it is not set and has no default. References in it are replaced with a
    /// <see cref="ConfigurationSensitive"/> that contains the value.
    /// </summary>
    /// <param name="attribute">The name, or the path to a nested value.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.MissingSecrets"/>: references in it do not resolve; the message names each of them.
    /// </exception>
    public async Task<ConfigurationValue?> FindValueAsync(string attribute, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var (path, value) = Find(attribute)
            ?? (ConfigurationPath.Root.Entry(attribute), await FindDefaultAsync(attribute, cancellationToken));
        if (value is not null && value.Leaves().Any(leaf => leaf is ConfigurationSensitive { Value: null }))
        {
            value = path.FindIn(await RevealAsync(cancellationToken));
        }

        if (value is null)
        {
            return null;
        }

        masking.Add(value);
        ReferenceUse[] uses = [.. ReferenceUse.In(value, owner, path)];
        if (uses.Length == 0)
        {
            return value;
        }

        var services = await Runtime.OpenAsync(cancellationToken);
        return await new ReferenceResolution(services, workspace).ReplaceAsync(value, uses, cancellationToken);
    }

    /// <summary>Returns the default of an attribute that is not set, or null if it has none.</summary>
    private protected virtual Task<ConfigurationValue?> FindDefaultAsync(string attribute, CancellationToken cancellationToken) =>
        Task.FromResult<ConfigurationValue?>(null);

    /// <summary>Returns the attributes with sensitive texts decrypted.</summary>
    private protected virtual Task<ConfigurationMap> RevealAsync(CancellationToken cancellationToken) => Task.FromResult(attributes);

    /// <summary>Names can contain dots and brackets, so several paths can have the same text. The one with the fewest names wins.</summary>
    private (ConfigurationPath Path, ConfigurationValue? Value)? Find(string attribute)
    {
        (ConfigurationPath Path, ConfigurationValue? Value)? found = null;
        foreach (var node in attributes.Walk())
        {
            if ((found is null || node.Path.Length < found.Value.Path.Length) && node.Path.ToString() == attribute)
            {
                found = node;
            }
        }

        return found;
    }
}
