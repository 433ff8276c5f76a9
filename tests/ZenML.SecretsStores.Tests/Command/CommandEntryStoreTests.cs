using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Command;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit;

namespace ZenML.SecretsStores.Tests.Command;

/// <summary>Programs that misbehave. Each is a few lines of Python.</summary>
public sealed class CommandEntryStoreTests : IDisposable
{
    private const string Canary = "canary-value-77ab";

    // Answers each request with what the expression says, which can use: request, count.
    private const string Loop = """
        import json, os, sys, time
        count = 0
        for line in sys.stdin.buffer:
            request = json.loads(line)
            count += 1
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> warnings = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_program_that_exits_is_started_again_and_gets_the_request_again()
    {
        using var store = Program($$"""
            {{Loop}}
                if not os.path.exists(sys.argv[1] + "/tried"):
                    open(sys.argv[1] + "/tried", "w").close()
                    sys.exit(1)
                print(json.dumps({"id": request["id"], "version": "7"}), flush=True)
            """);

        Assert.Equal("7", await PutAsync(store));
    }

    [Fact]
    public async Task Requests_are_answered_in_any_order()
    {
        using var store = Program($$"""
            import json, sys
            waiting = []
            for line in sys.stdin.buffer:
                waiting.append(json.loads(line))
                if len(waiting) == 5:
                    for request in reversed(waiting):
                        print(json.dumps({"id": request["id"], "version": request["name"]}), flush=True)
                    waiting = []
            """);
        var keys = Enumerable.Range(0, 5).Select(_ => Key()).ToArray();

        var versions = await Task.WhenAll(keys.Select(key => store.PutAsync(key, new SecretValues { ["k"] = "v" }, Token)));

        Assert.Equal(keys.Select(key => new EntryName(key, 0).Format('/')), versions);
    }

    [Theory]
    [InlineData("print('this is not JSON', flush=True)", "answered with a line that is not a JSON object")]
    [InlineData("print('[1]', flush=True)", "answered with a line that is not a JSON object")]
    [InlineData("print('{}', flush=True)", "answered without an id")]
    [InlineData("print(json.dumps({'id': request['id']}), flush=True)", "answered 'write' without a valid 'version'")]
    [InlineData("print('x' * 17000000, flush=True)", "with a line of more than")]
    [InlineData("sys.exit(3)", "ended")]
    public async Task A_program_that_does_not_speak_the_protocol_is_reported_without_a_value(string code, string problem)
    {
        using var store = Program($"{Loop}\n    {code}");

        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_reported_in_time_and_replaced()
    {
        using var store = Program(
            $$"""
            {{Loop}}
                if not os.path.exists(sys.argv[1] + "/tried"):
                    open(sys.argv[1] + "/tried", "w").close()
                    time.sleep(1000)
                print(json.dumps({"id": request["id"], "version": "1"}), flush=True)
            """,
            new HurriedClock(10));

        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));
        Assert.Equal("The program of the secrets store did not answer within 20 seconds.", error.Message);

        await Patience.UntilAsync(async () => await Record.ExceptionAsync(() => PutAsync(store)) is null, "the next program", Token);
    }

    [Theory]
    [InlineData("too-large", ErrorCode.TooLarge)]
    [InlineData("damaged", ErrorCode.StoreDamaged)]
    [InlineData("refused", ErrorCode.StoreUnavailable)]
    [InlineData("throttled", ErrorCode.StoreUnavailable)]
    [InlineData("unavailable", ErrorCode.StoreUnavailable)]
    public async Task An_error_of_the_program_is_told_with_its_text_unless_that_contains_a_value(string kind, ErrorCode code)
    {
        using var store = Program($$"""
            {{Loop}}
                text = "the disk is full" if count == 1 else "cannot store " + request["value"]
                print(json.dumps({"id": request["id"], "error": "{{kind}}", "message": text}), flush=True)
            """);

        var first = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));
        var second = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));

        Assert.Equal((code, code), (first.Code, second.Code));
        Assert.EndsWith("It says: the disk is full.", first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_program_writes_to_its_standard_error_is_logged_without_the_values_of_its_requests()
    {
        using var store = Program($$"""
            {{Loop}}
                print("stored", file=sys.stderr, flush=True)
                print("got " + request["value"], file=sys.stderr, flush=True)
                time.sleep(0.2)
                print(json.dumps({"id": request["id"], "version": "1"}), flush=True)
            """);

        await PutAsync(store);

        await Patience.UntilAsync(() => Task.FromResult(warnings.Count >= 2), "the log", Token);
        Assert.Contains("The program of the secrets store says: stored", warnings);
        Assert.DoesNotContain(warnings, warning => warning.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_gets_no_value_and_no_setting_of_the_server_by_its_arguments_or_environment()
    {
        Environment.SetEnvironmentVariable("ZENML_TEST_SETTING_OF_SERVER", Canary);
        using var store = Program($$"""
            {{Loop}}
                seen = json.dumps([sys.argv, dict(os.environ)])
                print(json.dumps({"id": request["id"], "version": "seen" if "{{Canary}}" in seen else "not seen"}), flush=True)
            """);

        Assert.Equal("not seen", await PutAsync(store));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_reported()
    {
        using var store = new EntrySecretsStore(Entries(["/nowhere/program"], TimeProvider.System));

        var error = await Assert.ThrowsAsync<ZenException>(() => PutAsync(store));

        Assert.StartsWith("The program of the secrets store cannot be started: ", error.Message, StringComparison.Ordinal);
    }

    private static SecretVersionKey Key() => new(Id<Secret>.New(), 1, Guid.NewGuid());

    private static Task<string> PutAsync(EntrySecretsStore store) =>
        store.PutAsync(Key(), new SecretValues { ["k"] = Canary }, Token);

    private EntrySecretsStore Program(string code, TimeProvider? clock = null)
    {
        Assert.SkipUnless(PythonExample.Python is not null, "There is no Python on this machine.");
        var file = folder.File($"{Guid.NewGuid():N}.py");
        File.WriteAllText(file, code);
        return new EntrySecretsStore(Entries([PythonExample.Python!, file, folder.Path], clock ?? TimeProvider.System));
    }

    private CommandEntryStore Entries(IReadOnlyList<string> command, TimeProvider clock) => new(
        new CommandOptions { Command = command }, new EntryOwner(_ => Task.FromResult(Guid.Empty)), clock, warnings.Enqueue);
}
