using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core;
using ZenML.Platform.Files;

namespace ZenML.Client.Remote.Login;

/// <summary>Keeps tokens and keys of servers in a file that only its owner can read. A file that cannot be understood is never overwritten.</summary>
internal sealed class CredentialsFile(string folder)
{
    public const string FileName = "zenml-dotnet.credentials.json";

    private string Location => Path.Combine(folder, FileName);

    public ServerAccount? Find(string address) => Read().Servers.GetValueOrDefault(address);

    public void Set(string address, ServerAccount account) => Write(Read().With(address, account));

    /// <summary>Forgets a server.</summary>
    public void Remove(string address)
    {
        if (Find(address) is not null)
        {
            Write(Read().With(address, null));
        }
    }

    /// <summary>What this machine calls itself towards servers, the same at every call.</summary>
    public Guid GetDeviceClientId()
    {
        var document = Read();
        if (document.DeviceClientId is { } known)
        {
            return known;
        }

        var made = Guid.NewGuid();
        Write(document with { DeviceClientId = made });
        return made;
    }

    private CredentialsDocument Read()
    {
        if (!File.Exists(Location))
        {
            return new CredentialsDocument();
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Location), CredentialsJson.Default.CredentialsDocument)
                ?? throw new JsonException("The file holds only null.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The credentials in '{Location}' cannot be read: {Sentence.End(exception.Message)}");
        }
        catch (JsonException)
        {
            // The parser's message could quote the file.
            throw new ZenException(ErrorCode.StoreDamaged, $"The credentials in '{Location}' are damaged and were left as they are. Delete the file, then connect again: zenml connect --url URL");
        }
    }

    private void Write(CredentialsDocument document)
    {
        try
        {
            PrivateFiles.Replace(Location, JsonSerializer.SerializeToUtf8Bytes(document, CredentialsJson.Default.CredentialsDocument));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The credentials in '{Location}' cannot be written: {Sentence.End(exception.Message)}");
        }
    }
}
