using System.Security.Cryptography;
using System.Text;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The password that <c>zenml up</c> generates for the first account of a server, in a file of the configuration folder
/// that only its owner can read.
/// </summary>
internal sealed class GeneratedPassword(CliEnvironment environment, string folder)
{
    /// <summary>No letters and digits that look alike. 24 of them have more than 130 bits of entropy.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const int Length = 24;

    /// <summary>The file.</summary>
    public string Location => Path.Combine(folder, "zenml-dotnet.server.password");

    /// <summary>A sentence on who else can read or replace the file; null if nobody can.</summary>
    public string? DescribeExposure() => ExposureWarnings.DescribeSecret(Location) ?? PrivateFolder.Describe(folder);

    /// <summary>Reads the password that was generated before, or generates one.</summary>
    /// <exception cref="ZenException">The file cannot be written, or someone else could have written it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">You do not have permission to read the file.</exception>
    public async Task<(SensitiveString Password, bool IsNew)> FindOrMakeAsync(CancellationToken cancellationToken)
    {
        if (PrivateFolder.DescribeTarget(Location) is { } problem)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The stored password for the first account is not used, because its location is not safe. {problem:raw}");
        }

        if (FileExposure.Of(Location) is { ForeignOwner: not null } or { CanBeChanged: true })
        {
            // Whoever wrote it would know the administrator's password.
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The file with the password for the first account may belong to someone else. "
                    + $"{ExposureWarnings.DescribeSecret(Location)} Delete it to generate a new password, or set "
                    + $"one yourself: zenml up --password @-");
        }

        if (File.Exists(Location) && CredentialText.Read(Encoding.UTF8.GetString(PrivateFiles.Read(Location))) is { Length: > 0 } kept)
        {
            return (kept, false);
        }

        var made = RandomNumberGenerator.GetString(Letters, Length);
        await PrivateFile.WriteAsync(environment, Location, made + "\n", overwrite: true, cancellationToken);
        return (made, true);
    }

    /// <summary>Deletes a password that was not used.</summary>
    public void Forget() => PrivateFiles.Delete(Location);
}
