using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login;

/// <summary>Formats the command that logs in again in the same way.</summary>
internal static class ConnectCommandText
{
    /// <summary>Formats the command.</summary>
    /// <param name="address">The server.</param>
    /// <param name="account">The expired login; null if there was none.</param>
    /// <param name="certificateAuthorities">
    /// A PEM file with the certificates to trust for the server; null for those that the system trusts.
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
        else if (account is { SingleSignOn: not null })
        {
            command += " --sso";
        }

        return certificateAuthorities is null ? command : $"{command} --ca-file {ShellWord.Quote(certificateAuthorities)}";
    }
}
