using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Keys and values from a command line or a prompt.</summary>
internal static class SecretInput
{
    /// <summary>Collects values from attributes and from <c>--values</c>, which must not name a key twice.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="isExplicit">Whether a key was given in a way that cannot be a mistyped option.</param>
    /// <param name="document">The value of <c>--values</c>; null if it was not given.</param>
    /// <exception cref="ZenException">A key cannot be used. The message contains no value.</exception>
    public static SecretValues Collect(
        CliContext context, IReadOnlyList<KeyValuePair<string, string>> attributes, Func<string, bool> isExplicit, string? document)
    {
        var values = document is null ? new SecretValues() : SecretValuesDocument.Parse(context.Values.Expand("values", document));
        foreach (var (key, value) in attributes)
        {
            if (key == "name" && !isExplicit(key))
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"'name' cannot be given as --name=VALUE, because it looks like the secret's own name. To set a "
                        + $"key called 'name', use --values or {FreeAttributes.KeyValueOption} name=VALUE.");
            }

            if (values.ContainsKey(key))
            {
                throw new UsageException(
                    $"'{key}' is given both as an argument and in --values.");
            }

            values[key] = value;
        }

        return values;
    }

    /// <summary>The keys with empty values.</summary>
    public static IEnumerable<string> FindEmpty(SecretValues values) =>
        values.Where(value => value.Value.Reveal().Length == 0).Select(value => value.Key);

    /// <summary>Warns of empty values that were probably not meant.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="keys">The keys with these values.</param>
    public static void WarnOfEmpty(CliContext context, string secret, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            var change = FreeAttributes.IsIdentifier(key)
                ? $"--{key}=@-"
                : $"{FreeAttributes.KeyValueOption} {ShellWord.Quote($"{key}=@-")}";
            context.Writer.Warn($"{secret}.{key} is empty. To set it: zenml secret update {ShellWord.Quote(secret)} {change}");
        }
    }

    /// <summary><c>--add-key</c>, which says that a key is new and no typo.</summary>
    public static Option<bool> AddKey() =>
        new("--add-key") { Description = "Add a new key even if it is similar to an existing one." };

    /// <summary><c>--yes</c> where no question is asked: it means <see cref="AddKey"/> and more, so scripts can always pass it.</summary>
    public static Option<bool> Yes() => new("--yes", "-y")
    {
        Description = "Accept any new name: do as --add-key, and create a secret whose name is similar to that of another.",
    };

    /// <summary>Asks for all keys and their values, as <c>--interactive</c> says.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="attributes">The attributes: there must be none.</param>
    /// <param name="document">The value of <c>--values</c>: it must be null.</param>
    /// <param name="trims">As in <see cref="CliContext.ReadValue"/>.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: values were given as well.</exception>
    public static SecretValues AskForAll(
        CliContext context, IReadOnlyList<KeyValuePair<string, string>> attributes, string? document, bool? trims)
    {
        if (attributes.Count > 0 || document is not null)
        {
            throw new UsageException(
                "--interactive prompts for keys and values, so it cannot be combined with --KEY=VALUE or --values.");
        }

        var values = new SecretValues();
        do
        {
            var key = context.Prompt.AskText("Key");
            if (values.ContainsKey(key))
            {
                context.Writer.Warn($"The key '{key}' already exists.");
                continue;
            }

            values[key] = context.AskValue(key, $"Value for '{key}'", trims);
        }
        while (context.Prompt.Confirm("Add another key?"));
        return values;
    }
}
