namespace ZenML.Core.Accounts.Devices;

/// <summary>What a device says of itself. Not to be trusted; it helps its owner to recognize it.</summary>
public sealed record DeviceDescription
{
    /// <summary>The operating system.</summary>
    public string? Os { get; init; }

    /// <summary>The name of the host.</summary>
    public string? HostName { get; init; }

    /// <summary>The network address; this the server saw itself.</summary>
    public string? Address { get; init; }

    /// <summary>The version of Python, if the client runs on it.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ZenmlVersion { get; init; }
}
