using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Secrets;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack register-secrets</c>.</summary>
internal sealed class StackRegisterSecretsCommand : BaseCommand
{
    private readonly Argument<string?> name;
    private readonly Option<bool> skipExisting = new("--skip-existing")
    {
        Description = "Prompt only for missing values.",
    };

    public StackRegisterSecretsCommand(CliContext context)
        : base(context, "register-secrets", Example.Of(
            "Prompt for the value of every secret key that a stack's components refer to, and create or update the "
                + "secrets. Input is not shown; @path reads a file.",
            "zenml stack register-secrets tracked",
            "zenml stack register-secrets --skip-existing"))
    {
        name = StackChoice.Argument(context, changes: true);
        Define(name, skipExisting);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await StackChoice.FindAsync(Context, result.GetValue(name), LookupMode.Changing, cancellationToken);
        var wanted = stack.FindReferences().Select(use => use.Reference).Distinct()
            .GroupBy(reference => reference.Name, StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
        {
            Context.Writer.Say($"The stack '{stack.Name}' refers to no secrets.");
            return ExitCodes.Success;
        }

        // Ask all questions before the first write, so that an interruption changes nothing.
        var lost = await FindLostAsync(Context, wanted.SelectMany(references => references), cancellationToken);
        var existing = new Dictionary<string, SecretInfo?>(StringComparer.Ordinal);
        foreach (var secret in wanted)
        {
            existing[secret.Key] = await FindAsync(Context, secret.Key, cancellationToken);
        }

        await EnsureReadableAsync(Context, existing.Where(found => found.Value is null).Select(found => found.Key), cancellationToken);
        var changes = new List<Change>();
        foreach (var secret in wanted)
        {
            var keys = secret.Select(reference => reference.Key).ToArray();
            var change = lost.Contains(secret.Key)
                ? AskAnew(Context, secret.Key, keys, existing[secret.Key]!)
                : new Change(
                    secret.Key, existing[secret.Key], Ask(Context, secret.Key, keys, existing[secret.Key], result.GetValue(skipExisting)));
            if (change.Values.Count > 0)
            {
                changes.Add(change);
            }
        }

        await WriteAsync(Context, stack, changes, cancellationToken);
        return ExitCodes.Success;
    }



    /// <summary>
    /// Asks for all values of a secret whose values are lost: there is nothing to merge new values into.
    /// </summary>
    private static Change AskAnew(CliContext context, string name, IEnumerable<string> wanted, SecretInfo existing)
    {
        context.Writer.Warn($"The store has lost the values of the secret '{name}'. To recover them, restore the store "
            + $"from a backup. To set new ones, continue: you are prompted for every key.");
        string[] keys = [.. existing.Keys.Union(wanted, StringComparer.Ordinal)];
        return new Change(name, existing, Ask(context, name, keys, existing: null, skipExisting: false))
        {
            ReplacesAll = true,
        };
    }

    private static SecretValues Ask(
        CliContext context, string name, IReadOnlyCollection<string> keys, SecretInfo? existing, bool skipExisting)
    {
        var values = new SecretValues();
        foreach (var key in keys)
        {
            var exists = existing?.Keys.Contains(key, StringComparer.Ordinal) ?? false;
            if (exists && skipExisting)
            {
                continue;
            }

            // A mistyped reference would add a key that nothing else needs.
            if (existing is not null && !exists && NearestName.Find(key, existing.Keys.Except(keys, StringComparer.Ordinal)) is { } nearest)
            {
                context.Writer.Warn($"The secret '{name}' has no key '{key}'. Did you mean '{nearest}'?");
            }

            if (!context.Environment.Terminal.CanAsk)
            {
                throw new ZenException(ErrorCode.Aborted,
                    $"The value of {name}.{key} is needed, but standard input is not a terminal. Nothing was changed. To set it from a "
                    + $"script: zenml secret set {ShellWord.Quote(name)} --{ShellWord.Quote(key)}=@-");
            }

            var answer = exists
                ? context.AskValue($"{name}.{key}", $"Value for {name}.{key}, or empty to keep the current one")
                : AskMissing(context, name, key);
            if (answer.Length > 0 || !exists)
            {
                values[key] = answer;
            }
        }

        return values;
    }

    /// <remarks>A check does not see that a value is empty, so Enter alone does not make one.</remarks>
    private static string AskMissing(CliContext context, string name, string key)
    {
        while (true)
        {
            var answer = context.AskValue($"{name}.{key}", $"Value for {name}.{key}");
            if (answer.Length > 0)
            {
                return answer;
            }

            if (context.Prompt.Confirm($"Set {name}.{key} to an empty value?", assumed: false))
            {
                SecretInput.WarnOfEmpty(context, name, [key]);
                return answer;
            }
        }
    }

    private static async Task WriteAsync(
        CliContext context, Stack stack, List<Change> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            context.Writer.Say($"Nothing to do: the stack '{stack.Name}' has all its secrets.");
            return;
        }

        foreach (var change in changes)
        {
            var (name, existing, values) = change;
            if (existing is null)
            {
                await context.Client.Secrets.CreateAsync(name, values, cancellationToken: cancellationToken);
                context.Writer.Say($"Created the secret '{name}' with {string.Join(", ", values.Keys.Select(key => $"'{key}'"))}.");
            }
            else
            {
                var update = new SecretUpdate
                {
                    Set = values,
                    ReplaceAll = change.ReplacesAll,
                    IfVersion = change.ReplacesAll ? existing.Version : null,
                };
                await context.Client.Secrets.UpdateAsync(existing.Id, update, cancellationToken);
                context.Writer.Say($"Updated the secret '{name}' with {string.Join(", ", values.Keys.Select(key => $"'{key}'"))}.");
            }
        }
    }

    private static async Task<HashSet<string>> FindLostAsync(
        CliContext context, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        var checks = await context.Client.Secrets.CheckAsync([.. references], SecretValidationLevel.SecretAndKeyExists, cancellationToken);
        return [.. checks.Where(check => check.Outcome == ReferenceOutcome.ValuesMissing).Select(check => check.Reference.Name)];
    }

    /// <summary>
    /// A ZenML server reports a secret with lost values as missing, but does not let anyone create it.
    /// </summary>
    private static async Task EnsureReadableAsync(CliContext context, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        SecretReference[] absent = [.. names.Select(name => new SecretReference(name, "any"))];
        var checks = await context.Client.Secrets.CheckAsync(absent, SecretValidationLevel.SecretExists, cancellationToken);
        if (checks.FirstOrDefault(check => check.Passes) is { } unreadable)
        {
            throw new ZenException(ErrorCode.ValuesMissing,
                $"The server has lost the values of the secret '{unreadable.Reference.Name}'. Restore its store from a "
                    + $"backup, or make the stack refer to another secret. Nothing was changed.");
        }
    }

    /// <remarks>References match exact names only, never ids or prefixes.</remarks>
    private static async Task<SecretInfo?> FindAsync(CliContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await context.Client.Secrets.FindAsync(name, null, LookupMode.Exact, cancellationToken);
            return found.ReferenceName == name ? found : null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The changes to one secret.</summary>
    private sealed record Change(string Name, SecretInfo? Existing, SecretValues Values)
    {
        /// <summary>
        /// Whether the values replace all existing ones, which repairs a secret whose values are lost.
        /// </summary>
        public bool ReplacesAll { get; init; }
    }
}
