using CsCheck;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Formats.Tests;

public sealed class SecretValuesDocumentPropertyTests
{
    [Fact]
    public void Values_written_as_YAML_are_read_back_byte_for_byte() => Generators.Values.Sample(
        values => Same(values, SecretValuesDocument.Parse(SecretValuesDocument.WriteYaml(values))), iter: 5_000);

    [Fact]
    public void Values_written_as_JSON_are_read_back_byte_for_byte() => Generators.Values.Sample(
        values => Same(values, SecretValuesDocument.Parse(SecretValuesDocument.WriteJson(values))), iter: 5_000);

    [Fact]
    public void A_written_plain_scalar_is_never_one_that_YAML_would_type() => Generators.Text.Sample(
        text =>
        {
            var written = SecretValuesDocument.WriteYaml(new SecretValues { ["k"] = text })["k: ".Length..].TrimEnd('\n');
            return written.StartsWith('"') || written.StartsWith('|') || !YamlTypes.IsTyped(written);
        },
        iter: 5_000);

    [Fact]
    public void Random_text_is_parsed_or_rejected_with_an_error_of_the_library() =>
        Generators.Text.Array[0, 12].Select(string.Concat).Sample(
        text => Refused(text) is not { } message || IsOurs(message), iter: 20_000);

    /// <summary>
    /// Damages a document at random. The canary in its values is long, so that a damaged document that turns it into a
    /// key does not look like a name.
    /// </summary>
    [Fact]
    public void A_malformed_document_is_never_quoted()
    {
        var damage = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.OneOf(
            ":", ": ", "\n", "\n  ", "- ", "\"", "'", "{", "}", "[", "]", ",", "&", "*", "!", "!!", "|", ">", "%", "@",
            "#", "\\", "\\u", "\\ud800", "\t", "\0", "?", "---\n", "null"));
        Gen.Select(Gen.OneOf(Documents), damage.Array[1, 3]).Sample(
            (document, changes) =>
            {
                var text = changes.Aggregate(document, Damage).Replace("CANARY", LongCanary, StringComparison.Ordinal);
                return Refused(text) is not { } message
                    || (IsOurs(message) && !message.Contains("canary", StringComparison.OrdinalIgnoreCase));
            },
            iter: 20_000);
    }

    private static readonly string LongCanary = string.Concat(Enumerable.Repeat("canary", 12));

    private static readonly string[] Documents =
    [
        "a: CANARY\nb: 'CANARY'\nc: \"CANARY\"\nd: |\n  CANARY\n  CANARY\n",
        """{"a": "CANARY", "b": {"c": "CANARY"}, "d": ["CANARY"]}""",
        "{a: CANARY, b: [CANARY, CANARY], c: {d: CANARY}}",
        "a: &x CANARY\nb: !y CANARY\nc: *CANARY\n",
        "%TAG !c! CANARY\n---\na: !c!CANARY CANARY\n",
    ];

    private static string Damage(string text, (double Where, int Removed, string Inserted) change)
    {
        var index = (int)(change.Where * text.Length);
        return text[..index] + change.Inserted + text[Math.Min(text.Length, index + change.Removed)..];
    }

    private static string? Refused(string text)
    {
        try
        {
            SecretValuesDocument.Parse(text);
            return null;
        }
        catch (ZenException exception)
        {
            Assert.Null(exception.InnerException);
            return exception.Message;
        }
    }

    private static bool IsOurs(string message) => message.EndsWith('.') && !message.Contains("Exception", StringComparison.Ordinal);

    private static bool Same(SecretValues expected, SecretValues actual) =>
        expected.Keys.SequenceEqual(actual.Keys) && expected.Values.SequenceEqual(actual.Values);
}
