using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Requests whose end two programs could locate differently, each followed by another request.</summary>
public sealed class L9RequestFramingTests(AttackedServer attacked) : IClassFixture<AttackedServer>
{
    private const string RequestLine = "POST /api/v1/workspaces HTTP/1.1\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <remarks>
    /// HEAD is the request line with the headers that every request here has (FIELDS), BODY the body, LENGTH and HEX its
    /// length, CHUNKED the body in one chunk.
    /// </remarks>
    public static TheoryData<string> Refused { get; } =
    [
        // Line feeds without carriage return, and the reverse.
        "POST /api/v1/workspaces HTTP/1.1\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "HEADX-Other: x\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADContent-Length: LENGTH\n\r\nBODY",
        "HEADContent-Length: LENGTH\r\n\nBODY",
        "HEADContent-Length: LENGTH\n\nBODY",
        "HEADX-Other: x\rContent-Length: LENGTH\r\n\r\nBODY",

        // Lengths that are not digits.
        "HEADContent-Length: +LENGTH\r\n\r\nBODY",
        "HEADContent-Length: -LENGTH\r\n\r\nBODY",
        "HEADContent-Length: -0\r\n\r\nBODY",
        "HEADContent-Length: +0\r\n\r\nBODY",
        "HEADContent-Length: 0xHEX\r\n\r\nBODY",
        "HEADContent-Length: LENGTH.0\r\n\r\nBODY",
        "HEADContent-Length: LENGTH;\r\n\r\nBODY",
        "HEADContent-Length: LENGTH LENGTH\r\n\r\nBODY",
        "HEADContent-Length: \"LENGTH\"\r\n\r\nBODY",
        "HEADContent-Length: \vLENGTH\r\n\r\nBODY",
        "HEADContent-Length:\r\n\r\nBODY",
        "HEADContent-Length: 99999999999999999999\r\n\r\nBODY",
        "HEADContent-Length: 0000000000000000000000000LENGTH\r\n\r\nBODY",

        // More lengths than one.
        "HEADContent-Length: LENGTH, LENGTH\r\n\r\nBODY",
        "HEADContent-Length: LENGTH\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADContent-Length: LENGTH\r\nContent-Length: 0\r\n\r\nBODY",
        "HEADContent-Length: LENGTH\r\nTransfer-Encoding: chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: identity\r\nContent-Length: LENGTH\r\n\r\nBODY",

        // Transfer codings that are not chunked alone.
        "HEADTransfer-Encoding: xchunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked, identity\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: gzip, chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked, chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: ,chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked,\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked;q=1\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: \"chunked\"\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: \vchunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding:\r\n chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding:\r\n\r\nCHUNKED",
        "POST /api/v1/workspaces HTTP/1.0\r\nFIELDSTransfer-Encoding: chunked\r\n\r\nCHUNKED",

        // Sizes of chunks that are not hexadecimal digits, or more of them than a length can have.
        "HEADTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n1000000000000\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n80000000\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n00000000000000HEX\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n-1\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n+HEX\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n0xHEX\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n HEX\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX \r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\n\r\nBODY\r\n0\r\n\r\n",

        // Ends of chunks that are no line ends, or none.
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX;a=\n\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX;\r\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\r\n0\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\r\n0\r\n\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\r\n0\r\nX-Other: x\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\r\n0\r\nno trailer\r\n\r\n",

        // Lines that are not headers.
        "HEADContent-Length : LENGTH\r\n\r\nBODY",
        "HEADContent-Length\t: LENGTH\r\n\r\nBODY",
        "HEAD X-Other: x\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADX-Other: x\r\n y\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADX-Other\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEAD: x\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADX-Other: a\0b\r\nContent-Length: LENGTH\r\n\r\nBODY",
        "HEADX\0Other: x\r\nContent-Length: LENGTH\r\n\r\nBODY",

        // Request lines with too much or too little, and addresses with what an address cannot have.
        "POST /api/v1/workspaces HTTP/1.1 \r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        " POST /api/v1/workspaces HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST\t/api/v1/workspaces HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST /api/v1/workspaces\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST api/v1/workspaces HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST /api/v1/workspaces?a\tb HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST /api/v1/workspaces#a HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST /api/v1/workspaces?a#b HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST \\api\\v1\\workspaces HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
        "POST /api/v1/workspaces?\u00fc HTTP/1.1\r\nFIELDSContent-Length: LENGTH\r\n\r\nBODY",
    ];

