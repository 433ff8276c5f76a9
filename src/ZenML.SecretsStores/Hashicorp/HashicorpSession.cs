using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>
/// The token of a server. One that the server was given is renewed in the background, with a warning before it ends for good; one from a
/// login is replaced by a new login when most of its time is over or Vault refuses it.
/// </summary>
internal sealed class HashicorpSession : IDisposable
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12), ShortestPause = TimeSpan.FromSeconds(10);

    private readonly HashicorpLogin login;
    private readonly HashicorpSend send;
    private readonly TimeProvider clock;
    private readonly Action<string> warn;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource end = new();
    private readonly ITimer? renewal;

    private string? token;

    // When a token from a login is replaced, in ticks of UTC; 0 for never.
    private long replaceAt;

    // The longest time that the given token was ever valid for: if a renewal gives much less, it nears its end.
    private TimeSpan longest;

    public HashicorpSession(HashicorpLogin login, HashicorpSend send, TimeProvider clock, Action<string> warn)
    {
        this.login = login;
        this.send = send;
        this.clock = clock;
        this.warn = warn;
        if (login.Method == HashicorpLoginMethod.Token)
        {
            token = login.Token!.Reveal();
            renewal = clock.CreateTimer(state => _ = RenewAsync(), null, FirstLook, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Returns the token; logs in first if there is none.</summary>
    public async ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref token) is { } present
            && Interlocked.Read(ref replaceAt) is var limit && (limit == 0 || clock.GetUtcNow().Ticks < limit)
            ? present
            : await LogInAsync(token, cancellationToken);

    /// <summary>Returns another token than one that was refused; null if there is none.</summary>
    public async Task<string?> ReplaceAsync(string refused, CancellationToken cancellationToken) =>
        login.Method == HashicorpLoginMethod.Token ? null : await LogInAsync(refused, cancellationToken);

    public void Dispose()
    {
        end.Cancel();
        renewal?.Dispose();
        turn.Dispose();
        end.Dispose();
    }

    private async Task<string> LogInAsync(string? before, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (token is { } other && other != before)
            {
                return other;
            }

            var answer = await send(
                "Login", HttpMethod.Post, $"auth/{HashicorpRequests.Encode(login.Mount)}/login", WriteLogin(), null, cancellationToken);
            if (HashicorpAnswer.FindText(answer.Login, "client_token") is not { Length: > 0 } fresh)
            {
                throw new ZenException(ErrorCode.StoreUnavailable, answer.IsSealed
                    ? "Vault is sealed. Unseal it and try again."
                    : MessageText.Of($"Vault refused the login by {Describe()} at 'auth/{login.Mount}' with status {(int)answer.Status}. "
                        + $"Check the role and the credentials."));
            }

            var time = TimeSpan.FromSeconds(HashicorpAnswer.FindNumber(answer.Login, "lease_duration") ?? 0);
            Interlocked.Exchange(ref replaceAt, time > TimeSpan.Zero ? (clock.GetUtcNow() + (time * 2 / 3)).Ticks : 0);
            Volatile.Write(ref token, fresh);
            return fresh;
        }
        finally
        {
            turn.Release();
        }
    }

    private string Describe() => login.Method switch
    {
        HashicorpLoginMethod.AppRole => "AppRole",
        HashicorpLoginMethod.Kubernetes => "Kubernetes",
        _ => "JWT",
    };

    private ReadOnlyMemory<byte> WriteLogin()
    {
        var body = new ArrayBufferWriter<byte>();
        body.Write("{"u8);
        if (login.Method == HashicorpLoginMethod.AppRole)
        {
            WriteField(body, "role_id", login.Role!);
            body.Write(","u8);
            WriteField(body, "secret_id", login.SecretId!.Reveal());
        }
        else
        {
            WriteField(body, "role", login.Role!);
            body.Write(","u8);
            WriteField(body, "jwt", ReadJwt());
        }

        body.Write("}"u8);
        return body.WrittenMemory;
    }

    private static void WriteField(IBufferWriter<byte> body, string name, string value)
    {
        EntryJson.WriteText(body, name);
        body.Write(":"u8);
        EntryJson.WriteText(body, value);
    }

    private string ReadJwt()
    {
        if (login.Jwt is { } given)
        {
            return given.Reveal();
        }

        try
        {
            return File.ReadAllText(login.JwtFile!).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable, $"The identity token for Vault in '{login.JwtFile}' cannot be read.", exception);
        }
    }

    private async Task RenewAsync()
    {
        TimeSpan pause;
        try
        {
            pause = await RenewOnceAsync();
        }
        catch (Exception exception)
        {
            // Whatever it is, the next renewal is tried.
            pause = TimeSpan.FromMinutes(1);
            if (!end.IsCancellationRequested)
            {
                warn($"The token for Vault could not be checked: {Sentence.End(exception.Message)}");
            }
        }

        if (!end.IsCancellationRequested)
        {
            // Does nothing if the timer was disposed meanwhile.
            renewal!.Change(pause, Timeout.InfiniteTimeSpan);
        }
    }

    /// <returns>When to look again.</returns>
    private async Task<TimeSpan> RenewOnceAsync()
    {
        var found = await SendAsync("LookupToken", HttpMethod.Get, "auth/token/lookup-self", null);
        var left = TimeSpan.FromSeconds(HashicorpAnswer.FindNumber(found.Data, "ttl") ?? 0);
        if (!found.IsSuccess)
        {
            warn("Vault refused the token of the server: it is wrong, has expired or was revoked. Give the server another one.");
            return LongestPause;
        }

        if (left <= TimeSpan.Zero)
        {
            // It never ends.
            return LongestPause;
        }

        var isRenewable = HashicorpAnswer.Find(found.Data, "renewable").ValueKind == JsonValueKind.True;
        if (isRenewable)
        {
            var renewed = await SendAsync("RenewToken", HttpMethod.Post, "auth/token/renew-self", "{}"u8.ToArray());
            left = HashicorpAnswer.FindNumber(renewed.Login, "lease_duration") is { } seconds ? TimeSpan.FromSeconds(seconds) : left;
        }

        longest = left > longest ? left : longest;
        if (!isRenewable || left < longest / 2)
        {
            warn(string.Create(
                CultureInfo.InvariantCulture,
                $"The token for Vault ends at {clock.GetUtcNow() + left:yyyy-MM-dd HH:mm} UTC and cannot be renewed any longer. "
                    + $"Give the server another one, or let it log in by AppRole, Kubernetes or JWT."));
        }

        var pause = left / 2;
        return pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
    }

    private Task<HashicorpAnswer> SendAsync(string operation, HttpMethod method, string path, ReadOnlyMemory<byte>? body) =>
        send(operation, method, path, body, token, end.Token);
}
