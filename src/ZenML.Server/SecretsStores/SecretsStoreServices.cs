using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Stacks.Configurations;
using ZenML.SecretsStores.Entries;
using ZenML.Server.Authentication;
using ZenML.Server.SingleSignOn;

namespace ZenML.Server.SecretsStores;

/// <summary>Gives the services the back end that stores the values of secrets.</summary>
internal static partial class SecretsStoreServices
{
    /// <summary>Adds the dependencies of the services and, for a back end outside the database, its recovery.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="open">Opens the back end; null for the database.</param>
    /// <param name="retention">How long deleted secrets are kept.</param>
    /// <param name="newAccountRole">The role in every workspace that a new account gets; null for none.</param>
    /// <param name="longestApiKeyLifetime">How long API keys can be valid; null for any time.</param>
    public static void AddServiceDependencies(
        this IServiceCollection services,
        SecretsStoreOpener? open,
        TimeSpan retention,
        Role? newAccountRole,
        TimeSpan? longestApiKeyLifetime)
    {
        if (open is not null)
        {
            services.AddSingleton(ContextFor);
            services.AddSingleton(provider => open(provider.GetRequiredService<SecretsStoreContext>()));
            services.AddSingleton<ExternalSecretValues>();
            services.AddHostedService<SecretsStoreRecovery>();
        }

        services.AddSingleton(provider => new ServiceDependencies(
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<IStructuredText>(),
            provider.GetRequiredService<IPasswordHasher>(),
            provider.GetRequiredService<IReadLog>(),
            provider.GetRequiredService<TimeProvider>())
        {
            MaximumBytesPerRead = SecretLimits.MaximumBytesPerRead,
            ExternalValues = provider.GetService<ExternalSecretValues>(),
            IdentityTokens = provider.GetRequiredService<IIdentityTokens>(),
            SingleSignOn = provider.GetService<SingleSignOnOptions>()?.Rules,
            SecretRetention = new SecretRetention { Lifetime = retention },
            NewAccountRole = newAccountRole,
            Networks = new IpNetworks(),
            LongestApiKeyLifetime = longestApiKeyLifetime,
        });
    }

    private static SecretsStoreContext ContextFor(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IDatabase>();
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger<SecretsStoreOpener>();
        return new SecretsStoreContext(
            provider.GetRequiredService<TimeProvider>(),
            new EntryOwner(token => database.ReadAsync(
                async (unit, inner) => (await unit.Settings.FindAsync(inner))?.ServerId
                    ?? throw new ZenException(ErrorCode.StoreUnavailable, "The server has not prepared its store yet."), token)),
            warning => LogWarning(log, warning));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger log, string warning);
}
