using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret update</c>.</summary>
internal sealed class SecretUpdateCommand : AttributeCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string?> newScope = CommonOptions.Scope("Move the secret to this scope.", "--new-scope");
    private readonly Option<bool> interactive = new("--interactive", "-i")
    {
        Description = "Prompt for each key. Input of values is not shown.",
    };

    private readonly Option<string?> document = new("--values", "-v")
    {
        Description = "Keys and values as JSON or YAML. @path reads a file, @- reads standard input.",
        HelpName = "TEXT",
    };

    private readonly Option<string[]> remove = new("--remove-keys", "-r")
    {
        Description = "A key to remove. Can be repeated.",
        HelpName = "KEY",
    };

    private readonly Option<int?> keepVersions = CommonOptions.KeepVersions();

    private readonly Option<bool> restricted = new("--restricted")
    {
        Description = "Let roles only see the secret, and not its values: those are for its creator and for whom it is shared with.",
    };

    private readonly Option<bool> notRestricted = new("--no-restricted")
    {
        Description = "Let roles open the values of the secret again.",
    };

    private readonly Option<long?> ifVersion = new("--if-version")
    {
        Description = "Update only if the secret is still at this version, as shown by 'secret get'. To make sure "
            + "that it is still the same secret, pass its id.",
        HelpName = "VERSION",
    };

    private readonly SecretDetailsOptions details = new();
    private readonly Option<bool> addKey = SecretInput.AddKey();
    private readonly Option<bool> yes = new("--yes", "-y")
    {
        Description = "Do not ask before a change that breaks references or shows earlier versions to the workspace, and add keys as "
            + "--add-key does.",
    };

    public SecretUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Add, change and remove keys of a secret. Other keys are unchanged. Concurrent updates of different keys are all kept. A new "
                + "key that is similar to an existing one is rejected unless you use --add-key.",
            "zenml secret update mlflow_secret --password=@new-password.txt -r old_token",
            "zenml secret update mlflow_secret --new-scope user",
            "zenml secret update mlflow_secret --tag team=ml --remove-tag owner --expires 2027-01-31",
            "zenml secret update mlflow_secret --plain username --no-plain host",
            "zenml secret update mlflow_secret --if-version 3 --password=@new-password.txt",
            "zenml secret update mlflow_secret -i"))
    {
        Define(name);
        name.Completes(Names.Secrets);
        AddAttributes(SecretContents.Keys);
        Define(
            newScope, interactive, document.Completes(CompletionSource.TextOrFile), remove.Completes(SecretContents.Keys),
            ifVersion.Completes(SecretContents.Versions));
        DefineApart([Trim, addKey, yes, keepVersions, restricted, notRestricted, .. details.ToChange]);
        ifVersion.AcceptOnlyPositive();
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var noted = details.Read(result, Context.ClientOptions.Clock);
        var attributes = RequireAttributes(result);
        var isInteractive = result.GetValue(interactive);
        if (isInteractive && (attributes.Count > 0 || result.GetValue(document) is not null))
        {
            throw new UsageException(
                "--interactive prompts for values, so it cannot be combined with --KEY=VALUE or --values.");
        }

        var set = SecretInput.Collect(Context, attributes, IsExplicit, result.GetValue(document));
        var removed = result.GetValue(remove) ?? [];
        if (removed.FirstOrDefault(set.ContainsKey) is { } both)
        {
            throw new UsageException($"'{both}' cannot be both set and removed.");
        }

        var secret = await Context.FindSecretAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        var expected = result.GetValue(ifVersion);
        if (expected is { } version)
        {
            // Check before prompting. The store checks again, together with the change.
            secret.EnsureVersion(version);
        }

        Context.Writer.Say($"Updating the secret '{secret.Name}' ({secret.Id}) in the {SecretDocument.Text(secret.Scope)} scope.");
        if (isInteractive)
        {
            AskForChanges(secret, set, Trims(result));
        }
        else if (!result.GetValue(addKey) && !result.GetValue(yes))
        {
            TypoGuard.EnsureKeysMeant(
                secret.ReferenceName, [.. secret.Keys.Except(removed, StringComparer.Ordinal)], set.Keys, addKey.Name);
        }

        if (attributes.Any(attribute => attribute.Key == "scope" && !IsExplicit(attribute.Key)))
        {
            Context.Writer.Warn("This sets a key called 'scope'. To move the secret to another scope, use --new-scope.");
        }

        noted?.EnsureHas(secret.ReferenceName, new SecretUpdate { Set = set, Remove = removed }.FindKeys(secret.Keys));
        var wantedScope = result.GetScope(newScope);
        var kept = result.GetValue(keepVersions);
        var restriction = ReadRestriction(result);
        if (set.Count == 0 && removed.Length == 0 && (wantedScope is null || wantedScope == secret.Scope)
            && (kept is null || kept == (secret.KeepVersions ?? 0))
            && (restriction is null || restriction == secret.IsRestricted)
            && (noted is null || noted.ApplyTo(secret.Details) == secret.Details))
        {
            Context.Writer.Say(noted?.NamesKeys == true
                ? EditReport.Unchanged(secret.ReferenceName, noted, setsValues: false)
                : "Nothing to change.");
            return ExitCodes.Success;
        }

        var update = new SecretUpdate
        {
            Scope = wantedScope,
            Set = set,
            Remove = [.. removed.Distinct(StringComparer.Ordinal)],
            KeepVersions = kept,
            IsRestricted = restriction,
            Details = noted,
            IfVersion = expected,
        };
        var edited = await new SecretChanges(Context, result.GetValue(yes)).EditAsync(secret, update, check: null, cancellationToken);
        if (edited is null)
        {
            return ExitCodes.Success;
        }

        var updated = edited.Secret;
        EditReport.Say(Context, edited, noted, setsValues: update.ChangesValues);
        SecretInput.WarnOfEmpty(
            Context, updated.ReferenceName, SecretInput.FindEmpty(set).Where(IsRead));
        if (updated.Keys.Count == 0)
        {
            Context.Writer.Warn($"The secret '{updated.Name}' has no keys left.");
        }

        return ExitCodes.Success;
    }

    /// <summary>Whether the secret becomes restricted or no longer is; null to leave that as it is.</summary>
    private bool? ReadRestriction(ParseResult result) => (result.GetValue(restricted), result.GetValue(notRestricted)) switch
    {
        (true, true) => throw new UsageException("--restricted and --no-restricted cannot be combined."),
        (true, _) => true,
        (_, true) => false,
        _ => null,
    };

    private void AskForChanges(SecretInfo secret, SecretValues set, bool? trims)
    {
        foreach (var key in secret.Keys)
        {
            if (!Context.Prompt.Confirm($"Change the value of '{key}'?", assumed: false))
            {
                continue;
            }

            var value = Context.AskValue(key, $"New value for '{key}', or empty to keep the current one", trims);
            if (value.Length > 0 || Context.Prompt.Confirm($"Set '{key}' to an empty value?", assumed: false))
            {
                set[key] = value;
            }
        }

        while (Context.Prompt.Confirm("Add a new key?", assumed: false))
        {
            var key = Context.Prompt.AskText("Key");
            if (secret.Keys.Contains(key) || set.ContainsKey(key))
            {
                Context.Writer.Warn($"The key '{key}' already exists.");
                continue;
            }

            if (SimilarNames.Find(secret.Keys, [key]) is var (_, similar)
                && !Context.Prompt.Confirm($"The secret has a similar key '{similar}'. Add '{key}'?", assumed: false))
            {
                continue;
            }

            set[key] = Context.AskValue(key, $"Value for '{key}'", trims);
        }
    }
}
