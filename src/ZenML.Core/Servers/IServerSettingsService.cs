using ZenML.Core.Errors;

namespace ZenML.Core.Servers;

/// <summary>Operations on the settings of the server.</summary>
public interface IServerSettingsService
{
    /// <summary>Returns the settings.</summary>
    Task<ServerSettings> GetAsync(CancellationToken cancellationToken);

    /// <summary>Changes the settings. Requires an administrator, except for the onboarding state.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<ServerSettings> UpdateAsync(ServerSettingsUpdate update, CancellationToken cancellationToken);
}
