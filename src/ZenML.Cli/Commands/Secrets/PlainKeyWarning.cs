using ZenML.Core.Errors;
using ZenML.Core.Secrets.Details;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Warns of keys that are marked as not secret although their names say that they are.</summary>
internal static class PlainKeyWarning
{
    private static readonly string[] SecretWords = ["password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "credential"];

    /// <summary>Warns of the keys that a command marks.</summary>
    public static void Say(CliContext context, SecretDetailsUpdate? noted)
    {
        var keys = string.Join(", ", (noted?.MarkPlain ?? []).Where(LooksSecret).Select(key => MessageText.Of($"'{key}'")));
        if (keys.Length > 0)
        {
            context.Writer.Warn(MessageText.Of(
                $"Logs will show the value of {keys:raw}, whose name looks secret. To mask it again, use --no-plain."));
        }
    }

    private static bool LooksSecret(string key)
    {
        var letters = string.Concat(key.Where(char.IsLetter));
        return SecretWords.Any(word => letters.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
