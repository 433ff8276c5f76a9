using ZenML.Core.Accounts.Devices;
using ZenML.Protocol.Devices;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Devices;

/// <summary>Converts devices to their wire form.</summary>
internal static class DeviceWire
{
    /// <summary>Converts a device.</summary>
    public static DeviceResource ToWire(this Device device, NamedLoader named, bool hydrate) => new()
    {
        Id = device.Id.Value,
        Body = new DeviceBody
        {
            Created = device.Created,
            Updated = device.Updated,
            User = named.Find(device.User),
            ClientId = device.ClientId,
            Expires = device.Expires,
            TrustedDevice = device.IsTrusted,
            Status = WireWords.DeviceStatuses.Of(device.Status),
            Os = device.Description.Os,
            IpAddress = device.Description.Address,
            Hostname = device.Description.HostName,
        },
        Metadata = hydrate
            ? new DeviceMetadata
            {
                PythonVersion = device.Description.PythonVersion,
                ZenmlVersion = device.Description.ZenmlVersion,
                FailedAuthAttempts = device.FailedAttempts,
                LastLogin = device.LastLogin,
            }
            : null,
    };

    /// <summary>Parses the user agent of a client: <c>Host/… ZenML/… Python/… OS/…</c>.</summary>
    public static DeviceDescription Describe(string userAgent, string? address)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in userAgent.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('/', 2) is [var name, { Length: > 0 } value])
            {
                words[name] = Printable(value.Length <= 255 ? value : value[..255]);
            }
        }

        return new DeviceDescription
        {
            HostName = words.GetValueOrDefault("Host"),
            ZenmlVersion = words.GetValueOrDefault("ZenML"),
            PythonVersion = words.GetValueOrDefault("Python"),
            Os = words.GetValueOrDefault("OS"),
            Address = address,
        };
    }

    /// <remarks>Owners decide by this text, so characters that reverse or hide parts of it are removed.</remarks>
    private static string Printable(string text) =>
        new([.. text.Select(character => char.IsBetween(character, '!', '~') ? character : '?')]);
}
