using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary>Says that a secret that was not found was deleted, and how to take that back.</summary>
internal static class DeletionHint
{
    /// <summary>Returns sentences that end with a command; null if no deleted secret has this name or id, or if that is unknown.</summary>
    /// <param name="client">The store.</param>
    /// <param name="nameOrId">What was not found.</param>
    /// <param name="scope">Where it was looked up; null for both scopes.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task<string?> FindAsync(
        ZenClient client, string nameOrId, SecretScope? scope, CancellationToken cancellationToken)
    {
        try
        {
            var secret = (await client.DeletedSecrets.FindAsync(nameOrId, scope, cancellationToken)).Secret;
            return MessageText.Of(
                $"The secret '{secret.Name}' was deleted on {secret.Deleted?.UtcDateTime:yyyy-MM-dd}. To restore it: zenml secret undelete "
                + $"{ShellWord.Quote(nameOrId)}");
        }
        catch (ZenException)
        {
            // There is none, or the server keeps none. What was not found is an error already.
            return null;
        }
    }
}
