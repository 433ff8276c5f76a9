using System.Text.Json;
using System.Text.RegularExpressions;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Operations;

public sealed class OperationsTests
{
    private const string WhySkipped =
        "The description of the API of ZenML 0.58.0 is not part of this repository; without a file shared/wire/openapi-2.json beside it "
        + "there is nothing to compare with.";

    [Fact]
    public void The_page_lists_every_operation_of_ZenML_exactly_once()
    {
        Assert.SkipWhen(Operation.OfZenML is null, WhySkipped);
        var documented = Operation.Documented.Select(operation => operation.ToString()).ToList();

        Assert.Empty(Operation.OfZenML!.Except(documented, StringComparer.Ordinal));
        Assert.Equal(documented.Distinct(StringComparer.Ordinal), documented);
    }

    [Fact]
    public void An_operation_that_ZenML_does_not_describe_is_listed_as_absent_only()
    {
        Assert.SkipWhen(Operation.OfZenML is null, WhySkipped);

        Assert.All(
            Operation.Documented.Where(operation => !Operation.OfZenML!.Contains(operation.ToString())),
            operation => Assert.Equal("absent", operation.Word));
    }

    [Fact]
    public void Each_row_has_what_its_word_needs()
    {
        Assert.NotEmpty(Operation.Documented);
        Assert.All(Operation.Documented, operation => Assert.True(
            operation.Word switch
            {
                "same" => operation.Note.Length == 0,
                "differs" => operation.Note.Length > 0,
                "absent" => operation.Status is 200 or 404 or 405 or 422 or 501,
                _ => false,
            },
            $"{operation}: {operation.Word}, {operation.Note}"));
    }

    [Fact]
    public async Task A_running_server_has_every_operation_that_the_page_does_not_call_absent()
    {
        await using var server = await RunningServer.StartAsync();
        var endpoints = server.Endpoints.ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Operation.Documented, operation => operation.Word != "absent" && !endpoints.Contains(operation.Shape));
    }

    [Fact]
    public async Task A_running_server_answers_every_operation_as_the_page_says()
    {
        await using var server = await RunningServer.StartAsync();
        var mistakes = new List<string>();
        foreach (var operation in Operation.Documented)
        {
            // Some operations end the session.
            var client = await ApiClient.LoginAsync(server, "default", "default-pw");
            var path = Regex.Replace(operation.Path, @"\{[^}]*\}", _ => Guid.NewGuid().ToString());
            var answer = await client.SendAsync(operation.Method, path, operation.Method is "GET" or "DELETE" ? null : "{}");
            var isUnknown = answer.Status is 404 or 405 && answer.Json.ValueKind == JsonValueKind.Object
                && answer.Json.GetProperty("detail") is { ValueKind: JsonValueKind.String } detail
                && detail.GetString() is "Not Found" or "Method Not Allowed";
            var isAsListed = operation.Word == "absent" ? answer.Status == operation.Status : !isUnknown && answer.Status < 500;
            if (!isAsListed)
            {
                mistakes.Add($"{operation} ({operation.Word} {operation.Note}): {answer.Status} {answer.Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }
}
