using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Server.Configuration;

namespace ZenML.Server.Authentication;

/// <summary>
/// The file with the password that a server creates for its first account. Only the operating system account that runs the
/// server can read it. <c>zenml up</c> uses the same file for the local store.
/// </summary>
internal sealed class FirstPasswordFile
{
    /// <summary>Excludes characters that look alike. 24 characters have more than 130 bits.</summary>
    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

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

    /// <summary>Whether this call created the password.</summary>
    public bool IsNew { get; }

    /// <summary>Reads the file, or creates it with a new password. If several servers do so at once, one of them creates it.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the file cannot be used, or others can read it.
    /// </exception>
    public static FirstPasswordFile FindOrCreate(ServerOptions options)
    {
        var location = Find(options);
        try
        {
            var created = RandomNumberGenerator.GetString(Characters, Length);
            if (!File.Exists(location))
            {
                PrivateFiles.CreateFolder(Path.GetDirectoryName(location)!);
                PrivateFiles.WriteNew(location, $"{location}.new-{Guid.NewGuid():N}", Encoding.UTF8.GetBytes($"{created}\n"));
            }

            if ((ExposureWarnings.DescribeSecret(location) ?? PrivateFolder.DescribeTarget(location)) is { } exposure)
            {
                throw Unusable($"{exposure} Delete the file, and the server creates a new password.");
            }

            var password = Encoding.UTF8.GetString(PrivateFiles.Read(location)).TrimEnd('\r', '\n');
            return password.Length > 0
                ? new FirstPasswordFile(location, password, password == created)
                : throw Unusable($"The file '{location}' is empty. Delete it, and the server creates a password.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"'{location}': {Sentence.End(exception.Message)}");
        }
    }

    /// <summary>Deletes the file. Call this only if no account has its password.</summary>
    public void Delete() => File.Delete(Location);

    /// <remarks>The file is next to the key ring, which is equally secret.</remarks>
    private static string Find(ServerOptions options) => options.Store.File is { } database
        ? Path.GetFullPath(Path.ChangeExtension(database, ".server.password"))
        : Path.Combine(options.Folder, "zenml-dotnet.server.password");

    private static ZenException Unusable(string reason) => new(
        ErrorCode.InvalidArgument,
        $"The first account has no password, and the server cannot create one. {reason} To provide one, set "
            + $"{SettingNames.DefaultUserPassword}.");
}
