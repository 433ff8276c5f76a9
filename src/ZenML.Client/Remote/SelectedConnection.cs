using ZenML.Client.Local;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Login.Identities;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote;

/// <summary>The door that options, environment and settings lead to; decided at its first use, so that a client costs nothing
/// before.</summary>
internal sealed class SelectedConnection(ZenClientOptions options, SettingsFile settings) : IStoreConnection
{
    private readonly Lazy<IStoreConnection> selected = new(() => Select(options, settings));

    public StoreDescription Describe() => selected.Value.Describe();

    public string? DescribeLogin() => selected.Value.DescribeLogin();

    public string Identify() => selected.Value.Identify();

    public ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) => selected.Value.OpenAsync(cancellationToken);

    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) =>
        selected.Value.OpenAccountsAsync(cancellationToken);

    public ValueTask<ISingleRequestReads?> FindSingleRequestReadsAsync(
        Action<SensitiveString> observe, CancellationToken cancellationToken) =>
        selected.Value.FindSingleRequestReadsAsync(observe, cancellationToken);

    public Task<DownloadedBackup> DownloadBackupAsync(DownloadTarget target, CancellationToken cancellationToken) =>
        selected.Value.DownloadBackupAsync(target, cancellationToken);

    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => selected.Value.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => selected.IsValueCreated ? selected.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static IStoreConnection Select(ZenClientOptions options, SettingsFile settings)
    {
        if (options.FindServer() is { } given)
        {
            return OpenGiven(ServerAddress.Parse(given), options, settings);
        }

        var chosen = settings.Read();
        if (chosen.ConnectedTo is null && options.FindServerLogin() is not null)
        {
            // The store of this machine would seem to be the server, and empty.
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"A login for a server is given ({ZenClientOptions.ApiKeyVariable}, or {ZenClientOptions.UserNameVariable} and "
                + $"{ZenClientOptions.PasswordVariable}), but no server. Set {ZenClientOptions.ServerVariable} too, "
                + $"or remove the login to use the local store.");
        }

        if (chosen.ConnectedTo is null && IdentitySources.IsGiven(options))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"An identity token for a server is given ({ZenClientOptions.IdentityTokenFileVariable}, "
                + $"{ZenClientOptions.IdentityTokenCommandVariable} or {ZenClientOptions.IdentityTokenVariable}), but no server. "
                + $"Set {ZenClientOptions.ServerVariable} too, or remove it to use the local store.");
        }

        return chosen.ConnectedTo is { } address
            ? OpenStored(ServerAddress.Parse(address), chosen.FindServer(address).CertificateAuthorities, options)
            : new LocalConnection(options);
    }

    /// <summary>
    /// A server named by options or environment. With a key or an identity given there too, nothing is written to disk; else the login is
    /// the one of <c>zenml connect</c>, and without one the identity that the surroundings offer.
    /// </summary>
    private static RemoteConnection OpenGiven(ServerAddress address, ZenClientOptions options, SettingsFile settings)
    {
        var authorities = options.FindCertificateAuthorities() ?? settings.Read().FindServer(address.ToString()).CertificateAuthorities;
        if ((options.FindServerLogin() ?? FindIdentity(address, options)) is not { } login)
        {
            return OpenStored(address, authorities, options);
        }

        var account = login;
        return Open(address, authorities, () => account, change => account = change(account), options);
    }

    private static ServerAccount? FindIdentity(ServerAddress address, ZenClientOptions options)
    {
        var given = IdentitySources.FindGiven(address, options);
        var identity = given ?? IdentitySources.FindOffered(address, options);
        var isNeeded = given is not null
            || (identity is not null && new CredentialsFile(options.FindConfigPath()).Find(address.ToString()) is null);
        return isNeeded ? new ServerAccount { Identity = identity } : null;
    }

    private static RemoteConnection OpenStored(ServerAddress address, string? authorities, ZenClientOptions options)
    {
        var credentials = new CredentialsFile(options.FindConfigPath(), options.OnWarning);
        var name = address.ToString();
        return Open(address, authorities, () => credentials.Find(name), change => credentials.Update(name, change), options);
    }

    private static RemoteConnection Open(
        ServerAddress address, string? authorities, Func<ServerAccount?> read, Action<Func<ServerAccount, ServerAccount>> update,
        ZenClientOptions options)
    {
        var route = ServerRoute.To(address, options);
        route.WarnOfReaders(address, isNew: false, options.Warn);
        return new RemoteConnection(address, authorities, read, update, options.Clock, route);
    }
}
