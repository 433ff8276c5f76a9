using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;
using ZenML.Server;
using ZenML.Server.Configuration;
using ZenML.Server.Passwords;
using ZenML.Server.Storage;
using ZenML.Stores.Sql;

namespace ZenML.TestKit.Servers;

/// <summary>The ZenML for .NET server in this process, on a free port, over a fresh store.</summary>
public sealed class OwnServer : ITestServer
{
    private const string SharedPassword = "correct horse battery";

    private readonly TemporaryFolder folder;
    private readonly ServerOptions options;
    private readonly SqlStore store;
    private WebApplication application;

    private OwnServer(TemporaryFolder folder, ServerOptions options, SqlStore store, WebApplication application)
    {
        this.folder = folder;
        this.options = options;
        this.store = store;
        this.application = application;
    }

    /// <summary>The least that Argon2 can cost, so that tests need not wait for passwords that they do not test.</summary>
    internal static Argon2Cost LeastCost { get; } = new(MemoryKibibytes: 8, Passes: 1);

    /// <inheritdoc />
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The store that it serves.</summary>
    public IDatabase Database => store;

    /// <summary>Its services for the administrator, without a request. They work while the server is stopped.</summary>
    public IZenServices Services =>
        field ??= new ZenServices(store.LocalCaller, application.Services.GetRequiredService<ServiceDependencies>());

    /// <inheritdoc />
    public string Password => SharedPassword;

    /// <summary>Starts one.</summary>
    public static async Task<OwnServer> StartAsync()
    {
        var folder = new TemporaryFolder();
        var options = ServerOptions.Read(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SettingNames.StoreUrl] = $"sqlite:///{folder.File("zenml.db")}",
            [SettingNames.Urls] = "http://127.0.0.1:0",
            [SettingNames.DefaultUserPassword] = SharedPassword,
        });
        var store = await ServerStore.OpenAsync(options, TimeProvider.System, warn: null, CancellationToken.None);
        var application = await ServeAsync(options, store);
        var services = new ZenServices(store.LocalCaller, application.Services.GetRequiredService<ServiceDependencies>());
        await services.Accounts.CreateAsync(
            new NewUser(TestAccounts.Other, IsAdmin: false) { Password = SharedPassword }, CancellationToken.None);
        return new OwnServer(folder, options, store, application);
    }

    /// <summary>Stops the server, does something, and starts it again at the same address.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        var address = new Uri(Address);
        await application.StopAsync();
        await application.DisposeAsync();
        await meanwhile();
        application = await ServeAsync(options with { Addresses = [address] }, store);
    }

    /// <summary>Adds a user whose password is shorter than passwords may be set now, as earlier versions allowed.</summary>
    public async Task AddUserWithShortPasswordAsync(string name, string password)
    {
        var parts = application.Services.GetRequiredService<ServiceDependencies>();
        var hash = await parts.Passwords.HashAsync(PasswordRequester.Server, password, CancellationToken.None);
        await store.WriteAsync(
            async (unit, token) =>
            {
                var now = parts.Clock.GetMicrosecondUtcNow();
                var user = new User { Id = Id<User>.New(), Name = name, Created = now, Updated = now };
                await unit.Users.AddAsync(user, token);
                await unit.Access.AddDefaultRoleAsync(user, Role.Editor, token);
                await unit.Credentials.SaveAsync(new AccountCredentials(user.Id) { PasswordHash = hash }, token);
                return user;
            },
            CancellationToken.None);
    }

    private static async Task<WebApplication> ServeAsync(ServerOptions options, SqlStore store)
    {
        var application = ServerApplication.Create(
            options, store, TimeProvider.System, logging => logging.ClearProviders(), passwordCost: LeastCost);
        await application.StartAsync();
        return application;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}
