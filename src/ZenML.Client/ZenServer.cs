using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Paths;

namespace ZenML.Client;

/// <summary>Connects this account on this machine to a server, and back to the local store. What it chooses holds for every client opened
/// later.</summary>
public static class ZenServer
{
    /// <summary>Logs in to a server and makes it the store in use. If that fails, nothing changes.</summary>
    /// <param name="address">Where it is, such as <c>https://zenml.example.com</c>.</param>
    /// <param name="login">How to log in.</param>
    /// <param name="options">Where settings and credentials lie, and which certificates vouch for the server.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The address, as it is stored.</returns>
    /// <exception cref="ZenException">The server cannot be reached, is no ZenML server, or does not accept the login; or
    /// <c>ZENML_STORE_URL</c> names something else than a server.</exception>
    public static async Task<string> ConnectAsync(string address, ServerLogin login, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(login);
        options ??= new ZenClientOptions();
        var server = ServerAddress.Parse(address);

        // What the environment names comes before what is chosen here: if that is a mistake, no client could use the choice.
        _ = options.FindServer();
        var settings = new SettingsFile(options);
        var route = ServerRoute.To(server, options);
        route.WarnOfReaders(server, isNew: true, options.Warn);
        var authorities = options.FindCertificateAuthorities() is { } file ? Path.GetFullPath(file) : null;
        var credentials = new CredentialsFile(options.FindConfigPath(), options.OnWarning);
        using var transport = new Transport(server, authorities, options.Clock, route);
        var account = await LogInAsync(new LoginRequests(server, transport, options.Clock), login, credentials, cancellationToken);

        // Asked before anything is stored, so that a login that is of no use is not kept.
        using (var session = new AccountSession(server, authorities, new LoginRequests(server, transport, options.Clock), () => account, _ => { }))
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
    /// Makes the local store the one in use, ends the session at the server, and forgets the login. If the server
    /// cannot be reached, there is a warning.
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
        settings.Change(changed => changed with { ConnectedTo = null });
        return address;
    }

    /// <summary>Logs in to the server in use with the key of a service account, which is kept. If that fails, nothing changes.</summary>
    /// <returns>The address.</returns>
    /// <exception cref="ZenException">No server is in use, it cannot be reached, or does not accept the key.</exception>
    public static Task<string> UseApiKeyAsync(SensitiveString key, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ZenClientOptions();
        var (address, authorities) = FindServerInUse(options);
        return ConnectAsync(address, new ServerLogin.ApiKey(key), options with { ServerCertificateAuthorities = authorities }, cancellationToken);
    }

    /// <summary>Activates an account with the token that an administrator was given for it, and sets its password. Nobody is logged in by
    /// that.</summary>
    /// <param name="address">The server; null for the one in use.</param>
    /// <param name="nameOrId">The account.</param>
    /// <param name="activationToken">The token.</param>
    /// <param name="password">The new password.</param>
    /// <param name="options">Which certificates vouch for the server.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The address of the server.</returns>
    /// <exception cref="ZenException">The token is not valid for this account, the password cannot be one, or the server cannot be
    /// reached.</exception>
    public static async Task<string> ActivateUserAsync(
        string? address, string nameOrId, SensitiveString activationToken, SensitiveString password, ZenClientOptions? options = null, CancellationToken cancellationToken = default)
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

    private static (string Address, string? CertificateAuthorities) FindServerInUse(ZenClientOptions options)
    {
        var settings = new SettingsFile(options).Read();
        return (options.FindServer() ?? settings.ConnectedTo) is { } address
            ? (address, options.FindCertificateAuthorities() ?? settings.FindServer(ServerAddress.Parse(address).ToString()).CertificateAuthorities)
            : throw new ZenException(ErrorCode.NotAllowed, "No server is in use. Connect to one first: zenml connect --url URL");
    }

    private static async Task EndSessionAsync(string address, string token, ZenClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var server = ServerAddress.Parse(address);
            var kept = new SettingsFile(options).Read().FindServer(address);
            var authorities = options.FindCertificateAuthorities() ?? kept.CertificateAuthorities;
            using var transport = new Transport(server, authorities, options.Clock, ServerRoute.To(server, options));
            await new LogoutRequest(server, transport).SendAsync(token, options.Clock, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code != ErrorCode.InvalidArgument)
        {
            options.Warn(
                $"The login is removed here, but the server {address} did not answer: there, the session lasts until its token expires.");
        }
    }

    private static async Task<ServerAccount> LogInAsync(LoginRequests logins, ServerLogin login, CredentialsFile credentials, CancellationToken cancellationToken) => login switch
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
        _ => throw new ArgumentException("There is no such way to log in.", nameof(login)),
    };
}
