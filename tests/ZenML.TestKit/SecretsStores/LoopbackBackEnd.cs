using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZenML.TestKit.SecretsStores;

/// <summary>
/// A back end of a vendor on a free port of this machine: its documented API over real HTTP. It misbehaves when a test asks for it.
/// </summary>
public abstract class LoopbackBackEnd : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private WebApplication? application;
    private int requests;

    /// <summary>Its address.</summary>
    public Uri Address => new(
        application!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What it does wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>How many requests it got.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref application, null) is { } running)
        {
            await closing.CancelAsync();
            await running.StopAsync();
            await running.DisposeAsync();
            closing.Dispose();
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="certificate">The certificate for https; null for http.</param>
    protected async Task StartAsync(MadeCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, 0, listen => UseCertificate(listen, certificate));
        });
        application = builder.Build();
        application.Run(TakeAsync);
        await application.StartAsync();
    }

    /// <summary>Answers a request as the vendor does.</summary>
    protected abstract Task AnswerAsync(HttpContext context);

    /// <summary>Refuses a request because of a rate. <c>Retry-After</c> is already set.</summary>
    protected abstract Task AnswerBusyAsync(HttpContext context);

    /// <summary>Refuses the credentials of a request, as if they had expired.</summary>
    protected abstract Task AnswerExpiredAsync(HttpContext context);

    /// <summary>Answers with a failure of the vendor's service.</summary>
    protected abstract Task AnswerFailureAsync(HttpContext context);

    private static void UseCertificate(ListenOptions listen, MadeCertificate? certificate)
    {
        if (certificate is not null)
        {
            listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate.File, certificate.KeyFile));
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        if (Faults.Delay > TimeSpan.Zero)
        {
            await Task.Delay(Faults.Delay, TimeProvider.System, context.RequestAborted);
        }

        switch (Faults.Take(context.Request))
        {
            case null:
                await AnswerAsync(context);
                break;
            case Fault.Throttle:
                if (Faults.RetryAfterSeconds is { } seconds)
                {
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                }

                await AnswerBusyAsync(context);
                break;
            case Fault.Fail:
                await AnswerFailureAsync(context);
                break;
            case Fault.RefuseCredentials:
                await AnswerExpiredAsync(context);
                break;
            case Fault.LoseRequest:
                context.Abort();
                break;
            case Fault.Hang:
                using (var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing.Token))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                context.Abort();
                break;
            case Fault.LoseAnswer:
                await AnswerUnseenAsync(context);
                context.Abort();
                break;
            case Fault.AnswerMalformed:
                await AnswerUnseenAsync(context);
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status200OK;
                await context.Response.WriteAsync("<html>Everything is fine.</html>", CancellationToken.None);
                break;
        }
    }

    /// <remarks>The work is done, and the answer goes nowhere.</remarks>
    private async Task AnswerUnseenAsync(HttpContext context)
    {
        var body = context.Response.Body;
        using var unseen = new MemoryStream();
        context.Response.Body = unseen;
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }
    }
}
