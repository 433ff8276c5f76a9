using ZenML.Core.Devices;
using ZenML.Core.Users;

namespace ZenML.Core.Credentials;

/// <summary>What an access token says of its bearer. The signature, the server and the expiry are the server's business.</summary>
/// <param name="User">The account.</param>
/// <param name="Generation">The account's generation of tokens when it was issued.</param>
public sealed record TokenClaims(Id<User> User, long Generation)
{
    /// <summary>The API key that it came from.</summary>
    public Id<ApiKey>? ApiKey { get; init; }

    /// <summary>How often that key had been rotated.</summary>
    public long ApiKeyGeneration { get; init; }

    /// <summary>The device that it came from.</summary>
    public Id<Device>? Device { get; init; }

    /// <summary>The pipeline that it is for.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>The schedule that it is for.</summary>
    public Guid? ScheduleId { get; init; }
}
