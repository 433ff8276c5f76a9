using System.Collections.Concurrent;

namespace ZenML.Platform.Files;

/// <summary>
/// Warns about files and folders that other users of this machine can read or change, once per path and process.
/// </summary>
internal static class ExposureWarnings
{
    private static readonly ConcurrentDictionary<string, bool> Reported = new(StringComparer.Ordinal);

    /// <summary>Checks a file with secrets: no other user should be able to read or change it.</summary>
    /// <param name="path">The file, which need not exist.</param>
    /// <param name="warn">Receives the problem and its solution; null to skip the check.</param>
    public static void CheckSecret(string path, Action<string>? warn)
    {
        if (warn is not null && DescribeSecret(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Checks a trusted file without secrets: no other user should be able to change it.</summary>
    /// <param name="path">The file, which need not exist.</param>
    /// <param name="warn">Receives the problem and its solution; null to skip the check.</param>
    public static void CheckTrusted(string path, Action<string>? warn)
    {
        if (warn is not null && DescribeTrusted(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Checks the folders above a file: no other user should be able to replace the file.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="warn">Receives the problem and its solution; null to skip the check.</param>
    public static void CheckPlace(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.DescribePlace(path) is { } warning && Reported.TryAdd($"{path}/..", true))
        {
            warn(warning);
        }
    }

    /// <summary>Checks a folder: no other user should be able to replace its files.</summary>
    /// <param name="path">The full path of the folder.</param>
    /// <param name="warn">Receives the problem and its solution; null to skip the check.</param>
    public static void CheckFolder(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.Describe(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Checks the folders that a linked file in a private folder leads to.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="warn">Receives the problem and its solution; null to skip the check.</param>
    public static void CheckTarget(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.DescribeTarget(path) is { } warning && Reported.TryAdd($"{path}/.", true))
        {
            warn(warning);
        }
    }

    /// <summary>Describes the exposure of a file with secrets; null if there is none.</summary>
    public static string? DescribeSecret(string path) => FileExposure.Of(path) switch
    {
        { ForeignOwner: { } owner } => OfAnother(path, owner, "read and change"),
        { CanBeRead: true, CanBeChanged: true } => ByMode(path, "read and change", "chmod 600"),
        { CanBeRead: true } => ByMode(path, "read", "chmod 600"),
        { CanBeChanged: true } => ByMode(path, "change", "chmod 600"),
        _ => null,
    };

    /// <summary>Describes the exposure of a trusted file without secrets; null if there is none.</summary>
    public static string? DescribeTrusted(string path) => FileExposure.Of(path) switch
    {
        { ForeignOwner: { } owner } => OfAnother(path, owner, "change"),
        { CanBeChanged: true } => ByMode(path, "change", "chmod go-w"),
        _ => null,
    };

    private static string OfAnother(string path, uint owner, string action) =>
        $"'{path}' belongs to another user (id {owner}), who can {action} it. Use a copy that belongs to you instead.";

    private static string ByMode(string path, string action, string command) =>
        $"Other users of this machine can {action} '{path}'. To prevent that, run: {command} '{path}'";
}
