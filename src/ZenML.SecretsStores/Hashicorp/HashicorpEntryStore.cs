using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>
/// Entries in the secrets engine KV version 2 of Vault or OpenBao, each in a secret of its own, which has one version. It is created with
/// check-and-set, so that nothing is ever overwritten.
/// </summary>
public sealed class HashicorpEntryStore : IEntryStore, IDisposable
{
    // Vault writes some characters as six bytes and has the names of keys twice. Integrated storage holds 1 MiB.
    private const int MostBytes = 80_000;

    private const char Separator = '.';

    private readonly HashicorpRequests requests;
    private readonly EntryOwner owner;
    private readonly string mount;
    private readonly string prefix;

    /// <summary>Creates it. It does not connect yet, except to find out when a token ends.</summary>
    /// <param name="options">Where Vault is.</param>
    /// <param name="owner">The server that entries belong to.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="warn">Logs warnings about a token that ends.</param>
    public HashicorpEntryStore(HashicorpOptions options, EntryOwner owner, TimeProvider clock, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(options);
        requests = new HashicorpRequests(options, clock, warn);
        this.owner = owner;
        mount = HashicorpRequests.Encode(options.MountPoint);
        prefix = HashicorpRequests.Encode(options.Prefix);
    }

    /// <inheritdoc />
    public string DisplayName => HashicorpRequests.DisplayName;

    /// <inheritdoc />
    public int MaximumEntryBytes => MostBytes;

    /// <inheritdoc />
    public async Task<string> WriteAsync(EntryName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var id = await owner.GetAsync(cancellationToken);
        var path = Path("data", id, name);
        var answer = await requests.SendAsync("Write", HttpMethod.Post, path, HashicorpEntry.Write(id, content), cancellationToken);
        if (answer.IsSuccess && HashicorpAnswer.FindNumber(answer.Data, "version") is { } version)
        {
            return version.ToString(CultureInfo.InvariantCulture);
        }

        // A first try may have been carried out: then Vault says that there is something, or, without the capability to update, 403.
        if (answer.IsMismatch || answer.Status == HttpStatusCode.Forbidden || answer.IsSuccess)
        {
            var read = await requests.SendAsync("Read", HttpMethod.Get, $"{path}?version=1", null, cancellationToken);
            if (read.IsSuccess && HashicorpAnswer.Find(read.Data, "data") is { ValueKind: JsonValueKind.Object } data)
            {
                return HashicorpEntry.FindOwner(data) == id
                    && HashicorpEntry.TryRead(data) is { } present && present.Span.SequenceEqual(content.Span)
                        ? "1"
                        : throw Foreign(path, "exists already with other content");
            }
        }

        throw answer.IsMismatch
            ? Foreign(path, "exists already with other content")
            : requests.Explain(answer, "create", path);
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(EntryName name, string version, CancellationToken cancellationToken)
    {
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            // Vault takes 0 for the latest version.
            return null;
        }

        var id = await owner.GetAsync(cancellationToken);
        var path = Path("data", id, name);
        var answer = await requests.SendAsync("Read", HttpMethod.Get, $"{path}?version={version}", null, cancellationToken);
        if (IsNothing(answer))
        {
            return null;
        }

        var data = HashicorpAnswer.Find(answer.Data, "data");
        if (!answer.IsSuccess || data.ValueKind != JsonValueKind.Object)
        {
            throw requests.Explain(answer, "read", path);
        }

        EnsureOwn(path, data, id);
        return HashicorpEntry.TryRead(data) ?? throw Foreign(path, "is not what a server wrote");
    }

