namespace ZenML.Protocol.Devices;

/// <summary>What a device gets that asks to be let in.</summary>
public sealed record DeviceAuthorizationResponse
{
    /// <summary>With this it fetches its token.</summary>
    public required string DeviceCode { get; init; }

    /// <summary>This its owner confirms.</summary>
    public required string UserCode { get; init; }

    /// <summary>Where its owner does so, below the server's address.</summary>
    public required string VerificationUri { get; init; }

    /// <summary>The same with device and code.</summary>
    public required string VerificationUriComplete { get; init; }

    /// <summary>For how many seconds its owner can do so.</summary>
    public required long ExpiresIn { get; init; }

    /// <summary>After how many seconds it may ask again.</summary>
    public required long Interval { get; init; }
}
