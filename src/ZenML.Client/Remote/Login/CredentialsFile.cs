using System.Text.Json;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Client.Remote.Login;

/// <summary>
/// Stores tokens and API keys of servers in a file that only its owner can read. Never overwrites a file that it cannot parse, and
/// does not use a folder in which another user can replace the file.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="warn">Receives a warning if other users can access the file; null to ignore it.</param>
internal sealed class CredentialsFile(string folder, Action<string>? warn = null)
{
    public const string FileName = "zenml-dotnet.credentials.json";

    /// <summary>Whoever changes the file holds a lock on this one.</summary>
    public const string LockFileName = "zenml-dotnet.credentials.lock";

    private readonly OwnFile own = new(Path.Combine(folder, FileName));

    private string Location => own.Path;

    public ServerAccount? Find(string address) => Read().Servers.GetValueOrDefault(address);

    public void Set(string address, ServerAccount account) => Change(document => document.With(address, account));

    /// <summary>
    /// Changes the account of a server as it is stored now, unless it has gone: an account that was removed stays removed.
    /// </summary>
    public void Update(string address, Func<ServerAccount, ServerAccount> change)
    {
        if (Find(address) is { } found && change(found) != found)
        {
            Change(document => document.Servers.TryGetValue(address, out var stored) ? document.With(address, change(stored)) : document);
        }
    }

    /// <summary>Deletes the login for a server.</summary>
    public void Remove(string address)
    {
        if (Find(address) is not null)
        {
            Change(document => document.With(address, null));
        }
    }

    /// <summary>Returns the id of this machine for servers, the same on every call.</summary>
    public Guid GetDeviceClientId()
    {
        var document = Read();
        if (document.DeviceClientId is { } known)
        {
            return known;
        }

        var made = Guid.NewGuid();
        Change(current => current with { DeviceClientId = made = current.DeviceClientId ?? made });
        return made;
    }

    /// <remarks>Reads again under the lock, so that no process writes back what another one has changed meanwhile.</remarks>
    private void Change(Func<CredentialsDocument, CredentialsDocument> change)
    {
        EnsurePrivateFolder();
        try
        {
            PrivateFiles.CreateFolder(folder);
            using var held = FileTurn.Take(Path.Combine(folder, LockFileName));
            Write(change(Read()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The credentials in '{Location}' cannot be written: {Sentence.End(exception.Message)}");
        }
    }

    private CredentialsDocument Read()
    {
        try
        {
            if (!own.Exists)
            {
                return new CredentialsDocument();
            }

            EnsurePrivateFolder();
            if (own.Read() is not { } content)
            {
                return new CredentialsDocument();
            }

            ExposureWarnings.CheckSecret(Location, warn);
            // The serializer sets absent properties to null.
            return JsonSerializer.Deserialize(content, CredentialsJson.Default.CredentialsDocument) is { Servers: not null } document
                ? document
                : throw new JsonException("The file has no servers.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable, $"The credentials file '{Location}' cannot be read: {Sentence.End(exception.Message)}");
        }
        catch (JsonException)
        {
            // The parser's message may quote the file, so it is not shown.
            throw new ZenException(
                ErrorCode.StoreDamaged,
                $"The credentials file '{Location}' is damaged and was not changed. "
                    + $"Delete the file, then connect again: zenml connect --url URL");
        }
    }

    private void EnsurePrivateFolder()
    {
        if ((PrivateFolder.Describe(folder) ?? PrivateFolder.DescribeTarget(Location)) is { } problem)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"Credentials are neither read nor stored in this folder. {problem:raw}");
        }
    }

    private void Write(CredentialsDocument document) =>
        own.Replace(JsonSerializer.SerializeToUtf8Bytes(document, CredentialsJson.Default.CredentialsDocument));
}
