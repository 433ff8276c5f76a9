using System.Globalization;
using System.Net;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Configuration;

/// <summary>Reads and validates single settings. Collects mistakes by setting name, never with a value.</summary>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> settings)
{
    private readonly List<(string Name, string Problem)> mistakes = [];

    /// <summary>Returns the text without trailing line breaks; null if the setting is absent or empty.</summary>
    public string? Text(string name) =>
        settings.TryGetValue(name, out var value) && CredentialText.Read(value) is { Length: > 0 } text ? text : null;

    /// <summary>Returns the text without trailing line breaks, or the setting's default.</summary>
    public string Text(DefaultedSetting setting) => Text(setting.Name) ?? setting.Default;

    /// <summary>Returns a whole number within the setting's limits, or its default.</summary>
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

    /// <summary>Returns sensitive text.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="minimumLength">The minimum number of characters.</param>
    /// <param name="exactly">Whether to keep trailing line breaks.</param>
    public SensitiveString? Secret(string name, int minimumLength, bool exactly = false)
    {
        var text = exactly ? settings.GetValueOrDefault(name) is { Length: > 0 } whole ? whole : null : Text(name);
        if (text?.Length < minimumLength)
        {
            Report(name, string.Create(CultureInfo.InvariantCulture, $"must have at least {minimumLength} characters."));
        }

        return text is null ? null : new SensitiveString(text);
    }

    /// <summary>Returns the full path of a readable file.</summary>
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

    /// <summary>Returns one of a set of words; the first one if the setting is absent.</summary>
    public string Choice(string name, params IReadOnlyList<string> words)
    {
        var text = Text(name) ?? words[0];
        if (!words.Contains(text))
        {
            Report(name, $"must be one of {string.Join(", ", words)}.");
        }

        return text;
    }

    /// <summary>Returns addresses and networks, separated by commas.</summary>
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
                Report(name, "must be addresses and networks, such as 10.0.0.5,10.1.0.0/16.");
            }
        }

        return networks;
    }

    /// <summary>Returns host names and addresses without ports, separated by commas. They are not case-sensitive.</summary>
    public IReadOnlySet<string> Hosts(string name)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var kind = Uri.CheckHostName(text.Trim('[', ']'));
            if (kind is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            {
                Report(name, "must be names and addresses without a port, such as zenml.example.com,10.0.0.5.");
            }

            hosts.Add(kind == UriHostNameType.IPv6 ? $"[{text.Trim('[', ']')}]" : text);
        }

        return hosts;
    }

    /// <summary>Returns a truth value, <c>true</c> or <c>false</c>; false if the setting is absent.</summary>
    public bool Switch(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false"))
        {
            Report(name, "must be true or false.");
        }

        return text == "true";
    }

    /// <summary>Returns an http or https address; null if the setting is absent.</summary>
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

        Report(name, "must be an address such as http://127.0.0.1:4317.");
        return null;
    }

    /// <summary>Runs a validation rule and reports what it rejects.</summary>
    public void Check(string name, Action rule)
    {
        try
        {
            rule();
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
        {
            Report(name, $"is invalid. {exception.Message}");
        }
    }

    /// <summary>Whether the setting has no mistakes so far.</summary>
    public bool IsFreeOf(string name) => mistakes.All(mistake => mistake.Name != name);

    /// <summary>Reports a mistake.</summary>
    public void Report(string name, string problem) => mistakes.Add((name, problem));

    /// <summary>Throws an exception with all mistakes, if there are any.</summary>
    /// <param name="others">Earlier mistakes, to list first.</param>
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
