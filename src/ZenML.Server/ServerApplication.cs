using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ZenML.Core;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.Protocol.Paths;
using ZenML.Server.Access;
using ZenML.Server.Auditing;
using ZenML.Server.Authentication;
using ZenML.Server.Backups;
using ZenML.Server.Changes;
using ZenML.Server.Components;
using ZenML.Server.Configuration;
using ZenML.Server.Devices;
using ZenML.Server.Extensions;
using ZenML.Server.Flavors;
using ZenML.Server.Health;
using ZenML.Server.Http;
using ZenML.Server.Http.Connections;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Idempotency;
using ZenML.Server.Identity;
using ZenML.Server.LeftOut;
using ZenML.Server.OpenApi;
using ZenML.Server.Pages;
using ZenML.Server.Passwords;
using ZenML.Server.PlainResources;
using ZenML.Server.Secrets;
using ZenML.Server.SecretsStores;
using ZenML.Server.Servers;
using ZenML.Server.ServiceAccounts;
using ZenML.Server.Shutdown;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Stacks;
using ZenML.Server.Storage;
using ZenML.Server.Telemetry;
using ZenML.Server.Tokens;
using ZenML.Server.Tracking;
using ZenML.Server.Users;
using ZenML.Server.Workspaces;
using ZenML.Stores.Sql;
using ZenML.Stores.Telemetry;

namespace ZenML.Server;

