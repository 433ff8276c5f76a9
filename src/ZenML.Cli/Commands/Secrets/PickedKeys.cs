using System.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Keys of a secret that a command is asked to show alone.</summary>
internal static class PickedKeys
{
    /// <summary><c>--key</c>, which can be repeated.</summary>
    public static Option<string[]> CreateOption(string description) => new("--key") { Description = description, HelpName = "KEY" };

    /// <summary>The secret with these keys alone, in the order of the secret; with all if none is named.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: it does not have one of them.</exception>
    public static Secret Pick(Secret secret, IReadOnlyCollection<string> keys)
    {
        EnsureHas(secret, keys);
        return keys.Count == 0
            ? secret
            : secret with { Values = new SecretValues(secret.Values.Where(pair => keys.Contains(pair.Key, StringComparer.Ordinal))) };
    }

    /// <summary>Makes sure that a secret has keys.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: it does not have one of them.</exception>
    public static void EnsureHas(Secret secret, IReadOnlyCollection<string> wanted)
    {
        var missing = wanted.Where(key => !secret.Values.ContainsKey(key)).Distinct(StringComparer.Ordinal).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var names = string.Join(", ", missing.Select(key => $"'{key}'"));
        var hint = missing is [var one] && NearestName.Find(one, secret.Values.Keys) is { } nearest
            ? MessageText.Of($"Did you mean '{nearest}'? ")
            : "";
        throw new ZenException(
            ErrorCode.NotFound,
            $"The secret '{secret.Name}' has no key {names}. {hint:raw}"
                + $"To list its keys: zenml secret describe {ShellWord.Quote(secret.Name)}");
    }
}
