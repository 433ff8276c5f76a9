using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Input.Editing;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Text;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret edit</c>.</summary>
internal sealed class SecretEditCommand : BaseCommand
{
    private const string FileName = "secret.yaml";
    private const string OpenAgain = "Open the editor again, with your text?";

    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<bool> yes = new("--yes", "-y")
    {
        Description = "Do not ask before keys that are in use are removed, or before a key is added that is similar to an existing one.",
    };

    public SecretEditCommand(CliContext context)
        : base(context, "edit", Example.Of(
            "Open a secret's keys and values in your editor ($VISUAL, else $EDITOR, else vi) as YAML, and apply what you change. The "
                + "file is private, in memory where the system has such a folder, and is deleted when the command ends.",
            "zenml secret edit mlflow_secret",
            "EDITOR='code --wait' zenml secret edit mlflow_secret"))
    {
        Define(name, yes);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var draft = SecretDraft.Of(await Context.GetSecretAsync(
            result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken));
        using var folder = EditingFolder.Create(Context.Environment);
        var editor = new TextEditor(Context.Environment, folder.PathOf(FileName));
        editor.Write(draft.Text);
        while (true)
        {
            await editor.RunAsync();
            if (!TryRead(editor, out var edited))
            {
                continue;
            }

            if (!draft.Compare(edited).ChangesValues)
            {
                Context.Writer.Say($"You changed no value of the secret '{draft.Original.Name}': nothing changed.");
                return ExitCodes.Success;
            }

            if (await ApplyAsync(draft, edited, editor, result.GetValue(yes), cancellationToken) is not { } next)
            {
                return ExitCodes.Success;
            }

            draft = next;
        }
    }

    /// <summary>Reads what was edited.</summary>
    /// <returns>False to open the editor again with the same text.</returns>
    /// <exception cref="ZenException">The text cannot be read, and the user does not want to correct it.</exception>
    private bool TryRead(TextEditor editor, out SecretValues edited)
    {
        try
        {
            edited = SecretValuesDocument.Parse(editor.Read());
            SecretLimits.Check(edited);
            return true;
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.InvalidArgument or ErrorCode.TooLarge)
        {
            EnsureTriesAgain(exception, OpenAgain);
            edited = new SecretValues();
            return false;
        }
    }

    /// <summary>Applies what was edited.</summary>
    /// <returns>Null if that is done; else the draft to open the editor with again. The file has its text already.</returns>
    /// <exception cref="ZenException">It could not be applied, and the user does not want to try again.</exception>
    private async Task<SecretDraft?> ApplyAsync(
        SecretDraft draft, SecretValues edited, TextEditor editor, bool sure, CancellationToken cancellationToken)
    {
        try
        {
            var update = draft.Compare(edited);
            if (await TryApplyAsync(draft, update, sure, cancellationToken) is { } applied)
            {
                return applied || !Context.Prompt.Confirm(OpenAgain, assumed: true) ? null : draft;
            }

            var rebased = draft.Rebase(await Context.Client.Secrets.GetAsync(draft.Original.Id, cancellationToken), edited);
            editor.Write(rebased.Text);
            return rebased;
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.StoreUnavailable or ErrorCode.TooLarge)
        {
            EnsureTriesAgain(exception, OpenAgain);
            return draft;
        }
    }

    /// <returns>Whether the user agreed; null if the secret was changed meanwhile.</returns>
    private async Task<bool?> TryApplyAsync(SecretDraft draft, SecretUpdate update, bool sure, CancellationToken cancellationToken)
    {
        if (!sure && !AreMeant(draft, update))
        {
            return false;
        }

        try
        {
            var edited = await new SecretChanges(Context, sure).EditAsync(
                draft.Original.Info, update, () => EnsureSameAsync(draft, update, cancellationToken), cancellationToken);
            if (edited is not null)
            {
                EditReport.Say(Context, edited, noted: null, setsValues: true);
            }

            return edited is not null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.VersionMismatch)
        {
            var changed = new ZenException(
                exception.Code, $"The secret '{draft.Original.Name}' was changed while you edited it. Nothing of yours was applied.");
            EnsureTriesAgain(changed, "Open the editor again, with your changes on top of what the secret is now?");
            return null;
        }
    }

    /// <summary>Asks about keys that are probably typos.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: there is one, and nobody to ask.</exception>
    private bool AreMeant(SecretDraft draft, SecretUpdate update)
    {
        string[] kept = [.. draft.Original.Values.Keys.Except(update.Remove, StringComparer.Ordinal)];
        if (!Context.Environment.Terminal.CanAsk)
        {
            TypoGuard.EnsureKeysMeant(draft.Original.Name, kept, update.Set.Keys, yes.Name);
            return true;
        }

        return update.Set.Keys.All(key => SimilarNames.Find(kept, [key]) is not var (_, similar)
            || Context.Prompt.Confirm($"The secret has a similar key '{similar}'. Add '{key}'?", assumed: false));
    }

    /// <remarks>A server that tracks no versions cannot check this together with the change.</remarks>
    private async Task EnsureSameAsync(SecretDraft draft, SecretUpdate update, CancellationToken cancellationToken)
    {
        if (update.IfVersion is null)
        {
            var now = await Context.Client.Secrets.GetAsync(draft.Original.Id, cancellationToken);
            if (!KeyChanges.Between(draft.Original.Values, now.Values).IsNone)
            {
                throw new ZenException(ErrorCode.VersionMismatch, "The secret was changed.");
            }
        }
    }

    /// <summary>Shows what is wrong, and asks whether to try again. The text is kept until the answer.</summary>
    private void EnsureTriesAgain(ZenException failure, string question)
    {
        if (!Context.Environment.Terminal.CanAsk)
        {
            throw failure;
        }

        Context.Writer.Error(failure.Message);
        if (!Context.Prompt.Confirm(question, assumed: true))
        {
            throw new ZenException(ErrorCode.Aborted, "Aborted. Nothing was changed.");
        }
    }
}
