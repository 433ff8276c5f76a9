using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <content>Creates secrets with options.</content>
public partial class SecretsClient
{
    /// <summary>Creates a secret in the active workspace.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The keys and values.</param>
    /// <param name="options">What else it is.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// The name is invalid or taken in that scope, the secret is too large, the options do not fit together, or you may not create secrets
    /// there.
    /// </exception>
    public virtual async Task<SecretInfo> CreateAsync(
        string name, SecretValues values, SecretOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        var created = await Session.CallInWorkspaceAsync(
            (services, workspace) => services.Secrets.CreateAsync(
                new NewSecret(workspace, SecretName.Parse(name), options.Scope, values)
                {
                    KeepVersions = options.KeepVersions,
                    IsRestricted = options.IsRestricted ? true : null,
                    Details = options.Details,
                },
                cancellationToken),
            cancellationToken);
        Session.WarnIfNotReferenceable(created.Name.Value, created.Keys);
        return created;
    }
}
