namespace ZenML.Server.Tests.Replay;

public sealed class PlainRecordingsTests(PlainRecordingsFixture fixture) : IClassFixture<PlainRecordingsFixture>
{
    private const string NoRecordings = "(no recordings)";

    public static TheoryData<string> Files => Recordings.Folder is null ? [NoRecordings] : [.. PlainRecordingsFixture.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_response_about_plain_resources_matches_the_recorded_one(string file)
    {
        Assert.SkipWhen(file == NoRecordings, "The recordings of a ZenML 0.58.0 server are not part of this repository.");
        var explanations = KnownDifferences.Plain.Concat(KnownDifferences.PlainNotComparable).Concat(KnownDifferences.All).ToArray();
        var unexplained = fixture.Results.Where(result => result.Exchange.File == file).SelectMany(result => result.Differences
            .Where(difference => !explanations.Any(known => known.Places.Any(place => place.Explains(result.Exchange, difference))))
            .Select(difference => $"{result.Exchange}{Environment.NewLine}    {difference}"));
        Assert.True(!unexplained.Any(), string.Join(Environment.NewLine, unexplained.Prepend("")));
    }

    [Fact]
    public void Every_deliberate_difference_of_plain_resources_still_exists()
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings of a ZenML 0.58.0 server are not part of this repository.");
        var places = KnownDifferences.Plain.SelectMany(known => known.Places.Select(place => (known, place)));
        var vanished = places.SelectMany(each => each.place.Lines.Select(line => (each.known, each.place, line)))
            .Where(each => !fixture.Results.Any(result => result.Exchange.Line == each.line
                && result.Differences.Any(difference => each.place.Explains(result.Exchange, difference))))
            .Select(each => $"{each.known.Id}: {each.place.File}:{each.line}");

        Assert.Empty(vanished);
    }
}
