using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack register-secrets</c>.</summary>
internal sealed class StackRegisterSecretsCommand : Command
{
    public StackRegisterSecretsCommand(CliContext context)
        : base("register-secrets", Example.Of(
            "Ask for the value of every secret key that a stack's components refer to, and create or update the secrets. What is typed is not shown; @path takes the text of a file.",
            "zenml stack register-secrets tracked",
            "zenml stack register-secrets --skip-existing"))
    {
        var name = StackChoice.Argument(context);
        var skipExisting = new Option<bool>("--skip-existing") { Description = "Ask only for what is missing." };
        Arguments.Add(name);
        Options.Add(skipExisting);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await StackChoice.FindAsync(context, result.GetValue(name), LookupMode.Changing, cancellationToken);
            var wanted = stack.FindReferences().Select(use => use.Reference).Distinct().GroupBy(reference => reference.Name, StringComparer.Ordinal).ToArray();
            if (wanted.Length == 0)
            {
                context.Writer.Say($"The stack '{stack.Name}' refers to no secrets.");
                return ExitCodes.Success;
            }

            // All questions come before the first write, so that walking away half-way changes nothing.
            var changes = new List<(string Name, SecretInfo? Existing, SecretValues Values)>();
            foreach (var secret in wanted)
            {
                var existing = await FindAsync(context, secret.Key, cancellationToken);
                var values = Ask(context, secret.Key, secret.Select(reference => reference.Key), existing, result.GetValue(skipExisting));
                if (values.Count > 0)
                {
                    changes.Add((secret.Key, existing, values));
                }
            }

            await WriteAsync(context, stack, changes, cancellationToken);
            return ExitCodes.Success;
        });
    }

    private static SecretValues Ask(CliContext context, string name, IEnumerable<string> keys, SecretInfo? existing, bool skipExisting)
    {
        var values = new SecretValues();
        foreach (var key in keys)
        {
            var exists = existing?.Keys.Contains(key, StringComparer.Ordinal) ?? false;
            if (exists && skipExisting)
            {
                continue;
            }

            var answer = context.AskValue($"{name}.{key}", exists ? $"Value of {name}.{key}, empty to keep the current one" : $"Value of {name}.{key}");
            if (answer.Length > 0)
            {
                values[key] = answer;
            }
            else if (!exists || context.Prompt.Confirm($"Set {name}.{key} to the empty value?", assumed: false))
            {
                values[key] = "";
                context.Writer.Warn($"{name}.{key} is empty.");
            }
        }

        return values;
    }

    private static async Task WriteAsync(
        CliContext context, Stack stack, List<(string Name, SecretInfo? Existing, SecretValues Values)> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            context.Writer.Say($"Nothing to do: the stack '{stack.Name}' has all its secrets.");
            return;
        }

        foreach (var (name, existing, values) in changes)
        {
            if (existing is null)
            {
                await context.Client.Secrets.CreateAsync(name, values, cancellationToken: cancellationToken);
                context.Writer.Say($"Secret '{name}' created with {string.Join(", ", values.Keys.Select(key => $"'{key}'"))}.");
            }
            else
            {
                await context.Client.Secrets.UpdateAsync(existing.Id, new SecretUpdate { Set = values }, cancellationToken);
                context.Writer.Say($"Secret '{name}' updated: {string.Join(", ", values.Keys.Select(key => $"'{key}'"))}.");
            }
        }
    }

    /// <remarks>By exact name, as a reference means it: an id or prefix does not satisfy a reference.</remarks>
    private static async Task<SecretInfo?> FindAsync(CliContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await context.Client.Secrets.FindAsync(name, null, LookupMode.Exact, cancellationToken);
            return found.Name.Value == name ? found : null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }
}
