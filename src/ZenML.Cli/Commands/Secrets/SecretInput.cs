using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Keys and values that a command line or a person gives.</summary>
internal static class SecretInput
{
    /// <summary>Collects values from attributes and from <c>--values</c>, which must not name a key twice.</summary>
    /// <param name="context">The process around.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="isExplicit">Whether what a key is called is certainly meant.</param>
    /// <param name="document">What <c>--values</c> was given; null for nothing.</param>
    /// <exception cref="ZenException">A key cannot be used; never a value in the message.</exception>
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
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"'{key}' is given both as an argument and in --values.");
            }

            values[key] = value;
        }

        return values;
    }

    /// <summary>Asks for new keys and their values, one after the other.</summary>
    public static void AskForNew(CliContext context, SecretValues values)
    {
        do
        {
            var key = context.Prompt.AskText("Key");
            if (values.ContainsKey(key))
            {
                context.Writer.Warn($"The key '{key}' already exists.");
                continue;
            }

            values[key] = context.AskValue(key, $"Value for '{key}'");
        }
        while (context.Prompt.Confirm("Add another key?"));
    }
}
