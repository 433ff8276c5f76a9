using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Replay;

/// <summary>Compares a response with the recorded one and learns which ids correspond.</summary>
internal sealed partial class BodyComparison(
    Correspondence correspondence, IReadOnlySet<string> sentTimes, DateTimeOffset start, bool isError)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(4);

    private readonly DateTimeOffset startUpEnd = start + StartUp;

    private readonly List<Difference> differences = [];

    public static IReadOnlyList<Difference> Compare(
        JsonElement recorded,
        JsonElement ours,
        Correspondence correspondence,
        IReadOnlySet<string> sentTimes,
        DateTimeOffset start,
        bool isError)
    {
        var comparison = new BodyComparison(correspondence, sentTimes, start, isError);
        comparison.CompareValues(recorded, ours, "$");
        return comparison.differences;
    }

    private void CompareValues(JsonElement recorded, JsonElement ours, string path)
    {
        if (recorded.ValueKind == JsonValueKind.Object
            && recorded.EnumerateObject().Any(property => property.Name.StartsWith(
                "__trimmed", StringComparison.Ordinal)))
        {
            return;
        }

        if (recorded.ValueKind != ours.ValueKind)
        {
            Report(path, recorded, ours);
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(recorded, ours, path);
                break;
            case JsonValueKind.Array:
                CompareArrays(recorded, ours, path);
                break;
            case JsonValueKind.String:
                CompareTexts(recorded.GetString()!, ours.GetString()!, path);
                break;
            case JsonValueKind.Number when recorded.GetRawText() != ours.GetRawText():
                Report(path, recorded, ours);
                break;
        }
    }

    private void CompareObjects(JsonElement recorded, JsonElement ours, string path)
    {
        var ourNames = ours.EnumerateObject().Select(property => property.Name).ToList();
        var recordedNames = recorded.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var name in recordedNames.Except(ourNames, StringComparer.Ordinal))
        {
            differences.Add(new Difference($"{path}.{name}", Shorten(recorded.GetProperty(name).GetRawText()), "missing"));
        }

        foreach (var name in ourNames.Except(recordedNames, StringComparer.Ordinal))
        {
            differences.Add(new Difference($"{path}.{name}", "missing", Shorten(ours.GetProperty(name).GetRawText())));
        }

        if (path.EndsWith(".step_configurations", StringComparison.Ordinal)
            && !recordedNames.SequenceEqual(ourNames, StringComparer.Ordinal))
        {
            differences.Add(new Difference(
                path,
                "steps in order " + string.Join(", ", recordedNames),
                "steps in order " + string.Join(", ", ourNames)));
        }

        // The name first: two resources with different names are not the same, and their ids then do not belong together.
        foreach (var name in recordedNames.Intersect(ourNames, StringComparer.Ordinal).OrderBy(name => name == "name" ? 0 : 1))
        {
            var before = differences.Count;
            CompareValues(recorded.GetProperty(name), ours.GetProperty(name), $"{path}.{name}");
            if (name == "name" && differences.Count > before && recorded.TryGetProperty("id", out var id)
                && !correspondence.Belong(id, ours.GetProperty("id")))
            {
                return;
            }
        }
    }

    private void CompareArrays(JsonElement recorded, JsonElement ours, string path)
    {
        var recordedItems = recorded.EnumerateArray().ToList();
        var ourItems = ours.EnumerateArray().ToList();
        if (recordedItems.Count > 0 && recordedItems[^1].ValueKind == JsonValueKind.Object
            && recordedItems[^1].TryGetProperty("__more_items_trimmed__", out var more))
        {
            recordedItems.RemoveAt(recordedItems.Count - 1);
            if (ourItems.Count == recordedItems.Count + more.GetInt32())
            {
                ourItems = ourItems[..recordedItems.Count];
            }
        }

        if (recordedItems.Count != ourItems.Count)
        {
            differences.Add(new Difference(
                path + ".length",
                recordedItems.Count.ToString(CultureInfo.InvariantCulture),
                ourItems.Count.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        foreach (var (index, item) in recordedItems.Index())
        {
            CompareValues(item, ourItems[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
        }
    }

    private void CompareTexts(string recorded, string ours, string path)
    {
        if (recorded == ours || (isError && MessageText().IsMatch(path)))
        {
            return;
        }

        var agrees = recorded switch
        {
            _ when path.EndsWith(".verification_uri_complete", StringComparison.Ordinal) =>
                CodeOrId().Replace(recorded, "") == CodeOrId().Replace(ours, ""),
            "<jwt>" => Token().IsMatch(ours),
            "ZENKEY_<base64>" => ours.StartsWith("ZENKEY_", StringComparison.Ordinal),
            _ when Guid.TryParseExact(recorded, "D", out var id) => Guid.TryParseExact(ours, "D", out var ourId)
                && ours == ourId.ToString("D")
                && correspondence.Learn(id, ourId),
            _ when Time().IsMatch(recorded) =>
                !sentTimes.Contains(recorded) && Time().IsMatch(ours) && AreNear(ParseTime(recorded), ParseTime(ours)),
            _ when Code().IsMatch(path) && recorded.Length == ours.Length => LearnCode(recorded, ours),
            _ => correspondence.Translate(recorded) == ours || TranslateInside(recorded) == ours,
        };
        if (!agrees)
        {
            differences.Add(new Difference(path, Shorten(recorded), Shorten(ours)));
        }
    }

    private bool LearnCode(string recorded, string ours)
    {
        correspondence.LearnCode(recorded, ours);
        return true;
    }

    /// <remarks>Addresses with codes and ids in them.</remarks>
    private string TranslateInside(string text) => CodeOrId().Replace(text, match => correspondence.Translate(match.Value));

    /// <remarks>This server creates the initial resources all at once, the recorded one within two seconds.</remarks>
    private bool AreNear(DateTimeOffset recorded, DateTimeOffset ours) =>
        (recorded - ours).Duration() <= Tolerance || (recorded < startUpEnd && ours < startUpEnd);

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private void Report(string path, JsonElement recorded, JsonElement ours) =>
        differences.Add(new Difference(path, Shorten(recorded.GetRawText()), Shorten(ours.GetRawText())));

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "…";

    [GeneratedRegex(@"^\$(\.detail)?(\[1\])?$|\.detail\[\d+\]\.msg$|\.error_description$")]
    private static partial Regex MessageText();

    [GeneratedRegex(@"^[\w-]+\.[\w-]+\.[\w-]+$")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"\.(activation_token|device_code|user_code)$")]
    private static partial Regex Code();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,64}")]
    private static partial Regex CodeOrId();
}
