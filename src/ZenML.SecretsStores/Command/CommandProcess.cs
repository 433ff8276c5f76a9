using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ZenML.Core.Text;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Command;

/// <summary>
/// One run of the program: requests go to its standard input, answers come from its standard output in any order. When it ends, or answers
/// with something else, every request that waits fails.
/// </summary>
internal sealed class CommandProcess : IDisposable
{
    // A value of 1 MiB in which every character is escaped.
    private const int MostLineBytes = 16 * 1024 * 1024;

    private const int MostLogBytes = 1024;

    private const string OwnPrefix = "ZENML_";

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Action<string> warn;
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentDictionary<long, (TaskCompletionSource<JsonElement> Answer, CommandRequest Request)> waiting = [];

    private long lastId;
    private CommandException? failure;

    private CommandProcess(Process process, Action<string> warn)
    {
        this.process = process;
        this.warn = warn;
        _ = ReadAnswersAsync();
        _ = LogErrorsAsync();
    }

    /// <summary>Whether it has ended or is to be replaced.</summary>
    public bool HasFailed => Volatile.Read(ref failure) is not null;

    /// <summary>How many answers it has given.</summary>
    public long Answers { get; private set; }

    /// <summary>
    /// Starts the program. It gets the environment of the server without the server's own settings, which contain credentials.
    /// </summary>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static CommandProcess Start(IReadOnlyList<string> command, Action<string> warn)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(OwnPrefix, StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        try
        {
            return new CommandProcess(Process.Start(start)!, warn);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            throw new CommandException(
                $"The program of the secrets store cannot be started: {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="CommandException">The program ended, or is not one that speaks the protocol.</exception>
    public async Task<JsonElement> SendAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = (answer, request);
        try
        {
            if (failure is { } before)
            {
                throw new CommandException(before.Message, before);
            }

            await WriteAsync(request.Write(id), cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Ends it: whoever waits gets this reason.</summary>
    public void Fail(CommandException reason)
    {
        if (Interlocked.CompareExchange(ref failure, reason, null) is not null)
        {
            return;
        }

        end.Cancel();
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }

        foreach (var (answer, _) in waiting.Values)
        {
            answer.TrySetException(new CommandException(reason.Message, reason));
        }
    }

    /// <summary>Lets it end by closing its input, and ends it if it does not.</summary>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
            process.WaitForExit(TimeToEnd);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // It has ended.
        }

        Fail(new CommandException("The program of the secrets store was ended with the server."));
        process.Dispose();
        end.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            // Half a line would spoil the next one, so a write is not cancelled by who waits for it, only by the end.
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(line, end.Token).AsTask().WaitAsync(cancellationToken);
            await input.FlushAsync(end.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Fail(new CommandException("The program of the secrets store does not read its requests."));
            throw;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(new CommandException("The program of the secrets store ended.", exception));
            throw new CommandException("The program of the secrets store ended.", exception);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAnswersAsync()
    {
        try
        {
            var lines = new CommandLines(process.StandardOutput.BaseStream, MostLineBytes);
            while (await lines.ReadAsync(cutsLong: false, end.Token) is { } line)
            {
                Take(line);
            }

            Fail(new CommandException("The program of the secrets store ended."));
        }
        catch (CommandException exception)
        {
            Fail(exception);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(new CommandException("The program of the secrets store ended.", exception));
        }
    }

    private void Take(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (!root.TryGetProperty("id", out var field) || !field.TryGetInt64(out var id))
            {
                throw new CommandException("The program of the secrets store answered without an id.");
            }

            Answers++;
            if (waiting.TryRemove(id, out var found))
            {
                found.Answer.TrySetResult(root.Clone());
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new CommandException("The program of the secrets store answered with a line that is not a JSON object.", exception);
        }
    }

    private async Task LogErrorsAsync()
    {
        try
        {
            var lines = new CommandLines(process.StandardError.BaseStream, MostLogBytes);
            while (await lines.ReadTextAsync(end.Token) is { } line)
            {
                if (line.Length > 0)
                {
                    var shown = MentionsValue(line) ? "(a line that contains a value)" : VisibleText.Escape(line);
                    warn($"The program of the secrets store says: {shown}");
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    /// <remarks>Of the requests that it has at the moment: values are not kept for longer.</remarks>
    private bool MentionsValue(string line) => waiting.Values.Any(entry => entry.Request.Content is { } content
        && EntryJson.TryRead(content) is { } values
        && values.Values.Any(value => value.Reveal() is { Length: > 0 } text && line.Contains(text, StringComparison.Ordinal)));
}
