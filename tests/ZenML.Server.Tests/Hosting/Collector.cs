using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZenML.Server.Tests.Hosting;

/// <summary>
/// A telemetry collector on a free loopback port that stores what it receives. Texts appear unencoded in the bytes.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> bodies = new();
    private readonly WebApplication application;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        application = builder.Build();
        application.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            bodies.Enqueue($"{http.Request.Path} {Encoding.Latin1.GetString(body.ToArray())}");
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", "0");
            await http.Response.Body.WriteAsync(new byte[5], http.RequestAborted);
        });
    }

    /// <summary>Where it listens.</summary>
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Everything it received, as one text.</summary>
    public string Received => string.Join('\n', bodies);

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.application.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
