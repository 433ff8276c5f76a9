using System.Collections.Concurrent;

namespace ZenML.Platform.Files;

/// <summary>Warns of files and folders that other users of this machine can reach, once per path in a process.</summary>
internal static class ExposureWarnings
{
    private static readonly ConcurrentDictionary<string, bool> Reported = new(StringComparer.Ordinal);

    /// <summary>Looks at a file that holds secrets: nobody else is to read or change it.</summary>
    /// <param name="path">The file; nothing happens if it is not there.</param>
    /// <param name="warn">Reported in a sentence what is wrong and what to do; null for nobody, then nothing is looked at.</param>
    public static void CheckSecret(string path, Action<string>? warn)
    {
        if (warn is not null && DescribeSecret(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Looks at a file that decides something and holds no secret: nobody else is to change it.</summary>
    /// <param name="path">The file; nothing happens if it is not there.</param>
    /// <param name="warn">Reported in a sentence what is wrong and what to do; null for nobody, then nothing is looked at.</param>
    public static void CheckTrusted(string path, Action<string>? warn)
    {
        if (warn is not null && DescribeTrusted(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Looks at the folders above a file that others are not to exchange for one of theirs.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="warn">Reported in a sentence what is wrong and what to do; null for nobody, then nothing is looked at.</param>
    public static void CheckPlace(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.DescribePlace(path) is { } warning && Reported.TryAdd($"{path}/..", true))
        {
            warn(warning);
        }
    }

    /// <summary>Looks at a folder whose files others are not to exchange for theirs.</summary>
    /// <param name="path">The full path of the folder.</param>
    /// <param name="warn">Reported in a sentence what is wrong and what to do; null for nobody, then nothing is looked at.</param>
    public static void CheckFolder(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.Describe(path) is { } warning && Reported.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    /// <summary>Looks at the folders that a file of a private folder is in if it is a link.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="warn">Reported in a sentence what is wrong and what to do; null for nobody, then nothing is looked at.</param>
    public static void CheckTarget(string path, Action<string>? warn)
    {
        if (warn is not null && PrivateFolder.DescribeTarget(path) is { } warning && Reported.TryAdd($"{path}/.", true))
        {
            warn(warning);
        }
    }

    /// <summary>What is wrong with a file that holds secrets; null for nothing.</summary>
    public static string? DescribeSecret(string path) => FileExposure.Of(path) switch
    {
        { ForeignOwner: { } owner } => OfAnother(path, owner, "read and change"),
        { CanBeRead: true, CanBeChanged: true } => ByMode(path, "read and change", "chmod 600"),
        { CanBeRead: true } => ByMode(path, "read", "chmod 600"),
        { CanBeChanged: true } => ByMode(path, "change", "chmod 600"),
        _ => null,
    };

    /// <summary>What is wrong with a file that decides something and holds no secret; null for nothing.</summary>
    public static string? DescribeTrusted(string path) => FileExposure.Of(path) switch
    {
        { ForeignOwner: { } owner } => OfAnother(path, owner, "change"),
        { CanBeChanged: true } => ByMode(path, "change", "chmod go-w"),
        _ => null,
    };

    private static string OfAnother(string path, uint owner, string deed) =>
        $"'{path}' belongs to another user (id {owner}), who can {deed} it. Use a copy that belongs to you instead.";

    private static string ByMode(string path, string deed, string command) =>
        $"Other users of this machine can {deed} '{path}'. To prevent that, run: {command} '{path}'";
}
