using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Server.Configuration;

namespace ZenML.Server.Authentication;

/// <summary>
/// The file with the password that a server makes for its first account: only the account of this machine that runs the server
/// can read it. <c>zenml up</c> uses the same file for the local store.
/// </summary>
internal sealed class FirstPasswordFile
{
    /// <summary>No letters and digits that look alike. 24 of them are more than 130 bits.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const int Length = 24;

    private FirstPasswordFile(string location, SensitiveString password, bool isNew)
    {
        Location = location;
        Password = password;
        IsNew = isNew;
    }

    /// <summary>The full path.</summary>
    public string Location { get; }

    /// <summary>The password in it.</summary>
    public SensitiveString Password { get; }

    /// <summary>Whether the password was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Reads the file, or makes a password and the file. Of several servers that do so at once, one makes it.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the file cannot be used, or others can read it.
    /// </exception>
    public static FirstPasswordFile FindOrMake(ServerOptions options)
    {
        var location = Find(options);
        try
        {
            var made = RandomNumberGenerator.GetString(Letters, Length);
            if (!File.Exists(location))
            {
                PrivateFiles.CreateFolder(Path.GetDirectoryName(location)!);
                PrivateFiles.WriteNew(location, $"{location}.new-{Guid.NewGuid():N}", Encoding.UTF8.GetBytes($"{made}\n"));
            }

            if ((ExposureWarnings.DescribeSecret(location) ?? PrivateFolder.DescribeTarget(location)) is { } exposure)
            {
                throw Unusable($"{exposure} Delete the file to have another password made.");
            }

            var password = Encoding.UTF8.GetString(PrivateFiles.Read(location)).TrimEnd('\r', '\n');
            return password.Length > 0
                ? new FirstPasswordFile(location, password, password == made)
                : throw Unusable($"The file '{location}' is empty. Delete it to have a password made.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"'{location}': {Sentence.End(exception.Message)}");
        }
    }

    /// <summary>Deletes a password that no account has.</summary>
    public void Delete() => File.Delete(Location);

    /// <remarks>Beside the key ring, which is as secret.</remarks>
    private static string Find(ServerOptions options) => options.Store.File is { } database
        ? Path.GetFullPath(Path.ChangeExtension(database, ".server.password"))
        : Path.Combine(options.Folder, "zenml-dotnet.server.password");

    private static ZenException Unusable(string reason) => new(
        ErrorCode.InvalidArgument,
        $"The first account has no password, and none can be made for it. {reason} To give one, set {SettingNames.DefaultUserPassword}.");
}
