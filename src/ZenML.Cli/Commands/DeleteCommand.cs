using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands;

/// <summary>
/// A command that asks before it deletes: <c>zenml secret delete</c>. Its constructor must define <see cref="Yes"/>.
/// </summary>
internal abstract class DeleteCommand(CliContext context, string name, string description) : BaseCommand(context, name, description)
{
    /// <summary><c>--yes</c>.</summary>
    protected Option<bool> Yes { get; } = CommonOptions.Yes();

    /// <summary>The message if the answer is no.</summary>
    protected virtual string Declined => "Nothing was deleted.";

    /// <summary>Finds what to delete. Changes nothing.</summary>
    protected abstract Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var deletion = await PrepareAsync(result, cancellationToken);
        if (!result.GetValue(Yes) && !Context.Prompt.Confirm(deletion.Question, skippedBy: Yes.Name))
        {
            Context.Writer.Say(Declined);
            return ExitCodes.Success;
        }

        using (Context.Progress.Begin("Deleting"))
        {
            await deletion.RunAsync(cancellationToken);
        }

        Context.Writer.Say(deletion.Done());
        return ExitCodes.Success;
    }
}
