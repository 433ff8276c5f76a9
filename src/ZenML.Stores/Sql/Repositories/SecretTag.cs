using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The tag of a secret's row: HMAC-SHA256 over all of its metadata. Values leave the store only for metadata that its tag confirms, so
/// neither a damaged page nor somebody who can write to the database without the key makes one secret answer for another.
/// </summary>
internal static class SecretTag
{
    /// <summary>The tag. The keys must be loaded.</summary>
    public static byte[] Make(ValueSealer sealer, SecretInfo secret) => sealer.MakeTag(Content(secret));

    /// <summary>Compares metadata with the tag in its row. The keys must be loaded.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>.</exception>
    public static void Check(ValueSealer sealer, SecretInfo secret, byte[]? tag)
    {
        if (!IsAuthentic(sealer, secret, tag))
        {
            throw Damaged(secret);
        }
    }

    /// <summary>The error for a row that is not what was written.</summary>
    public static ZenException Damaged(SecretInfo secret) => new(
        ErrorCode.StoreDamaged,
        $"The row of the secret '{secret.Name}' ({secret.Id}) is not what was written: "
        + $"the store was changed from outside or is damaged. "
        + $"No value was read. Run 'zenml store check', and restore the store from a backup.");

    /// <summary>Whether metadata is what was written. The keys must be loaded.</summary>
    public static bool IsAuthentic(ValueSealer sealer, SecretInfo secret, byte[]? tag) => sealer.IsAuthentic(Content(secret), tag);

    private static byte[] Content(SecretInfo secret)
    {
        var content = new AssociatedData().Add("zenml-dotnet 1 secret row");
        foreach (var column in SecretRows.Table)
        {
            column.Authenticate?.Invoke(content, secret);
        }

        return content.ToArray();
    }
}
