using ZenML.Core;
using ZenML.Core.Accounts.Trusts;

namespace ZenML.Server.Identity;

/// <summary>Registers what reads identity tokens of other issuers.</summary>
internal static class IdentityServices
{
    /// <summary>Registers it, with the login of programs.</summary>
    /// <param name="services">The services.</param>
    /// <param name="lifetime">The maximum lifetime of tokens that are given for identity tokens.</param>
    public static void AddIdentityTokens(this IServiceCollection services, TimeSpan lifetime)
    {
        services.AddSingleton<IssuerDocuments>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<IIdentityTokens, IdentityTokens>();
        services.AddSingleton(provider => new WorkloadLogins(provider.GetRequiredService<ServiceDependencies>(), lifetime));
    }
}
