namespace ZenML.Protocol.Devices;

/// <summary>The rest of a device.</summary>
public sealed record DeviceMetadata
{
    /// <summary>The version of Python, as it says.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>The version of the client, as it says.</summary>
    public string? ZenmlVersion { get; init; }

    /// <summary>Not determined.</summary>
    public string? City { get; init; }

    /// <summary>Not determined.</summary>
    public string? Region { get; init; }

    /// <summary>Not determined.</summary>
    public string? Country { get; init; }

    /// <summary>How many wrong codes were given for it.</summary>
    public required long FailedAuthAttempts { get; init; }

    /// <summary>When it last fetched a token.</summary>
    public DateTimeOffset? LastLogin { get; init; }
}
