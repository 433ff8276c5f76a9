using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Replay;

public sealed class RecordingsTests(RecordingsFixture fixture) : IClassFixture<RecordingsFixture>
{
    private const string NoRecordings = "(no recordings)";

    private const string WhySkipped =
        "The recordings of a ZenML 0.58.0 server are not part of this repository; "
        + "without the folders shared/wire/recordings and recordings-2 beside it there is nothing to compare with.";

    /// <remarks>
    /// These exchanges were recorded on a server with a backup secrets store, which this server does not have.
    /// </remarks>
    private const string WithBackupStore = "secrets_operations_configured";

    private static readonly IReadOnlyList<KnownDifference> Explanations = [.. KnownDifferences.All, .. KnownDifferences.NotComparable];

    public static TheoryData<string> Files => !Recordings.Exist
        ? [NoRecordings]
        : [.. Recordings.Files.Where(file => Timeline.Read().Any(entry => entry.File == file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_response_matches_the_recorded_one(string file)
    {
        Assert.SkipWhen(file == NoRecordings, WhySkipped);
        var unexplained = fixture.Results.Where(result => result.Exchange.File == file).SelectMany(result => result.Differences
            .Where(difference => !Explanations.Any(known => known.Places.Any(place => place.Explains(result.Exchange, difference))))
            .Select(difference => $"{result.Exchange}{Environment.NewLine}    {difference}"));
        Assert.True(!unexplained.Any(), string.Join(Environment.NewLine, unexplained.Prepend("")));
    }

    [Fact]
    public void Every_deliberate_difference_still_exists()
    {
        Assert.SkipWhen(!Recordings.Exist, WhySkipped);
        var vanished = KnownDifferences.All.SelectMany(known => known.Places
            .Where(place => place.File.Length == 0 || Recordings.Files.Contains(place.File))
            .SelectMany(place => Missing(known, place)));
        Assert.Empty(vanished);
    }

    [Fact]
    public void Every_recorded_exchange_has_a_place_in_the_timeline()
    {
        Assert.SkipWhen(!Recordings.Exist, WhySkipped);
        var placed = Timeline.Read().Where(entry => entry.File is not null).Select(entry => (entry.File!, entry.Line)).ToList();
        var recorded = Recordings.Files.SelectMany(file => Recordings.Read(file).Select(exchange => (file, exchange.Line)));
        Assert.Equal(recorded.Where(place => place.file != WithBackupStore).Order(), placed.Order());
    }

    [Fact]
    public void The_compatibility_page_lists_exactly_the_deliberate_differences()
    {
        var named = File.ReadLines(CompatibilityPage()).Select(line => Regex.Match(line, @"^\| `([a-z0-9-]+)` \|"))
            .Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Equal(KnownDifferences.All.Select(known => known.Id), named);
    }

    private static string CompatibilityPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ZenML.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "docs", "compatibility.md");
    }

    /// <remarks>A place with lines must show the difference in each of them, one without at least once.</remarks>
    private IEnumerable<string> Missing(KnownDifference known, Place place)
    {
        var shown = fixture.Results.Where(
            result => result.Differences.Any(difference => place.Explains(result.Exchange, difference)))
            .Select(result => result.Exchange.Line)
            .ToHashSet();
        return place.Lines.Count == 0
            ? shown.Count == 0 ? [$"{known.Id}: {place.File} {place.Path}"] : []
            : place.Lines.Where(line => !shown.Contains(line)).Select(line => $"{known.Id}: {place.File}:{line} {place.Path}");
    }
}
