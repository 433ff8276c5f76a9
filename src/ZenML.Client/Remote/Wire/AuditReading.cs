using ZenML.Core.Auditing.Chains;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads chains of the audit log. What they say is verified later, so it is only read here.</summary>
internal static class AuditReading
{
    public static AuditStatement ReadStatement(WireValue value) => new()
    {
        Created = value["created"].Integer,
        Ends =
        [
            .. value["ends"].Items.Select(end => new AuditChainEnd(
                end["chain"].Text, end["is_older"].Boolean, end["position"].Integer, Bytes(end["hash"]))),
        ],
        Unchained = value["unchained"].Integer,
        PublicKey = Bytes(value["public_key"]),
        EarlierKeys = [.. value["earlier_keys"].Items.Select(Bytes)],
        Signature = Bytes(value["signature"]),
    };

    public static AuditSlice ReadSlice(WireValue value) => new(
        [.. value["records"].Items.Select(ReadRecord)],
        [.. value["checkpoints"].Items.Select(ReadCheckpoint)],
        [.. value["gaps"].Items.Select(ReadGap)],
        value.Find("next")?.Integer);

    private static AuditRecord ReadRecord(WireValue value) => new()
    {
        Id = value["id"].Text,
        Created = value["created"].Integer,
        UserId = value.Find("user_id")?.Text,
        UserName = value["user_name"].Text,
        Action = value["action"].Text,
        ResourceType = value["resource_type"].Text,
        ResourceId = value.Find("resource_id")?.Text,
        ResourceName = value.Find("resource_name")?.Text,
        Address = value.Find("address")?.Text,
        Outcome = value["outcome"].Text,
        Count = value["count"].Integer,
        BareName = value.Find("bare_name")?.Text,
        Scope = value.Find("scope")?.Text,
        OwnerId = value.Find("owner_id")?.Text,
        WorkspaceId = value.Find("workspace_id")?.Text,
        PartOf = value.Find("part_of")?.Text,
        PartCount = value.Find("part_count")?.Integer,
        ChangedKeys = value.Find("changed_keys")?.Text,
        Position = value["position"].Integer,
        Hash = Bytes(value["hash"]),
        CountProof = value.Find("count_proof") is { } proof ? Bytes(proof) : null,
    };

    private static AuditCheckpoint ReadCheckpoint(WireValue value) => new()
    {
        Chain = value["chain"].Text,
        Position = value["position"].Integer,
        Hash = Bytes(value["hash"]),
        Previous = value["previous"].Integer,
        Created = value["created"].Integer,
        IsLate = value["is_late"].Boolean,
        Older = value.Find("older")?.Text,
        KeyId = value["key_id"].Text,
        Signature = Bytes(value["signature"]),
    };

    private static AuditGap ReadGap(WireValue value) => new()
    {
        Chain = value["chain"].Text,
        First = value["first"].Integer,
        Last = value["last"].Integer,
        LastHash = Bytes(value["last_hash"]),
        Created = value["created"].Integer,
        KeyId = value["key_id"].Text,
        Signature = Bytes(value["signature"]),
    };

    private static byte[] Bytes(WireValue value)
    {
        try
        {
            return Convert.FromBase64String(value.Text);
        }
        catch (FormatException)
        {
            throw WireValue.Unexpected("Base64");
        }
    }
}
