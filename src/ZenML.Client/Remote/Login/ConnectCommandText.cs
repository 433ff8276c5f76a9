using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login;

/// <summary>The command that logs in again the way it was done before.</summary>
internal static class ConnectCommandText
{
    /// <summary>Writes it.</summary>
    /// <param name="address">The server.</param>
    /// <param name="account">The login that ended; null if there was none.</param>
    /// <param name="certificateAuthorities">
    /// A file with the certificates that vouch for the server; null for those that the system trusts.
    /// </param>
    public static string Write(ServerAddress address, ServerAccount? account, string? certificateAuthorities)
    {
        var command = $"zenml connect --url {ShellWord.Quote(address.ToString())}";
        if (account is { UserName: { } user })
        {
            command += $" --username {ShellWord.Quote(user)}";
        }
        else if (account is { ApiKey: not null })
        {
            command += " --api-key";
        }

        return certificateAuthorities is null ? command : $"{command} --ca-file {ShellWord.Quote(certificateAuthorities)}";
    }
}
