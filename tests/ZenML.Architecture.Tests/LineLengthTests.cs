namespace ZenML.Architecture.Tests;

/// <summary>Keeps lines short enough to be read side by side in a review.</summary>
public sealed class LineLengthTests
{
    private const int Limit = 140;

    [Fact]
    public void No_line_in_src_and_tests_is_longer_than_140_characters()
    {
        var root = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), ".."));
        string[] folders = ["src", "tests"];
        var files = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(folder => folder is "bin" or "obj"))
            .ToArray();

        Assert.True(files.Length > 1000, "The search for files finds too few to prove anything.");
        var tooLong =
            from file in files
            from line in File.ReadLines(Path.Combine(root, file)).Index()
            where line.Item.Length > Limit
            select $"{file}:{line.Index + 1} has {line.Item.Length} characters";
        Assert.Empty(tooLong);
    }
}
