using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>The devices of the account that is logged in.</summary>
internal sealed class RemoteDevices(ServerConnection connection) : IDevicesService
{
    private const string Path = ApiPaths.Devices;

    private readonly RemoteList list = new(connection, Path);

    public async Task<Device> GetAsync(Id<Device> id, SensitiveString? userCode, CancellationToken cancellationToken) =>
        WireReading.ReadDevice(
            (await connection.GetAsync(
                $"{Path}/{id}{new QueryText().WithIf("user_code", userCode?.Reveal())}", cancellationToken)).WithId(id.Value));

    public async Task<Page<Device>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, DeviceFields.All) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(WireReading.ReadDevice);
    }

    public async Task<Device> VerifyAsync(Id<Device> id, SensitiveString userCode, bool isTrusted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userCode);
        var body = JsonBody.Of(
            writer =>
            {
                writer.WriteString("user_code", userCode.Reveal());
                writer.WriteBoolean("trusted_device", isTrusted);
            },
            [userCode.Reveal()]);
        return WireReading.ReadDevice(
            (await connection.PutAsync($"{Path}/{id}{ApiPaths.Verify}", body, null, cancellationToken)).Value.WithId(id.Value));
    }

    public async Task<Device> SetLockedAsync(Id<Device> id, bool? isLocked, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer => writer.WriteGiven("locked", isLocked));
        return WireReading.ReadDevice((await connection.PutAsync($"{Path}/{id}", body, null, cancellationToken)).Value.WithId(id.Value));
    }

    public Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"{Path}/{id}", cancellationToken);
}
