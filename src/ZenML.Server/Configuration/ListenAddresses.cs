using System.Globalization;
using System.Net;

namespace ZenML.Server.Configuration;

/// <summary>The addresses that a server listens on.</summary>
internal static class ListenAddresses
{
    /// <summary>Reads the addresses, and reports those that are none.</summary>
    public static IReadOnlyList<Uri> Read(SettingsReader reader)
    {
        var addresses = new List<Uri>();
        var texts = reader.Text(Setting.Urls).Split(
            [';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, text) in texts.Index())
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https"
                && address.PathAndQuery == "/"
                && address.UserInfo.Length == 0
                && (IPAddress.TryParse(address.Host.Trim('[', ']'), out _) || address.Host == "localhost"))
            {
                addresses.Add(address);
            }
            else
            {
                // Text with an @ may contain a password.
                var which = text.Contains('@', StringComparison.Ordinal) || text.Any(char.IsControl) ? "" : $" ('{text}')";
                reader.Report(SettingNames.Urls, string.Create(CultureInfo.InvariantCulture,
                    $"(--urls): address {index + 1}{which} is not an address to listen on. One looks like http://127.0.0.1:8237 or "
                        + $"https://0.0.0.0:8443, with an IP address or localhost."));
            }
        }

        if (addresses.Count == 0 && reader.IsFreeOf(SettingNames.Urls))
        {
            reader.Report(SettingNames.Urls, "does not contain an address.");
        }

        return addresses;
    }

    /// <summary>Whether only this machine can reach an address.</summary>
    public static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
