namespace ZenML.EndToEnd.Tests.Store;

public sealed class ConcurrencyTests : EndToEndTest
{
    private const int Processes = 64;

    [Fact]
    public async Task Sixty_four_processes_that_each_add_a_key_to_one_secret_lose_no_key()
    {
        await Zenml.OkAsync("secret", "create", "shared", "--first=0");

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(index => Zenml.RunAsync(
                "secret", "update", "shared", $"--key_{index}=value {index}")));

        Assert.All(outcomes, outcome => outcome.Expect(0));
        var expected = Enumerable.Range(0, Processes)
            .Select(index => KeyValuePair.Create($"key_{index}", $"value {index}")).Prepend(new("first", "0"));
        Assert.Equal(
            expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            (await Zenml.ValuesAsync("shared")).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sixty_four_processes_can_create_a_store_at_the_same_time()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(index => Zenml.RunAsync(
                "secret", "create", $"secret_{index}", $"--key=value {index}")));

        Assert.All(outcomes, outcome => outcome.Expect(0));
        Assert.Equal(Processes, (await Zenml.JsonAsync("secret", "list", "--size=1000")).AsArray().Count);
        for (var index = 0; index < Processes; index += 7)
        {
            Assert.Equal($"value {index}", await Zenml.ValueAsync($"secret_{index}", "key"));
        }

        Assert.Single((await Zenml.JsonAsync("workspace", "list")).AsArray());
        Assert.Single((await Zenml.JsonAsync("stack", "list")).AsArray());
    }

    [Fact]
    public async Task Only_one_of_many_processes_creates_a_given_name_and_the_others_get_an_error()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(index => Zenml.RunAsync("secret", "create", "same", $"--winner={index}")));

        Assert.Single(outcomes, outcome => outcome.ExitCode == 0);
        Assert.All(
            outcomes.Where(outcome => outcome.ExitCode != 0),
            outcome => Assert.Contains("already exists", outcome.Expect(1).Error, StringComparison.Ordinal));
        Assert.Equal(
            Array.FindIndex(outcomes, outcome => outcome.ExitCode == 0)
                .ToString(System.Globalization.CultureInfo.InvariantCulture),
            await Zenml.ValueAsync("same", "winner"));
    }

    [Fact]
    public async Task Readers_never_see_a_partial_write()
    {
        await Zenml.OkAsync("secret", "create", "pair", "--a=0", "--b=0");
        var writers = Enumerable.Range(1, 12)
            .Select(index => Zenml.RunAsync("secret", "update", "pair", $"--a={index}", $"--b={index}")).ToArray();
        var readers = Enumerable.Range(0, 24).Select(_ => Zenml.ValuesAsync("pair")).ToArray();

        Assert.All(await Task.WhenAll(writers), outcome => outcome.Expect(0));
        Assert.All(await Task.WhenAll(readers), values => Assert.Equal(values[0].Value, values[1].Value));
    }
}
