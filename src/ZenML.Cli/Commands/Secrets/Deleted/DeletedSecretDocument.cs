using ZenML.Cli.Output;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary>Deleted secrets as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class DeletedSecretDocument
{
    /// <summary>Deleted secrets, with the time of the deletion and until when they are kept.</summary>
    public static Presentation<DeletedSecret> Presentation { get; } = new(
        "deleted secrets", Of,
        [
            new("NAME", deleted => deleted.Secret.ReferenceName),
            new("ID", deleted => deleted.Secret.Id.ToString(), IsId: true),
            new("SCOPE", deleted => SecretDocument.Text(deleted.Secret.Scope)),
            new("DELETED", deleted => Optional.Cell(deleted.Secret.Deleted), IsTime: true),
            new("PURGED_AFTER", deleted => Times.Text(deleted.PurgedAfter), IsTime: true),
        ]);

    private static ConfigurationMap Of(DeletedSecret deleted)
    {
        var document = SecretDocument.WithKeys(deleted.Secret);
        document["deleted"] = Optional.Document(deleted.Secret.Deleted);
        document["purged_after"] = Times.Text(deleted.PurgedAfter);
        return document;
    }
}
