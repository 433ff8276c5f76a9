using System.Security.Cryptography;
using ZenML.Cli.Output;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Server;

/// <summary>The password that <c>zenml up</c> makes for the first account of a server. It lies in a file of the configuration folder that its owner alone can read.</summary>
internal sealed class GeneratedPassword(CliEnvironment environment, string folder)
{
    /// <summary>No letters and digits that look alike. 24 of them are more than 130 bits.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const int Length = 24;

    /// <summary>The file.</summary>
    public string Location => Path.Combine(folder, "zenml-dotnet.server.password");

    /// <summary>The password that was made once, or one that is made now.</summary>
    /// <exception cref="Core.Errors.ZenException">The file cannot be written.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<(SensitiveString Password, bool IsNew)> FindOrMakeAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Location) && (await File.ReadAllTextAsync(Location, cancellationToken)).TrimEnd('\r', '\n') is { Length: > 0 } kept)
        {
            return (kept, false);
        }

        var made = RandomNumberGenerator.GetString(Letters, Length);
        await PrivateFile.WriteAsync(environment, Location, made + "\n", overwrite: true, cancellationToken);
        return (made, true);
    }

    /// <summary>Forgets a password that nobody took.</summary>
    public void Forget() => File.Delete(Location);
}