    public static TheoryData<string> Accepted { get; } =
    [
        "HEADContent-Length: LENGTH\r\n\r\nBODY",
        "HEADContent-Length:LENGTH\r\n\r\nBODY",
        "HEADContent-Length: \tLENGTH \r\n\r\nBODY",
        "HEADContent-Length: 00LENGTH\r\n\r\nBODY",
        "HEADTransfer-Encoding: chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: Chunked\r\n\r\nCHUNKED",
        "HEADTransfer-Encoding: chunked\r\n\r\n0HEX;name=value\r\nBODY\r\n0\r\n\r\n",
        "HEADTransfer-Encoding: chunked\r\n\r\nHEX\r\nBODY\r\n0\r\nX-Trailer: x\r\n\r\n",
        "HEADX-Other: a\tb\r\nx-other: c\r\nX-Empty:\r\nContent-Length: LENGTH\r\n\r\nBODY",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task L9_a_request_that_two_programs_could_parse_differently_is_rejected_with_everything_after_it(string request)
    {
        var (name, smuggled) = (attacked.NewName(), attacked.NewName());
        var logged = attacked.Server.Log.Lines.Count;

        var answer = await RawConnection.ExchangeAsync(
            attacked.Address, Fill(request, name) + Fill("HEADContent-Length: LENGTH\r\n\r\nBODY", smuggled), Token);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(1, answer.Split('\n').Count(line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)));
        Assert.Equal((404, 404), (await StatusAsync(name), await StatusAsync(smuggled)));
        Assert.DoesNotContain(attacked.Server.Log.Lines.Skip(logged), IsFailure);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task An_unambiguous_request_is_answered_and_so_is_the_next_one_on_the_same_connection(string request)
    {
        var (name, next) = (attacked.NewName(), attacked.NewName());

        var answer = await RawConnection.ExchangeAsync(
            attacked.Address, Fill(request, name) + Fill("HEADConnection: close\r\nContent-Length: LENGTH\r\n\r\nBODY", next), Token);

        Assert.Equal(3, answer.Split("HTTP/1.1 200 OK").Length);
        Assert.Equal((200, 200), (await StatusAsync(name), await StatusAsync(next)));
    }

    [Fact]
    public async Task L9_a_body_with_a_bad_chunk_gets_an_error_in_the_format_of_the_API()
    {
        var answer = await RawConnection.ExchangeAsync(
            attacked.Address,
            Fill("HEADTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nBODY\r\n0\r\n\r\n", attacked.NewName()),
            Token);

        Assert.EndsWith("""{"detail":"The request is not valid HTTP."}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L9_a_login_form_with_a_bad_chunk_is_a_bad_request()
    {
        var answer = await RawConnection.ExchangeAsync(
            attacked.Address,
            $"POST /api/v1/login HTTP/1.1\r\nHost: {attacked.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nusername=default\r\n0\r\n\r\n",
            Token);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEADContent-Length: 1000\r\n\r\nBODY")]
    [InlineData("HEADTransfer-Encoding: chunked\r\n\r\n1000\r\nBODY")]
    public async Task L9_a_client_that_disconnects_in_the_middle_of_a_body_leaves_no_stack_trace_in_the_log(string request)
    {
        var logged = attacked.Server.Log.Lines.Count;

        await Patience.UntilAsync(
            async () =>
            {
                // The reset can overtake the request, so that the server never sees it. Then the next one is sent.
                await RawConnection.BreakOffAsync(attacked.Address, Fill(request, attacked.NewName()), Token);
                await Task.Delay(100, Token);
                return Lines().Any(line => line.Contains("POST /api/v1/workspaces", StringComparison.Ordinal));
            },
            "the log line of the request that was broken off",
            Token);
        Assert.DoesNotContain(Lines(), IsFailure);

        IEnumerable<string> Lines() => attacked.Server.Log.Lines.Skip(logged);
    }

    private static bool IsFailure(string line) =>
        line.StartsWith("Error", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal);

    private string Fill(string request, string name)
    {
        var fields = $"Host: {attacked.Address.Authority}\r\nAuthorization: Bearer {attacked.Token}\r\n";
        var body = $$"""{"name":"{{name}}"}""";
        return request.Replace("HEAD", $"{RequestLine}FIELDS", StringComparison.Ordinal)
            .Replace("FIELDS", fields, StringComparison.Ordinal)
            .Replace("CHUNKED", "HEX\r\nBODY\r\n0\r\n\r\n", StringComparison.Ordinal)
            .Replace("HEX", $"{body.Length:x}", StringComparison.Ordinal)
            .Replace("LENGTH", $"{body.Length}", StringComparison.Ordinal)
            .Replace("BODY", body, StringComparison.Ordinal);
    }

    private async Task<int> StatusAsync(string workspace) =>
        (await attacked.Administrator.GetAsync($"/api/v1/workspaces/{workspace}")).Status;
}
