using ZenML.Core.Runs;
using static ZenML.Core.Runs.RunStatus;

namespace ZenML.Core.Tests.Runs;

public sealed class RunStatusesTests
{
    public static TheoryData<RunStatus, int, RunStatus[]> Runs { get; } = new()
    {
        { Running, 2, [] },
        { Running, 2, [Initializing, Initializing] },
        { Running, 2, [Running] },
        { Running, 2, [Running, Running] },
        { Running, 2, [Completed] },
        { Running, 2, [Cached] },
        { Running, 2, [Completed, Initializing] },
        { Running, 2, [Completed, Running] },
        { Completed, 2, [Completed, Completed] },
        { Completed, 2, [Cached, Completed] },
        { Completed, 2, [Cached, Cached] },
        { Completed, 0, [] },
        { Completed, 1, [Completed, Completed] },
        { Failed, 2, [Failed] },
        { Failed, 2, [Failed, Running] },
        { Failed, 2, [Completed, Failed] },
        { Failed, 3, [Cached, Failed, Initializing] },
    };

    [Theory, MemberData(nameof(Runs))]
    public void The_status_of_a_run_follows_from_its_steps(RunStatus expected, int stepCount, RunStatus[] steps) =>
        Assert.Equal(expected, RunStatuses.OfRun(steps, stepCount));

    [Fact]
    public void Every_status_has_a_word_that_is_read_back()
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            Assert.True(RunStatuses.TryParse(status.ToWord(), out var read));
            Assert.Equal(status, read);
            Assert.Contains(status.ToWord(), RunStatuses.Words);
        }

        Assert.Equal(Enum.GetValues<RunStatus>().Length, RunStatuses.Words.Count);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("Completed"), InlineData("done"), InlineData("0")]
    public void Text_that_is_no_word_for_a_status_is_not_read(string? text) => Assert.False(RunStatuses.TryParse(text, out _));

    [Theory]
    [InlineData(Initializing, false)]
    [InlineData(Running, false)]
    [InlineData(Completed, true)]
    [InlineData(Failed, true)]
    [InlineData(Cached, true)]
    public void Only_completed_failed_and_cached_are_finished(RunStatus status, bool expected) =>
        Assert.Equal(expected, status.IsFinished());
}