    /// <inheritdoc />
    public async Task DeleteAsync(EntryName name, CancellationToken cancellationToken)
    {
        var id = await owner.GetAsync(cancellationToken);
        var path = Path("data", id, name);
        if (!await IsOwnAsync(path, id, cancellationToken))
        {
            return;
        }

        var metadata = Path("metadata", id, name);
        var answer = await requests.SendAsync("Delete", HttpMethod.Delete, metadata, null, cancellationToken);
        if (!answer.IsSuccess && !IsNothing(answer))
        {
            throw requests.Explain(answer, "delete", metadata);
        }
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(EntryName name, CancellationToken cancellationToken)
    {
        var path = Path("metadata", await owner.GetAsync(cancellationToken), name);
        var answer = await requests.SendAsync("ReadMetadata", HttpMethod.Get, path, null, cancellationToken);
        return answer.IsSuccess || (IsNothing(answer) ? false : throw requests.Explain(answer, "read", path));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<EntryName> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"{mount}/metadata/{prefix}/{await owner.GetAsync(cancellationToken):D}";
        var answer = await requests.SendAsync("List", HttpMethod.Get, $"{path}?list=true", null, cancellationToken);
        if (IsNothing(answer))
        {
            yield break;
        }

        var keys = HashicorpAnswer.Find(answer.Data, "keys");
        if (!answer.IsSuccess || keys.ValueKind != JsonValueKind.Array)
        {
            throw requests.Explain(answer, "list", path);
        }

        foreach (var key in keys.EnumerateArray())
        {
            if (key.ValueKind == JsonValueKind.String && EntryName.TryParse(key.GetString()!, Separator) is { } name)
            {
                yield return name;
            }
        }
    }

    /// <inheritdoc />
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var id = await owner.GetAsync(cancellationToken);
        var mounts = $"sys/internal/ui/mounts/{mount}";
        var answer = await requests.SendAsync("ReadMount", HttpMethod.Get, mounts, null, cancellationToken);

        // Without any capability below the mount, Vault does not say whether there is one.
        if (answer is { IsSuccess: false, Status: not HttpStatusCode.Forbidden } || answer.IsTokenRefused)
        {
            throw requests.Explain(answer, "read", mounts);
        }

        if (answer.IsSuccess && HashicorpAnswer.FindText(HashicorpAnswer.Find(answer.Data, "options"), "version") is var version
            && version != "2")
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable, $"The secrets engine at '{mount}' in Vault is not KV version 2, which is required.");
        }

        var data = $"{mount}/data/{prefix}/{id:D}/x";
        var metadata = $"{mount}/metadata/{prefix}/{id:D}/x";
        await EnsureCapableAsync(
            [(data, "create"), (data, "read"), (metadata, "read"), (metadata, "list"), (metadata, "delete")], cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => requests.Dispose();

    private static bool IsNothing(HashicorpAnswer answer) =>
        answer is { Status: HttpStatusCode.NotFound, IsJson: true, HasNoMount: false };

    private string Path(string kind, Guid id, EntryName name) => $"{mount}/{kind}/{prefix}/{id:D}/{name.Format(Separator)}";

    private static void EnsureOwn(string path, JsonElement data, Guid id)
    {
        if (HashicorpEntry.FindOwner(data) != id)
        {
            throw Foreign(path, "does not belong to this server, so it is not touched");
        }
    }

    private static ZenException Foreign(string path, string problem) =>
        new(ErrorCode.StoreDamaged, $"The entry '{path}' in Vault {problem}.");

    /// <returns>Whether there is an entry of this server, deleted ones included, of which Vault keeps the metadata.</returns>
    private async Task<bool> IsOwnAsync(string path, Guid id, CancellationToken cancellationToken)
    {
        // The first version is ours. It is gone if somebody wrote so many others that Vault dropped it.
        foreach (var query in (string[])["?version=1", ""])
        {
            var answer = await requests.SendAsync("Read", HttpMethod.Get, path + query, null, cancellationToken);
            if (IsNothing(answer))
            {
                if (answer.IsDeletedVersion)
                {
                    return true;
                }

                continue;
            }

            var data = HashicorpAnswer.Find(answer.Data, "data");
            if (!answer.IsSuccess || data.ValueKind != JsonValueKind.Object)
            {
                throw requests.Explain(answer, "read", path);
            }

            EnsureOwn(path, data, id);
            return true;
        }

        return false;
    }

    private async Task EnsureCapableAsync(IReadOnlyList<(string Path, string Capability)> needed, CancellationToken cancellationToken)
    {
        const string Asking = "sys/capabilities-self";
        var paths = string.Join(',', needed.Select(need => need.Path).Distinct().Select(path => $"\"{path}\""));
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"paths":[{{paths}}]}""");
        var answer = await requests.SendAsync("ReadCapabilities", HttpMethod.Post, Asking, body, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw requests.Explain(answer, "update", Asking);
        }

        foreach (var (path, capability) in needed)
        {
            var given = HashicorpAnswer.Find(answer.Data, path) is { ValueKind: JsonValueKind.Array } list
                ? list.EnumerateArray().Select(word => word.ValueKind == JsonValueKind.String ? word.GetString() : null).ToArray()
                : [];
            if (!given.Contains("root") && !given.Contains(capability))
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable,
                    $"Vault denies '{capability}' on '{path}'. Add the capability to the policy of the server.");
            }
        }
    }
}
