using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Login.SingleSignOn;
using ZenML.Client.Remote.Wire;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Paths;

namespace ZenML.Client;

/// <summary>
/// Connects this account on this machine to a server, and back to the local store. The choice applies to every client opened later.
/// </summary>
public static class ZenServer
{
    /// <summary>Logs in to a server and makes it the store in use. If that fails, nothing changes.</summary>
    /// <param name="address">Its address, such as <c>https://zenml.example.com</c>.</param>
    /// <param name="login">How to log in.</param>
    /// <param name="options">Where settings and credentials are stored, and which certificate authorities to trust.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The address, as it is stored.</returns>
    /// <exception cref="ZenException">
    /// The server cannot be reached, is not a ZenML server, or rejects the login; or <c>ZENML_STORE_URL</c> does not name a server.
    /// </exception>
    public static async Task<string> ConnectAsync(
        string address, ServerLogin login, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(login);
        options ??= new ZenClientOptions();
        var server = ServerAddress.Parse(address);

        // The environment takes precedence over the choice made here: if it is invalid, no client could use the choice.
        _ = options.FindServer();
        var settings = new SettingsFile(options);
        var route = ServerRoute.To(server, options) with { IsNew = true };
        route.WarnOfReaders(server, isNew: true, options.Warn);
        var authorities = options.FindCertificateAuthorities() is { } file ? Path.GetFullPath(file) : null;
        var credentials = new CredentialsFile(options.FindConfigPath(), options.OnWarning);
        using var transport = new Transport(server, authorities, options.Clock, route);
        var logins = new LoginRequests(server, transport, options.Clock);
        var account = login is ServerLogin.SingleSignOn single
            ? await new SingleSignOnLogin(new SingleSignOnRequests(server, transport), logins, options.Clock, options.Warn)
                .RunAsync(single, cancellationToken)
            : await LogInAsync(logins, login, credentials, cancellationToken);

        // Checked before anything is stored, so that a useless login is not stored.
        using (var session = new AccountSession(server, authorities, logins, () => account, _ => { }, options.Clock))
        {
            var connection = new ServerConnection(server, transport, session);
            var user = WireReading.ReadUser(await connection.GetAsync(ApiPaths.CurrentUser, cancellationToken));
            foreach (var notice in ResetNotices.Describe(await ResetNotices.ReadAsync(connection, user.Id, cancellationToken)))
            {
                options.Warn(notice);
            }
        }

        var name = server.ToString();
        credentials.Set(name, account with { Extensions = transport.Extensions });
        settings.Change(current =>
        {
            var chosen = current.FindServer(name) with { CertificateAuthorities = authorities, Account = route.Trusted.ToStoredText() };
            return current.WithServer(name, chosen) with { ConnectedTo = name };
        });
        return name;
    }

    /// <summary>
    /// Makes the local store the one in use, ends the session at the server, and forgets the login and the account that the server was
    /// trusted to run as. If the server cannot be reached, there is a warning.
    /// </summary>
    /// <param name="options">Where settings and credentials are stored, and who is warned.</param>
    /// <param name="cancellationToken">Cancels the request to the server; nothing is forgotten then.</param>
    /// <returns>The address of the server that was in use; null if there was none.</returns>
    /// <exception cref="ZenException">The settings or the credentials cannot be read or written.</exception>
    public static async Task<string?> DisconnectAsync(ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ZenClientOptions();
        var settings = new SettingsFile(options);
        var current = settings.Read();
        if (current.ConnectedTo is not { } address)
        {
            return null;
        }

        var credentials = new CredentialsFile(options.FindConfigPath(), options.OnWarning);
        if (credentials.Find(address)?.Token is { } token)
        {
            await EndSessionAsync(address, token, options, cancellationToken);
        }

        credentials.Remove(address);
        settings.Change(changed => Forget(changed, address) with { ConnectedTo = null });
        return address;
    }

    /// <summary>Logs in to the server in use with the API key of a service account. If that fails, nothing changes.</summary>
    /// <returns>The address of the server.</returns>
    /// <exception cref="ZenException">No server is in use, it cannot be reached, or it rejects the key.</exception>
    public static Task<string> UseApiKeyAsync(
        SensitiveString key, ZenClientOptions? options = null, CancellationToken cancellationToken = default) =>
        LogInAsync(new ServerLogin.ApiKey(key), options, cancellationToken);

    /// <summary>Logs in again to the server in use, perhaps as someone else. If that fails, nothing changes.</summary>
    /// <param name="login">How to log in.</param>
    /// <param name="options">As in <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The address of the server.</returns>
    /// <exception cref="ZenException">No server is in use, it cannot be reached, or it rejects the login.</exception>
    public static Task<string> LogInAsync(
        ServerLogin login, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ZenClientOptions();
        var (address, authorities) = FindServerInUse(options);
        return ConnectAsync(address, login, options with { ServerCertificateAuthorities = authorities }, cancellationToken);
    }

