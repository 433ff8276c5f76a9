using System.Text.Json;
using CsCheck;
using ZenML.Core.Errors;
using ZenML.Formats.Dotenv;

namespace ZenML.Formats.Tests.Dotenv;

/// <summary>The parsers of other programs read what <see cref="DotenvDocument"/> reads without a warning.</summary>
public sealed class DotenvParsersTests
{
    private const int Documents = 4_000;

    private static readonly Gen<string> Value = Gen.OneOf(
        "'", "'", "\"", "\"", "\\", "\\n", "\\r", "\\t", "$", "{", "}", "#", " #", " ", "\t", "\n", "\r\n", "=", ":", "`", "a", "b", "0",
        "é", "😀", "\u00A0", "\u2028").Array[0, 7].Select(string.Concat);

    private static readonly Gen<string> Line = Gen.Select(
        Gen.OneOf("", "", "", "export ", " "), Gen.OneOf("A", "B", "C_1", "D.x", "E-y", "export"), Gen.OneOf("=", "=", " = ", "= ", ": "),
        Gen.OneOf("", "'", "\""), Value, Gen.OneOf("", "", " # it's", "#"),
        (start, key, equals, quote, value, end) => $"{start}{key}{equals}{quote}{value}{quote}{end}\n");

    private static readonly Gen<string> Document = Gen.OneOf(Line, Line, Line, Gen.OneOf("\n", "# comment\n", "  # 'comment\n"))
        .Array[1, 4].Select(string.Concat);

    [Fact]
    public async Task Nodes_dotenv_reads_the_same_keys_and_values()
    {
        var documents = Generate();
        var read = await RealParsers.NodeAsync(documents);
        Compare(documents, read.Select(Sorted));
    }

    [Fact]
    public async Task Pythons_dotenv_reads_the_same_keys_and_values()
    {
        var documents = Generate();
        var read = await RealParsers.PythonDotenvAsync(documents);
        Compare(documents, read.Select(Sorted));
    }

    private static void Compare(IReadOnlyList<string> documents, IEnumerable<string> read)
    {
        var different = documents.Zip(read, (document, other) => (Document: document, Ours: Read(document), Other: other))
            .Where(found => found.Ours != found.Other)
            .Select(found => $"{JsonSerializer.Serialize(found.Document)}: {found.Ours} is not {found.Other}");
        Assert.Empty(different.Take(10));
    }

    private static List<string> Generate()
    {
        var found = new List<string>();
        Document.Sample(
            document =>
            {
                if (Try(document) is { Warnings.Count: 0 })
                {
                    lock (found)
                    {
                        found.Add(document);
                    }
                }
            },
            iter: Documents);
        Assert.True(found.Count > Documents / 20, $"Only {found.Count} documents are valid, too few to prove anything.");
        return found;
    }

    private static DotenvDocument? Try(string document)
    {
        try
        {
            return DotenvDocument.Parse(document);
        }
        catch (ZenException)
        {
            return null;
        }
    }

    private static string Read(string document) =>
        Sorted(DotenvDocument.Parse(document).Values.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value.Reveal())));

    private static string Sorted<TValue>(IEnumerable<KeyValuePair<string, TValue>> entries) =>
        JsonSerializer.Serialize(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
}
