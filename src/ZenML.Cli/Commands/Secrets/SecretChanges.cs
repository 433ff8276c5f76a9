using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>
/// The only way in which commands change and delete existing secrets, so that none of them forgets what all must say. A change that breaks
/// references names what uses them; one that shows earlier versions to the workspace says so. On a terminal, both ask first.
/// </summary>
/// <remarks>Scripts from before there were questions have no terminal and go on.</remarks>
/// <param name="context">What every command is given.</param>
/// <param name="yes">Whether not to ask.</param>
internal sealed class SecretChanges(CliContext context, bool yes)
{
    private bool hasAsked;

    /// <summary>Changes a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="update">The change.</param>
    /// <param name="check">Runs after the questions, directly before the change; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the change until it is committed.</param>
    /// <returns>Null if the user declined.</returns>
    public async Task<EditedSecret?> EditAsync(
        SecretInfo secret, SecretUpdate update, Func<Task>? check, CancellationToken cancellationToken)
    {
        string[] removed = [.. secret.Keys.Except(update.FindKeys(secret.Keys), StringComparer.Ordinal)];
        if (!await ConfirmRemovalAsync(secret, removed, $"Remove {(removed.Length == 1 ? "the key" : "the keys")}?", cancellationToken)
            || !await ConfirmPlaceAsync(secret, update.Scope, target: null, update, cancellationToken))
        {
            return null;
        }

        await (check?.Invoke() ?? Task.CompletedTask);

        // A question was about the secret as it was, and what others change meanwhile must not be shared unseen.
        var bound = hasAsked || update.Scope is not null ? update with { IfVersion = update.IfVersion ?? FindVersion(secret) } : update;
        return await context.Client.Secrets.EditAsync(secret.Id, bound, cancellationToken);
    }

    /// <summary>Renames a secret.</summary>
    /// <returns>Whether the user agreed.</returns>
    public async Task<bool> RenameAsync(SecretInfo secret, SecretName name, CancellationToken cancellationToken)
    {
        if (await SecretUsesNotice.SayAsync(context, secret, keys: null, cancellationToken)
            && !Confirm(MessageText.Of($"These references keep the name '{secret.Name}'. Rename the secret?")))
        {
            return false;
        }

        var bound = new SecretUpdate { Name = name, IfVersion = hasAsked ? FindVersion(secret) : null };
        await context.Client.Secrets.UpdateAsync(secret.Id, bound, cancellationToken);
        return true;
    }

    /// <summary>Moves a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="scope">The new scope; null for the one that it has.</param>
    /// <param name="target">The new workspace; null for the one that it is in.</param>
    /// <param name="cancellationToken">Cancels the change until it is committed.</param>
    /// <returns>Null if the user declined.</returns>
    public async Task<SecretInfo?> MoveAsync(
        SecretInfo secret, SecretScope? scope, Workspace? target, CancellationToken cancellationToken) =>
        await ConfirmPlaceAsync(secret, scope, target, update: null, cancellationToken)
            ? await context.Client.Secrets.MoveAsync(
                secret.Id,
                new SecretDestination { Scope = scope, Workspace = target?.Id, IfVersion = FindVersion(secret) },
                cancellationToken)
            : null;

    /// <summary>Makes the values of an earlier version the current ones, unless the secret is changed meanwhile.</summary>
    /// <returns>Null if the user declined.</returns>
    public async Task<SecretRollback?> RollbackAsync(SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        var removed = await FindRemovedAsync(secret, version, cancellationToken);
        return await ConfirmRemovalAsync(secret, removed, $"Roll back to version {version}?", cancellationToken)
            // What someone else changes meanwhile must not be undone unseen.
            ? await context.Client.Secrets.History.RollbackAsync(secret.Id, version, secret.Version, cancellationToken)
            : null;
    }

    /// <summary>Imports secrets, or says what that would do. A dry run names uses and asks nothing.</summary>
    /// <returns>Null if the user declined.</returns>
    public async Task<SecretImportReport?> ImportAsync(
        IReadOnlyList<SecretImport> imports, bool isDryRun, CancellationToken cancellationToken)
    {
        var losing = imports.Any(import => import.ReplaceAll) ? await FindLosingAsync(imports, cancellationToken) : [];
        foreach (var usages in losing)
        {
            SecretUsesNotice.Say(context, usages, ofRemovedKeys: true);
        }

        return isDryRun || losing.Count == 0 || Confirm("Import the file and remove these keys?")
            ? await context.Progress.ShowAsync(
                "Importing", () => context.Client.Secrets.ImportAsync(imports, isDryRun, cancellationToken))
            : null;
    }

    /// <summary>
    /// Names what uses secrets that are about to be deleted. The command asks, whether they are used or not, unless the answer is given.
    /// </summary>
    /// <returns>Deletes one of them, unless it was changed after the question.</returns>
    public async Task<Func<SecretInfo, CancellationToken, Task>> PrepareDeletionAsync(
        IEnumerable<SecretInfo> secrets, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
        {
            await SecretUsesNotice.SayAsync(context, secret, keys: null, cancellationToken);
        }

        return (secret, token) => !yes && FindVersion(secret) is { } version
            ? context.Client.Secrets.DeleteAsync(secret.Id, version, token)
            : context.Client.Secrets.DeleteAsync(secret.Id, token);
    }

