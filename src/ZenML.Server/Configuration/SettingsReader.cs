using System.Globalization;
using System.Net;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Configuration;

/// <summary>Reads single settings and gathers what is wrong with them, by name and never with a value.</summary>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> settings)
{
    private readonly List<(string Name, string Problem)> mistakes = [];

    /// <summary>The text without line breaks at its end; null if it is not set. Set to nothing is not set.</summary>
    public string? Text(string name) =>
        settings.TryGetValue(name, out var value) && CredentialText.Read(value) is { Length: > 0 } text ? text : null;

    /// <summary>The text without line breaks at its end, or the setting's default.</summary>
    public string Text(DefaultedSetting setting) => Text(setting.Name) ?? setting.Default;

    /// <summary>A whole number within the limits of the setting, or its default.</summary>
    public long Number(NumberSetting setting)
    {
        var (minimum, maximum) = (setting.Minimum, setting.Maximum);
        if (Text(setting.Name) is not { } text)
        {
            return setting.Default;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Report(setting.Name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}."));
        return setting.Default;
    }

    /// <summary>A text to keep secret.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="shortest">The least number of characters.</param>
    /// <param name="exactly">Whether line breaks at its end are kept, for whoever decides about them.</param>
    public SensitiveString? Secret(string name, int shortest, bool exactly = false)
    {
        var text = exactly ? settings.GetValueOrDefault(name) is { Length: > 0 } whole ? whole : null : Text(name);
        if (text?.Length < shortest)
        {
            Report(name, string.Create(CultureInfo.InvariantCulture, $"must have at least {shortest} characters."));
        }

        return text is null ? null : new SensitiveString(text);
    }

    /// <summary>The full path of a file that can be read.</summary>
    public string? File(string name)
    {
        if (Text(name) is not { } path)
        {
            return null;
        }

        try
        {
            using var file = System.IO.File.OpenRead(path);
            return Path.GetFullPath(path);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Report(name, "names a file that cannot be read.");
        }

        return path;
    }

    /// <summary>One of some words; the first if it is not set.</summary>
    public string Choice(string name, params IReadOnlyList<string> words)
    {
        var text = Text(name) ?? words[0];
        if (!words.Contains(text))
        {
            Report(name, $"must be one of {string.Join(", ", words)}.");
        }

        return text;
    }

    /// <summary>Addresses and networks, separated by commas.</summary>
    public IReadOnlyList<IPNetwork> Networks(string name)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                Report(name, "must be addresses and networks like 10.0.0.5,10.1.0.0/16.");
            }
        }

        return networks;
    }

    /// <summary>Host names and addresses without ports, separated by commas. Their case does not matter.</summary>
    public IReadOnlySet<string> Hosts(string name)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var kind = Uri.CheckHostName(text.Trim('[', ']'));
            if (kind is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            {
                Report(name, "must be names and addresses without a port, like zenml.example.com,10.0.0.5.");
            }

            hosts.Add(kind == UriHostNameType.IPv6 ? $"[{text.Trim('[', ']')}]" : text);
        }

        return hosts;
    }

    /// <summary>Whether something is switched on: <c>true</c> or <c>false</c>; off if it is not set.</summary>
    public bool Switch(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false"))
        {
            Report(name, "must be true or false.");
        }

        return text == "true";
    }

    /// <summary>An address with http or https; null if it is not set.</summary>
    public Uri? WebAddress(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        Report(name, "must be an address like http://127.0.0.1:4317.");
        return null;
    }

    /// <summary>Notes what a rule finds wrong with the setting.</summary>
    public void Check(string name, Action rule)
    {
        try
        {
            rule();
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
        {
            Report(name, $"cannot be used. {exception.Message}");
        }
    }

    /// <summary>Whether nothing is wrong with the setting so far.</summary>
    public bool IsFreeOf(string name) => mistakes.All(mistake => mistake.Name != name);

    /// <summary>Notes a mistake.</summary>
    public void Report(string name, string problem) => mistakes.Add((name, problem));

    /// <summary>Refuses the settings with all mistakes, if there are any.</summary>
    /// <param name="others">Mistakes that were found before, to be told first.</param>
    public void ThrowIfAny(IReadOnlyCollection<string> others)
    {
        if (mistakes.Count + others.Count > 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                string.Join(
                    Environment.NewLine,
                    others.Concat(mistakes.Distinct().Select(mistake => $"{mistake.Name} {mistake.Problem}"))));
        }
    }
}
