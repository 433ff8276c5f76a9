using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Pipelines;

/// <summary>
/// Named values, some of which are secret references. A reference is resolved each time it is used, so that a value changed meanwhile is
/// seen. Nested values
/// are named by the way to them, as in messages: <c>env[0].value</c>.
/// </summary>
public class StepAttributes
{
    private readonly ConfigurationMap attributes;
    private readonly Id<Workspace> workspace;
    private readonly ObservedValues values;

    internal StepAttributes(string owner, ConfigurationMap attributes, ClientSession session, Id<Workspace> workspace, ObservedValues values)
    {
        Owner = owner;
        Session = session;
        this.attributes = attributes;
        this.workspace = workspace;
        this.values = values;
    }

    /// <summary>The names that were given, in order; defaults are not among them.</summary>
    public IEnumerable<string> Names => attributes.Keys;

    private protected string Owner { get; }

    private protected ClientSession Session { get; }

    /// <summary>Whether something of that name, or at the end of that way, was given.</summary>
    public bool Contains(string attribute) => AttributePath.Find(attributes, attribute) is not (null or ConfigurationNull);

    /// <summary>The value of an attribute as text: of a reference what it refers to, of a number its digits, of a truth value <c>true</c>
    /// or <c>false</c>.</summary>
    /// <param name="attribute">The name, or the way to a nested value.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such attribute and no default. <see cref="ErrorCode.MissingSecrets"/>: its reference
    /// does not resolve.
    /// <see cref="ErrorCode.InvalidArgument"/>: it is a map or a list.
    /// </exception>
    public async Task<SensitiveString> GetAsync(string attribute, CancellationToken cancellationToken = default) =>
        await FindAsync(attribute, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, Names.Any()
                ? MessageText.Of($"'{attribute}' is not set in {Owner:raw}. What is set: {string.Join(", ", Names)}.")
                : MessageText.Of($"'{attribute}' is not set in {Owner:raw}. Nothing is."));

    /// <summary>As <see cref="GetAsync"/>, but null if there is no such attribute and no default.</summary>
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
                $"'{attribute}' in {Owner:raw} is not a single value; name one inside it, or use {nameof(FindValueAsync)}."),
        };

    /// <summary>
    /// An attribute with all that is inside it. References in it have become <see cref="ConfigurationSensitive"/> with the value that they
    /// refer to; null if there
    /// is no such attribute and no default.
    /// </summary>
    /// <param name="attribute">The name, or the way to a nested value.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/>: references in it do not resolve; the message names
    /// each.</exception>
    public async Task<ConfigurationValue?> FindValueAsync(string attribute, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var found = AttributePath.Find(attributes, attribute) ?? await FindDefaultAsync(attribute, cancellationToken);
        if (found is not null && found.Leaves().Any(leaf => leaf is ConfigurationSensitive { Value: null }))
        {
            found = AttributePath.Find(await RevealAsync(cancellationToken), attribute);
        }

        if (found is null)
        {
            return null;
        }

        SensitiveTexts.ForEach(found, values.Add);
        var uses = ReferenceUse.In(new ConfigurationMap { [attribute] = found }, Owner).ToArray();
        return uses.Length == 0 ? found : ReferenceValues.Replace(found, await ResolveAsync(uses, cancellationToken));
    }

    /// <summary>The value of an attribute that was not given.</summary>
    private protected virtual Task<ConfigurationValue?> FindDefaultAsync(string attribute, CancellationToken cancellationToken) =>
        Task.FromResult<ConfigurationValue?>(null);

    /// <summary>The attributes with sensitive texts loaded.</summary>
    private protected virtual Task<ConfigurationMap> RevealAsync(CancellationToken cancellationToken) => Task.FromResult(attributes);

    private async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(ReferenceUse[] uses, CancellationToken cancellationToken)
    {
        var secrets = (await Session.OpenAsync(cancellationToken)).Secrets;
        try
        {
            return await secrets.ResolveAsync(workspace, [.. uses.Select(use => use.Reference)], cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.MissingSecrets)
        {
            var explanation = await ReferenceValues.ExplainAsync(secrets, workspace, uses, cancellationToken);
            throw new ZenException(ErrorCode.MissingSecrets, explanation.Length > 0 ? explanation : exception.Message);
        }
    }
}
