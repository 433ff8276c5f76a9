using ZenML.Core;
using ZenML.Core.Servers;
using ZenML.Platform.Processes;
using ZenML.Server.Configuration;

namespace ZenML.Server.Authentication;

/// <summary>Creates the report about the start of a background server.</summary>
internal static class StartReporting
{
    /// <summary>Checks in the store whether the first account has the configured password.</summary>
    public static async Task<StartReport> MakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<ServerOptions>();
        if (options.DefaultUserPassword.Reveal().Length == 0)
        {
            return new StartReport(options.DefaultUserName, FirstPasswordState.None);
        }

        var first = new FirstUser(options.DefaultUserName, options.DefaultUserPassword);
        var isAccepted = await ServerInitialization.HasPasswordAsync(
            services.GetRequiredService<ServiceDependencies>(), first, cancellationToken);
        return new StartReport(options.DefaultUserName, isAccepted ? FirstPasswordState.Accepted : FirstPasswordState.Unused);
    }
}