/// <summary>Composes the server: its services, middleware and routes.</summary>
internal static class ServerApplication
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Creates a server for an open store. The server is ready to start.</summary>
    /// <param name="options">The options.</param>
    /// <param name="store">The store to serve.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="configureLogging">Configures the log; null for the console.</param>
    /// <param name="wrap">Wraps the database, for tests with failures; null for none.</param>
    /// <param name="passwordCost">The cost of new hashes of passwords, for tests; null for the recommended one.</param>
    public static WebApplication Create(
        ServerOptions options,
        SqlStore store,
        TimeProvider clock,
        Action<ILoggingBuilder>? configureLogging = null,
        Func<IDatabase, IDatabase>? wrap = null,
        Argon2Cost? passwordCost = null)
    {
        // Other builders read files in the working directory, environment variables and arguments, which could change addresses,
        // trusted proxies and logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "zenml-server", ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var hasStarted = false;
        ConfigureLogging(builder.Logging, configureLogging ?? (logging => AddConsole(logging, options)), () => hasStarted);
        ConfigureHost(builder, options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(store);
        var database = wrap is null ? store : wrap(store);
        builder.Services.AddSingleton<IDatabase>(new MeasuredDatabase(database, options.Store.Kind.ToString().ToLowerInvariant()));
        builder.Services.AddTrustedProxies(options.TrustedProxies);
        builder.AddTelemetry(options);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IStructuredText, StructuredText>();
        builder.Services.AddSingleton<IPasswordHasher>(_ => new Argon2PasswordHasher(passwordCost ?? Argon2Cost.Recommended));
        builder.Services.AddSingleton<IReadLogObserver, ReadLogEvents>();
        builder.Services.AddSingleton(services => new ReadAuditWriter(
            services.GetRequiredService<IDatabase>(), clock, TimeSpan.FromDays(options.AuditRetentionDays),
            services.GetRequiredService<IReadLogObserver>()));
        builder.Services.AddSingleton<IReadLog>(services => services.GetRequiredService<ReadAuditWriter>());
        builder.Services.AddServiceDependencies(
            options.SecretsStore,
            TimeSpan.FromDays(options.SecretRetentionDays),
            options.DefaultRole,
            options.LongestApiKeyLifetime);
        builder.Services.AddSingleton<DirectoryCache>();
        builder.Services.AddSingleton<BodyMemory>();
        builder.Services.AddSingleton(services =>
            new LoginService(services.GetRequiredService<ServiceDependencies>(), options.AllowsEmptyPassword)
            {
                SessionLifetime = options.TokenLifetime,
                PasswordLogin = options.PasswordLogin,
            });
        builder.Services.AddSingleton<LogoutService>();
        builder.Services.AddSingleton(services =>
            new DeviceFlow(services.GetRequiredService<ServiceDependencies>(), options.DeviceLifetime));
        builder.Services.AddSingleton(new TokenLifetimes(options.TokenLifetime, options.IssuedTokenLifetime, options.DeviceLifetime)
        {
            Workload = options.WorkloadTokenLifetime,
        });
        builder.Services.AddIdentityTokens(options.WorkloadTokenLifetime);
        builder.Services.AddSingleSignOn(options.SingleSignOn, options.TokenLifetime);
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<IRequestAuthenticator, TokenAuthenticator>();
        builder.Services.AddHostedService<ServerStartup>();
        builder.Services.AddHostedService<AuditSigningWork>();
        builder.Services.AddHostedService<AuditPruning>();
        builder.Services.AddHostedService<IdempotencyPruning>();
        builder.Services.AddHostedService<OldSecretsTagging>();
        builder.Services.AddHostedService<OldValuesFingerprinting>();
        builder.Services.AddHostedService<DeletedSecretsPurging>();
        builder.Services.AddSingleton<WaitLimit>();
        builder.Services.AddSingleton<SecretChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SecretChangeFeed>());
        builder.Services.AddHostedService<WaitExpiry>();
        builder.Services.AddHostedService<WaitTelemetry>();
        builder.Services.AddSingleton<StoreBackups>();
        builder.Services.AddHostedService<CredentialUseWriting>();
        builder.Services.AddSingleton<ShutdownLimit>();

        var application = builder.Build();
        application.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
        application.UseForwardedHeaders();
        application.UseMiddleware<ForwardedPrefix>();
        application.UseMiddleware<SecurityHeaders>();
        application.UseMiddleware<RequestTrace>();
        application.UseMiddleware<RequestLog>();
        application.UseMiddleware<ErrorResponses>();
        application.UseMiddleware<CutOffRequests>();
        application.UseMiddleware<RequestFraming>();
        application.UseMiddleware<AllowedHosts>();
        application.UseMiddleware<RequestTarget>();
        application.UseRouting();
        application.UseMiddleware<UnmatchedRequests>();
        application.UseMiddleware<CrossSiteRequests>();
        application.UseMiddleware<RequireCaller>();
        application.UseMiddleware<IdempotentChanges>();
        Map(application);
        return application;
    }

    private static void Map(WebApplication routes)
    {
        routes.MapHealth();
        routes.MapVerificationPage();
        routes.MapSingleSignOnPages();
        routes.MapActivationPage();
        routes.MapDashboardLinks();
        routes.MapOpenApi();
        MapApi(routes.MapGroup(ApiPaths.Base));
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapVersion();
        api.MapServers();
        api.MapLogin();
        api.MapUsers();
        api.MapServiceAccounts();
        api.MapApiKeys();
        api.MapTrusts();
        api.MapDevices();
        api.MapAudit();
        api.MapWorkspaces();
        api.MapSecrets();
        api.MapSecretsOperations();
        api.MapFlavors();
        api.MapComponents();
        api.MapStacks();
        api.MapPlainResources();
        api.MapTracking();
        api.MapLeftOut();
        api.MapReferences();
        api.MapSecretInfo();
        api.MapActiveWorkspace();
        api.MapSecretHistory();
        api.MapLeakedSecrets();
        api.MapDeletedSecrets();
        api.MapSecretEdits();
        api.MapPasswordResets();
        api.MapRoles();
        api.MapGroups();
        api.MapSecretSharing();
        api.MapBackup();
        api.MapTokens();
        api.MapSingleSignOn();
    }

    private static void ConfigureLogging(ILoggingBuilder logging, Action<ILoggingBuilder> configureProvider, Func<bool> hasStarted)
    {
        logging.ClearProviders();
        configureProvider(logging);

        // Below warnings, the framework logs complete addresses with queries. The program itself reports a failed start, so the
        // host's stack trace is not logged.
        logging.AddFilter("Microsoft", level => level == LogLevel.Warning || (level > LogLevel.Warning && hasStarted()));

        // This category logs nothing important, but while it is enabled, it creates an activity per request, even without tracing.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("ZenML", LogLevel.Information);
    }

    private static void AddConsole(ILoggingBuilder logging, ServerOptions options)
    {
        if (options.LogsJson ?? Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = TimestampFormat;
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = $"{TimestampFormat} ";
            });
        }
    }

    private static void ConfigureHost(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout + ShutdownLimit.TimeToAnswer);
        var certificate = options.Addresses.Any(address => address.Scheme == "https") ? ServerCertificate.Read(options) : null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseStrictParsing();
            kestrel.Limits.MaxRequestBodySize = options.MaximumRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = options.MaximumConnections;
            foreach (var address in options.Addresses)
            {
                Listen(kestrel, address, certificate);
            }
        });
    }

    private static void Listen(KestrelServerOptions kestrel, Uri address, ServerCertificate? certificate)
    {
        void Configure(ListenOptions listen)
        {
            if (address.Scheme == "https")
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate!.Certificate;
                    https.ServerCertificateChain = certificate.Chain;
                });
            }
        }

        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, address.Port, Configure);
        }
        else
        {
            kestrel.ListenLocalhost(address.Port, Configure);
        }
    }
}
