using ZenML.Core.Errors;

namespace ZenML.Core.Servers;

/// <summary>What a caller can do with the settings of the server.</summary>
public interface IServerSettingsService
{
    /// <summary>The settings.</summary>
    Task<ServerSettings> GetAsync(CancellationToken cancellationToken);

    /// <summary>Changes them. For administrators, but for the onboarding state.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<ServerSettings> UpdateAsync(ServerSettingsUpdate update, CancellationToken cancellationToken);
}
