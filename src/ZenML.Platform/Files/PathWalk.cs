namespace ZenML.Platform.Files;

/// <summary>
/// Resolves a path step by step, like <c>namei</c>(1), including every folder that a link leads through. The parents of
/// the written path are not enough.
/// </summary>
internal static class PathWalk
{
    /// <summary>The limit of Linux.</summary>
    private const int MaximumLinks = 40;

    private const string Up = "..";

    /// <summary>Resolves a path and every link on it, from the root.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>
    /// The steps in order, up to the first one that does not exist. Empty on systems other than Linux.
    /// </returns>
    public static IEnumerable<PathStep> Follow(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        var names = new Stack<string>();
        Push(names, path);
        for (var (folder, links) = ("/", 0); names.TryPop(out var name);)
        {
            if (name == Up)
            {
                folder = Path.GetDirectoryName(folder) ?? folder;
                continue;
            }

            var place = Path.Combine(folder, name);
            var found = FileStatus.TryRead(place, followLink: false);
            yield return new PathStep(folder, place, FileStatus.TryRead(folder), found, names.Count == 0 && found?.IsLink != true);
            if (found?.IsLink == false)
            {
                folder = place;
                continue;
            }

            if (found is null || ++links > MaximumLinks || FindTarget(place) is not { } target)
            {
                yield break;
            }

            folder = Path.IsPathRooted(target) ? "/" : folder;
            Push(names, target);
        }
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
        {
            names.Push(name);
        }
    }

    private static string? FindTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
