using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.Browsers;

/// <summary>A Chromium without a window, with one page, which a test drives over its DevTools.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly TemporaryFolder folder;
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private int last;

    private Chromium(TemporaryFolder folder, Process process) => (this.folder, this.process) = (folder, process);

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Why tests with it are skipped.</summary>
    public static string Missing => "Chromium (package chromium) is not installed.";

    /// <summary>Starts one with a profile of its own.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, in continuous integration.</exception>
    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        var process = Process.Start(new ProcessStartInfo(
            Program,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update", "--no-proxy-server", "--remote-debugging-port=0",
                $"--user-data-dir={folder.Path}", "about:blank",
            ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var browser = new Chromium(folder, process);
        try
        {
            await browser.ConnectAsync(cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to a page.</summary>
    public async Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await SendAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri }, cancellationToken);
    }

    /// <summary>Waits until a JavaScript expression is true on the page. It can be false for a while, or fail.</summary>
    public Task WaitForAsync(string expression, CancellationToken cancellationToken) => Patience.UntilAsync(
        async () => await EvaluateAsync($"Boolean({expression})", cancellationToken) is { } value && value.GetValue<bool>(),
        $"{expression} in the browser",
        cancellationToken);

    /// <summary>Waits until the page has a text.</summary>
    public Task WaitForTextAsync(string text, CancellationToken cancellationToken) =>
        WaitForAsync($"document.body.innerText.includes({Quote(text)})", cancellationToken);

    /// <summary>Returns the value of a JavaScript expression; null if it fails, as while a page is loaded.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["userGesture"] = true },
            cancellationToken);
        return answer["result"]?["exceptionDetails"] is null ? answer["result"]?["result"]?["value"]?.DeepClone() : null;
    }

    /// <summary>Waits for a visible field and fills it in.</summary>
    public async Task TypeAsync(string selector, string text, CancellationToken cancellationToken)
    {
        await WaitForAsync(Visible(selector), cancellationToken);
        await EvaluateAsync($"document.querySelector({Quote(selector)}).value = {Quote(text)}; true", cancellationToken);
    }

    /// <summary>Waits for a visible button or link and clicks it.</summary>
    public async Task ClickAsync(string selector, CancellationToken cancellationToken)
    {
        await WaitForAsync($"{Visible(selector)} && !document.querySelector({Quote(selector)}).disabled", cancellationToken);
        await EvaluateAsync($"document.querySelector({Quote(selector)}).click(); true", cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().InTimeAsync("Chromium to exit");
        }

        process.Dispose();
        folder.Dispose();
    }

    private static string Visible(string selector) =>
        $"document.readyState === 'complete' && document.querySelector({Quote(selector)})?.checkVisibility()";

    private static string Quote(string text) => JsonValue.Create(text)!.ToJsonString();

    /// <remarks>It writes the port that it chose to a file.</remarks>
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var file = folder.File("DevToolsActivePort");
        string[] lines = [];
        await Patience.UntilAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException(string.Create(
                        CultureInfo.InvariantCulture, $"Chromium exited with code {process.ExitCode}."));
                }

                lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken) : [];
                return lines.Length >= 2;
            },
            "Chromium to start",
            cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        string? address = null;
        await Patience.UntilAsync(
            async () =>
            {
                var pages = await http.GetFromJsonAsync<JsonArray>(new Uri($"http://127.0.0.1:{lines[0]}/json/list"), cancellationToken);
                address = pages!.FirstOrDefault(page => page!["type"]!.GetValue<string>() == "page")?["webSocketDebuggerUrl"]
                    ?.GetValue<string>();
                return address is not null;
            },
            "the page of Chromium",
            cancellationToken);
        await socket.ConnectAsync(new Uri(address!), cancellationToken);
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = ++last;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        while (true)
        {
            var answer = await ReceiveAsync(cancellationToken).InTimeAsync("Chromium to answer");
            if (answer["id"]?.GetValue<int>() == id)
            {
                return answer;
            }
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(message.ToArray())!.AsObject();
            }
        }
    }
}
