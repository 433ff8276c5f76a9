using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Recognizes variables that are probably meant for this program. Their values are not looked at.</summary>
internal static class VariableNames
{
    /// <summary>What the names of this program's variables begin with.</summary>
    public const string Prefix = "ZENML_";

    private static readonly string[] Meaningful = ["ZENML_STORE_", "ZENML_ACTIVE_"];

    /// <summary>Names that people try, which are too far from the right ones to be found by their letters.</summary>
    private static readonly (string Tried, string Meant)[] Tried =
    [
        ("ZENML_API_KEY", "ZENML_STORE_API_KEY"), ("ZENML_URL", "ZENML_STORE_URL"),
        ("ZENML_STACK", "ZENML_ACTIVE_STACK_ID"), ("ZENML_STACK_ID", "ZENML_ACTIVE_STACK_ID"),
        ("ZENML_WORKSPACE", "ZENML_ACTIVE_WORKSPACE_ID"), ("ZENML_WORKSPACE_ID", "ZENML_ACTIVE_WORKSPACE_ID"),
        ("ZENML_ACTIVE_PROJECT_ID", "ZENML_ACTIVE_WORKSPACE_ID"),
    ];

    /// <summary>Variables of ZenML's own client, for parts of its store that this program does not have.</summary>
    private static readonly string[] OfOwnClient =
    [
        "TYPE", "NAME", "SECRETS_STORE", "BACKUP_SECRETS_STORE", "API_TOKEN", "VERIFY_SSL", "HTTP_TIMEOUT", "SSL", "SSL_CERT", "SSL_KEY",
        "SSL_VERIFY_SERVER_CERT", "POOL_SIZE", "MAX_OVERFLOW", "POOL_PRE_PING", "DRIVER", "DATABASE", "BACKUP_STRATEGY",
        "BACKUP_DIRECTORY", "BACKUP_DATABASE",
    ];

    /// <summary>Returns the variable that is meant by a name that people try; null if it is none of those.</summary>
    public static string? FindMeant(string name)
    {
        foreach (var (tried, meant) in Tried)
        {
            if (name.Equals(tried, StringComparison.OrdinalIgnoreCase))
            {
                return meant;
            }
        }

        return null;
    }

    /// <summary>Whether a variable is one of ZenML's own client that is ignored here on purpose.</summary>
    public static bool IsOfOwnClient(string name) =>
        name.StartsWith(Meaningful[0], StringComparison.Ordinal) && Array.IndexOf(OfOwnClient, name[Meaningful[0].Length..]) >= 0;

    /// <summary>Warns of variables that were probably meant for this command. Allocates nothing if all are known.</summary>
    /// <param name="names">The names of variables.</param>
    /// <param name="warn">Receives the warnings.</param>
    public static void Warn(IReadOnlyList<string> names, Action<MessageText> warn)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (!VariableChecks.IsOwn(name) || IsKnown(name) || IsOfOwnClient(name) || IsServiceLink(name))
            {
                continue;
            }

            if (VariableChecks.Suggest(name) is { } meant)
            {
                warn($"{name} is not a variable of zenml. Did you mean {meant}?");
            }
            else if (Array.Exists(Meaningful, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            {
                warn($"{name} is not a variable of zenml, so it has no effect. To see those that are set, run: zenml doctor");
            }
        }
    }

    private static bool IsKnown(string name)
    {
        for (var i = 0; i < VariableChecks.Known.Count; i++)
        {
            if (VariableChecks.Known[i] == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <remarks>What Kubernetes sets for a service that is named, for example, <c>zenml-store</c>.</remarks>
    private static bool IsServiceLink(string name) =>
        name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal) || name.EndsWith("_PORT", StringComparison.Ordinal)
        || name.Contains("_SERVICE_PORT_", StringComparison.Ordinal) || name.Contains("_PORT_", StringComparison.Ordinal);
}