    /// <summary>Asks a server for its single sign-on. This needs no login.</summary>
    /// <param name="address">The server; null for the one in use.</param>
    /// <param name="options">Which certificate authorities to trust.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The single sign-on; null if the server has none, as ZenML's own servers.</returns>
    /// <exception cref="ZenException">No server is in use, or it cannot be reached.</exception>
    public static async Task<SingleSignOnOffer?> FindSingleSignOnAsync(
        string? address = null, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ZenClientOptions();
        var (found, authorities) = address is null ? FindServerInUse(options) : (address, options.FindCertificateAuthorities());
        var server = ServerAddress.Parse(found);
        using var transport = new Transport(
            server, authorities, options.Clock, ServerRoute.To(server, options) with { IsNew = address is not null });
        return (await new SingleSignOnRequests(server, transport).FindAsync(cancellationToken))?.ToOffer();
    }

    /// <summary>
    /// Activates an account with the token that an administrator got for it, and sets its password. This does not log anyone in.
    /// </summary>
    /// <param name="address">The server; null for the one in use.</param>
    /// <param name="nameOrId">The account.</param>
    /// <param name="activationToken">The token.</param>
    /// <param name="password">The new password.</param>
    /// <param name="options">Which certificate authorities to trust.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The address of the server.</returns>
    /// <exception cref="ZenException">
    /// The token is not valid for this account, the password is not allowed, or the server cannot be reached.
    /// </exception>
    public static async Task<string> ActivateUserAsync(
        string? address,
        string nameOrId,
        SensitiveString activationToken,
        SensitiveString password,
        ZenClientOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        ArgumentNullException.ThrowIfNull(activationToken);
        ArgumentNullException.ThrowIfNull(password);
        options ??= new ZenClientOptions();
        var (found, authorities) = address is null ? FindServerInUse(options) : (address, options.FindCertificateAuthorities());
        var server = ServerAddress.Parse(found);
        using var transport = new Transport(server, authorities, options.Clock, ServerRoute.To(server, options));
        await new ActivationRequest(server, transport).SendAsync(nameOrId, activationToken, password, cancellationToken);
        return server.ToString();
    }

    /// <summary>Asks the server in use what it is, and whether the login works. Changes nothing but a token that must be renewed.</summary>
    /// <param name="options">Where settings and credentials are stored.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>What was found, problems included; null if the local store is in use.</returns>
    /// <exception cref="ZenException">The settings cannot be read, or name something that is not a server.</exception>
    public static Task<ServerInspection?> InspectAsync(ZenClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ServerProbe.RunAsync(options ?? new ZenClientOptions(), cancellationToken);

    /// <remarks>Whom to trust on this machine belongs to the login. The next one says it again.</remarks>
    private static LocalSettings Forget(LocalSettings settings, string address) =>
        settings.FindServer(address) is { Account: not null } known
        ? settings.WithServer(address, known with { Account = null })
        : settings;

    private static (string Address, string? CertificateAuthorities) FindServerInUse(ZenClientOptions options)
    {
        var settings = new SettingsFile(options).Read();
        var address = settings.FindServerInUse(options)
            ?? throw new ZenException(ErrorCode.NotAllowed, "No server is in use. Connect to one first: zenml connect --url URL");
        return (address, settings.FindCertificateAuthorities(ServerAddress.Parse(address).ToString(), options));
    }

    private static async Task EndSessionAsync(string address, string token, ZenClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var server = ServerAddress.Parse(address);
            var authorities = new SettingsFile(options).Read().FindCertificateAuthorities(address, options);
            using var transport = new Transport(server, authorities, options.Clock, ServerRoute.To(server, options));
            await new LogoutRequest(server, transport).SendAsync(token, options.Clock, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code != ErrorCode.InvalidArgument)
        {
            options.Warn(
                $"The stored login was deleted, but the server {address} did not respond. Its session lasts until its token expires.");
        }
    }

    private static async Task<ServerAccount> LogInAsync(
        LoginRequests logins, ServerLogin login, CredentialsFile credentials, CancellationToken cancellationToken) => login switch
    {
        ServerLogin.Password password => new ServerAccount
        {
            UserName = password.UserName,
            Password = password.IsKept ? password.Secret.Reveal() : null,
            Token = await logins.WithPasswordAsync(password.UserName, password.Secret, isStored: false, cancellationToken),
        },
        ServerLogin.ApiKey key => new ServerAccount
        {
            ApiKey = key.Key.Reveal(),
            Token = await logins.WithApiKeyAsync(key.Key, isStored: false, cancellationToken),
        },
        ServerLogin.Browser browser => new ServerAccount
        {
            Token = await logins.InBrowserAsync(credentials.GetDeviceClientId(), browser.Show, cancellationToken),
        },
        _ => throw new ArgumentException("Unknown kind of login.", nameof(login)),
    };
}
