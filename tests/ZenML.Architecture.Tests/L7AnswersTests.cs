using System.Text.RegularExpressions;

namespace ZenML.Architecture.Tests;

/// <summary>Checks that the client verifies that a response is about the requested resource.</summary>
public sealed partial class L7AnswersTests
{
    private const int Nearby = 320;

    /// <summary>Requests whose responses are no resources, or are not used.</summary>
    private static readonly string[] Others = ["ApiPaths.Statistics", "ApiPaths.Rotate", "EndedNow("];

    [Fact]
    public void L7_an_answer_about_one_resource_is_compared_with_the_id_that_was_asked_for()
    {
        var asking = SourceFile.All
            .Where(file => file.Path.StartsWith("ZenML.Client/Remote/Resources/", StringComparison.Ordinal))
            .SelectMany(file => Asking().Matches(file.Text)
                .Select(match => (file.Path, Text: file.Text.Substring(match.Index, Math.Min(Nearby, file.Text.Length - match.Index)))))
            .ToArray();

        Assert.True(asking.Length > 15, "The expression finds too little to prove anything.");
        Assert.Empty(asking
            .Where(found => !found.Text.Contains(".WithId(", StringComparison.Ordinal)
                && !Others.Any(other => found.Text.Contains(other, StringComparison.Ordinal)))
            .Select(found => $"{found.Path}: {found.Text.Split('\n')[0]}"));
    }

    /// <summary>A request whose path has an id.</summary>
    [GeneratedRegex("""
        connection\.(?:GetAsync|GetVersionedAsync|PutAsync)\(\s*\$"[^"]*\{[\w.]*(?:\bid\b|Id\b|Uuid)
        """)]
    private static partial Regex Asking();
}
