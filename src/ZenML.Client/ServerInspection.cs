namespace ZenML.Client;

/// <summary>What a look at a server found.</summary>
public sealed record ServerInspection
{
    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>Why it could not be reached, or is no ZenML server; null if it answered.</summary>
    public string? Problem { get; init; }

    /// <summary>The version of ZenML's API that it has; null if it did not answer.</summary>
    public string? Version { get; init; }

    /// <summary>The number of this project's extensions that it has; 0 for ZenML's own server.</summary>
    public int Extensions { get; init; }

    /// <summary>The number of extensions that this client knows.</summary>
    public int KnownExtensions { get; init; }

    /// <summary>Whether others on the network can read what is sent.</summary>
    public bool IsExposed { get; init; }

    /// <summary>Why the login does not work; null if it does.</summary>
    public string? LoginProblem { get; init; }

    /// <summary>How the login was made: <c>password</c>, <c>API key</c>, …; null if it does not work.</summary>
    public string? Login { get; init; }

    /// <summary>The account of the login; null if it does not work.</summary>
    public string? Account { get; init; }

    /// <summary>How far its clock is ahead of the one of this machine; null if it did not say. To the second.</summary>
    public TimeSpan? ClockDifference { get; init; }
}