    /// <summary>The version on which a change can depend; null if the server counts none.</summary>
    private static long? FindVersion(SecretInfo secret) => secret.Version > 0 ? secret.Version : null;

    private async Task<bool> ConfirmRemovalAsync(
        SecretInfo secret, IReadOnlyCollection<string> removed, string question, CancellationToken cancellationToken) =>
        removed.Count == 0
        || !await SecretUsesNotice.SayAsync(context, secret, removed, cancellationToken)
        || Confirm(question);

    private async Task<bool> ConfirmPlaceAsync(
        SecretInfo secret, SecretScope? scope, Workspace? target, SecretUpdate? update, CancellationToken cancellationToken)
    {
        var leaves = target is not null && target.Id != secret.Workspace.Id;
        if ((leaves || (scope == SecretScope.User && secret.Scope == SecretScope.Workspace))
            && await SecretUsesNotice.SayAsync(context, secret, keys: null, cancellationToken)
            && !Confirm(leaves
                ? "These references will no longer find it. Move the secret?"
                : "For other users, these references will no longer find it. Move the secret?"))
        {
            return false;
        }

        return secret.Scope != SecretScope.User || scope != SecretScope.Workspace
            || await ConfirmSharingAsync(secret, target?.Name ?? secret.Workspace.Name, update, cancellationToken);
    }

    /// <remarks>Nobody else could read the earlier values, and who shares the secret may not remember that they exist.</remarks>
    private async Task<bool> ConfirmSharingAsync(
        SecretInfo secret, string workspace, SecretUpdate? update, CancellationToken cancellationToken)
    {
        var earlier = await CountEarlierAsync(secret, update, cancellationToken);
        if (earlier == 0)
        {
            return true;
        }

        context.Writer.Say(
            $"Everyone in the workspace '{workspace}' will also be able to read the values of {Number.Of(earlier, "earlier version"):raw} "
            + $"of the secret '{secret.Name}'. To keep none: "
            + $"zenml secret update {ShellWord.Quote(secret.ReferenceName)} --keep-versions 1");
        return Confirm("Move the secret with its earlier versions?");
    }

    /// <summary>Counts the earlier versions that are stored after the change.</summary>
    private async Task<int> CountEarlierAsync(SecretInfo secret, SecretUpdate? update, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await context.Client.Secrets.History.ListAsync(secret.Id, cancellationToken)
                .CountAsync(version => version.State == SecretVersionState.Stored, cancellationToken);
            var earlier = update is { ChangesValues: true } ? stored + 1 : stored;
            return (update?.KeepVersions ?? secret.KeepVersions) is > 0 and var kept
                ? Math.Min(earlier, kept - 1)
                : earlier;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
        {
            // The server keeps no earlier versions.
            return 0;
        }
    }

    /// <remarks>
    /// If there is no such version, the rollback says so. If the values cannot be compared for another reason, any key may be removed.
    /// </remarks>
    private async Task<IReadOnlyCollection<string>> FindRemovedAsync(SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        try
        {
            var difference = await context.Client.Secrets.History.DiffAsync(
                secret.Id, secret.ValuesVersion, version, cancellationToken: cancellationToken);
            return [.. difference.Keys.Where(key => key.Kind == SecretDifferenceKind.Removed).Select(key => key.Key)];
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.NotFound or ErrorCode.InvalidArgument)
        {
            return [];
        }
        catch (ZenException exception)
        {
            context.Writer.Warn($"What the rollback removes could not be found out: {Sentence.End(exception.Message):raw}");
            return secret.Keys;
        }
    }

    /// <summary>Finds the uses of keys that an import would remove, in one request for all secrets.</summary>
    private async Task<IReadOnlyList<SecretUsages>> FindLosingAsync(
        IReadOnlyList<SecretImport> imports, CancellationToken cancellationToken)
    {
        IReadOnlyList<SecretUsages> used;
        try
        {
            used = await context.Client.SecretUsages.ListAsync(cancellationToken);
        }
        catch (ZenException exception)
        {
            context.Writer.Warn($"What uses the secrets could not be found out: {Sentence.End(exception.Message):raw}");
            return [];
        }

        var losing = new List<SecretUsages>();
        foreach (var import in imports.Where(import => import.ReplaceAll))
        {
            var chosen = SecretResolver.Choose(used.Select(usages => usages.Secret), import.Name.Value, import.Scope);
            var meant = used.FirstOrDefault(usages => usages.Secret.Id == chosen?.Id);
            if (meant?.OfKeys([.. meant.Secret.Keys.Where(key => !import.Values.ContainsKey(key))]) is { IsUsed: true } lost)
            {
                losing.Add(lost);
            }
        }

        return losing;
    }

    private bool Confirm(string question)
    {
        if (yes || !context.Environment.Terminal.CanAsk)
        {
            return true;
        }

        hasAsked = true;
        if (context.Prompt.Confirm(question))
        {
            return true;
        }

        context.Writer.Say("Nothing was changed.");
        return false;
    }
}
