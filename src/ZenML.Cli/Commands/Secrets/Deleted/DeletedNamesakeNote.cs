using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary>Tells whoever created a secret that the store still has a deleted one of that name.</summary>
internal static class DeletedNamesakeNote
{
    /// <summary>Writes the note, if there is such a secret.</summary>
    public static async Task SayAsync(CliContext context, SecretInfo created, CancellationToken cancellationToken)
    {
        try
        {
            var deleted = (await context.Client.DeletedSecrets.FindAsync(created.Name.Value, created.Scope, cancellationToken)).Secret;
            if (deleted.Name == created.Name)
            {
                var name = ShellWord.Quote(created.Name.Value);
                context.Writer.Say(
                    $"There is also a deleted secret of that name. To restore it: zenml secret undelete {name} --as NAME");
            }
        }
        catch (ZenException)
        {
            // There is none, or the server keeps none. The secret was created.
        }
    }
}
