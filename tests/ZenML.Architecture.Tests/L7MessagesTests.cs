using System.Text.RegularExpressions;

namespace ZenML.Architecture.Tests;

/// <summary>
/// Checks that messages contain names, keys and paths only by an interpolated string that becomes a <c>MessageText</c>.
/// </summary>
public sealed partial class L7MessagesTests
{
    /// <summary>Reviewed files, which quote only trusted text.</summary>
    private static readonly string[] Reviewed =
    [
        "ZenML.Core/Resources/ResourceName.cs", "ZenML.Core/Text/ShellWord.cs", "ZenML.Core/Errors/MessageText.cs",
        "ZenML.Formats/Text/MapReader.cs", "ZenML.Client/Settings/OwnFile.cs",
        "ZenML.Cli/CommandLine/UsageError.cs",
    ];

    [Fact]
    public void L7_what_a_message_quotes_is_escaped()
    {
        var quoting = SourceFile.All
            .Where(file => file.Project is "ZenML.Core" or "ZenML.Formats" or "ZenML.Client" or "ZenML.Pipelines" or "ZenML.Cli")
            .SelectMany(file => Quoting().Matches(file.Text)
                .Where(match => !NameAlone().IsMatch(match.Groups["text"].Value))
                .Select(match => (file.Path, Text: match.Groups["text"].Value, Before: file.Text[..match.Index].TrimEnd())))
            .ToArray();

        Assert.True(quoting.Length > 150, "The expression finds too little to prove anything.");
        Assert.Empty(quoting.Where(found => !Escaping().IsMatch(found.Before) && !Reviewed.Contains(found.Path))
            .Select(found => $"{found.Path}: {found.Text}"));
    }

    /// <remarks>
    /// The compiler makes a <c>MessageText</c> of a sum only if all its parts are interpolated strings. One plain part makes it a
    /// string, in which nothing is escaped.
    /// </remarks>
    [Fact]
    public void L7_no_message_is_the_sum_of_an_interpolated_and_a_plain_string()
    {
        var sums = SourceFile.All.SelectMany(file => Sum().Matches(file.Text)
            .Where(match => match.Value.Contains('{', StringComparison.Ordinal))
            .Select(match => $"{file.Path}: {match.Value}"));

        Assert.Empty(sums);
        Assert.Matches(Sum(), "$\"The name '{name}' \"\n    + \"is taken.\"");
    }

    [Fact]
    public void L7_only_one_place_decides_what_is_hidden()
    {
        string[] places = ["ZenML.Core/Text/VisibleText.cs", "ZenML.Core/Resources/ResourceName.cs", "ZenML.Core/Secrets/SecretName.cs"];
        var deciding = SourceFile.All
            .Where(file => file.Project is "ZenML.Core" or "ZenML.Formats" or "ZenML.Client" or "ZenML.Pipelines" or "ZenML.Cli"
                && file.Code.Contains("UnicodeCategory.Format", StringComparison.Ordinal));

        Assert.Empty(deciding.Select(file => file.Path).Except(places));
    }

    /// <summary>An interpolated string with an expression in single quotes.</summary>
    [GeneratedRegex("""
        \$"(?<text>[^"\n]*'\{(?!\{)[^"\n]*)"
        """)]
    private static partial Regex Quoting();

    /// <summary>An interpolated string to which a plain one is added.</summary>
    [GeneratedRegex("""
        \$"(?:[^"\\\n]|\\.)*"\s*\+\s*"
        """)]
    private static partial Regex Sum();

    /// <summary>Only a name, which is escaped where the list of names is inserted.</summary>
    [GeneratedRegex(@"^'\{[^}]*\}'$")]
    private static partial Regex NameAlone();

    /// <summary>A call that takes a <c>MessageText</c>, or the continuation of one.</summary>
    [GeneratedRegex("""
        (?:MessageText\.Of\(|Warn\(|Say\(|Confirm\(|AskHidden\(|AskValue\([^,()]*,|Mistake\(|Error\(|WriteOwnLine\(|Unexpected\(
        |DoctorCheck\.(?:Ok|Warning|Error)\([^,()]*,|ErrorCode\.\w+,|UsageException\(|QueryErrorKind\.\w+,|\.Code,|\+)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Escaping();
}
