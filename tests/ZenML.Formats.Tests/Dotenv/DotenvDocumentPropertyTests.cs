using CsCheck;
using ZenML.Core.Errors;
using ZenML.Formats.Dotenv;

namespace ZenML.Formats.Tests.Dotenv;

public sealed class DotenvDocumentPropertyTests
{
    private static readonly string Canary = string.Concat(Enumerable.Repeat("canary", 12));

    [Fact]
    public void Random_text_is_read_or_refused_with_an_error_of_the_library() =>
        Generators.Text.Array[0, 12].Select(string.Concat).Sample(
            text => Messages(text).All(message => message.EndsWith('.')), iter: 20_000);

    [Fact]
    public void No_error_or_warning_contains_text_of_a_value()
    {
        var damage = Gen.Select(
            Gen.Double[0, 1], Gen.Int[0, 3],
            Gen.OneOf("=", "'", "\"", "`", "#", " #", "$", "${", "\\", "\n", "\r", ":", "export ", "\t", "\0", "}", " "));
        const string file = "A=CANARY\nB='CANARY'\nexport C=\"CANARY\nCANARY\" # CANARY\n# CANARY\nD = CANARY CANARY\n";
        Gen.Select(Gen.Const(file), damage.Array[1, 4])
            .Sample(
                (document, changes) => Messages(
                    changes.Aggregate(document, Damage).Replace("CANARY", Canary, StringComparison.Ordinal))
                    .All(message => !message.Contains("canary", StringComparison.OrdinalIgnoreCase)),
                iter: 20_000);
    }

    private static string Damage(string text, (double Where, int Removed, string Inserted) change)
    {
        var index = (int)(change.Where * text.Length);
        return text[..index] + change.Inserted + text[Math.Min(text.Length, index + change.Removed)..];
    }

    private static IReadOnlyList<string> Messages(string text)
    {
        try
        {
            return DotenvDocument.Parse(text).Warnings;
        }
        catch (ZenException exception)
        {
            return [exception.Message];
        }
    }
}
