using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZenML.Server;
using ZenML.Server.Configuration;
using ZenML.Server.Storage;
using ZenML.Stores.Sql;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Remote;

/// <summary>Our own server in this process, on a free port, over a fresh store.</summary>
internal sealed class OwnServer(TemporaryFolder folder, SqlStore store, WebApplication application) : ITestServer
{
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public string Password => "correct horse battery";

    public static async Task<OwnServer> StartAsync()
    {
        var folder = new TemporaryFolder();
        var options = ServerOptions.Read(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SettingNames.StoreUrl] = $"sqlite:///{folder.File("zenml.db")}",
            [SettingNames.Urls] = "http://127.0.0.1:0",
            [SettingNames.DefaultUserPassword] = "correct horse battery",
        });
        var store = await ServerStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
        var application = ServerApplication.Create(options, store, TimeProvider.System, logging => logging.ClearProviders());
        await application.StartAsync();
        return new OwnServer(folder, store, application);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}
