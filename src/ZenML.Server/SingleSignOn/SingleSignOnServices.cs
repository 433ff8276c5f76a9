using ZenML.Core;
using ZenML.Core.Accounts.SingleSignOn;

namespace ZenML.Server.SingleSignOn;

/// <summary>Registers single sign-on.</summary>
internal static class SingleSignOnServices
{
    /// <summary>Registers it, if there is an identity provider.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The provider; null for none.</param>
    /// <param name="lifetime">How long sessions are valid.</param>
    public static void AddSingleSignOn(this IServiceCollection services, SingleSignOnOptions? options, TimeSpan lifetime)
    {
        if (options is null)
        {
            return;
        }

        services.AddSingleton(options);
        services.AddSingleton<ProviderDiscovery>();
        services.AddSingleton<ProviderTokens>();
        services.AddSingleton<LoginCookie>();
        services.AddSingleton(provider =>
            new SingleSignOnLogins(provider.GetRequiredService<ServiceDependencies>(), options.Rules, lifetime));
        services.AddSingleton<PersonLogin>();
    }
}
