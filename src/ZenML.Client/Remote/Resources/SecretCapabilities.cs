using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Rejects requests for what a server does not store about secrets, before anything is sent that it would ignore.</summary>
internal sealed class SecretCapabilities(ServerConnection connection)
{
    /// <summary>Makes sure that the server keeps versions of values if their number is given.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: it keeps none; <see cref="ErrorCode.InvalidArgument"/>: the number is out of range.
    /// </exception>
    public async Task EnsureKeepsVersionsAsync(int? versions, CancellationToken cancellationToken)
    {
        SecretLimits.CheckKeepVersions(versions);
        if (versions is not null && !await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} does not keep earlier versions of secrets, so their number cannot be set. Nothing was "
                + $"changed.");
        }
    }

    /// <summary>Makes sure that the server can restrict secrets if one is to be restricted.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it cannot.</exception>
    public async Task EnsureRestrictsAsync(bool? restricted, CancellationToken cancellationToken)
    {
        if (restricted is true && !await connection.HasExtensionsAsync(ExtensionPaths.WithAccess, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} has no roles that would not open a secret, so it cannot be restricted. Nothing was "
                + $"changed.");
        }
    }

    /// <summary>Makes sure that the server compares the version of a secret with every change if one is given.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it does not.</exception>
    public async Task EnsureChecksVersionAsync(long? ifVersion, CancellationToken cancellationToken)
    {
        if (ifVersion is not null && !await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} does not compare versions of secrets with this change, so it cannot depend on one. "
                + $"Nothing was changed. To make the change whatever the version, omit the version.");
        }
    }

    /// <summary>Makes sure that the server stores descriptions, tags, expiry and plain keys of secrets if any are given.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: it does not; <see cref="ErrorCode.InvalidArgument"/>: one of them is invalid.
    /// </exception>
    public async Task EnsureKeepsDetailsAsync(SecretDetailsUpdate? details, CancellationToken cancellationToken)
    {
        details?.Check();
        if (details is { NamesKeys: true } && !await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} does not store which keys of a secret are not secret. Nothing was changed.");
        }

        if (details is { IsNone: false })
        {
            await EnsureKeepsDetailsAsync(cancellationToken);
        }
    }

    /// <summary>Makes sure that the server knows the fields of a query. One that does not would list everything.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it does not.</exception>
    public async Task EnsureFiltersAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        if (query.Conditions.Any(condition => condition.Field.Name == SecretFields.Tag))
        {
            await EnsureKeepsDetailsAsync(cancellationToken);
        }
    }

    /// <summary>Makes sure that the server stores descriptions, tags and expiry of secrets.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it does not.</exception>
    public async Task EnsureKeepsDetailsAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} keeps no descriptions, tags or expiry of secrets. Nothing was changed.");
        }
    }
}
