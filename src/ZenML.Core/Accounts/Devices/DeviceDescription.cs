namespace ZenML.Core.Accounts.Devices;

/// <summary>The self-description of a device. It is untrusted, and helps the owner to recognize the device.</summary>
public sealed record DeviceDescription
{
    /// <summary>The operating system.</summary>
    public string? Os { get; init; }

    /// <summary>The host name.</summary>
    public string? HostName { get; init; }

    /// <summary>The network address, as the server saw it.</summary>
    public string? Address { get; init; }

    /// <summary>The version of Python, if the client runs on it.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ZenmlVersion { get; init; }
}
