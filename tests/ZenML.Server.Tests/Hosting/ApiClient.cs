using System.Net.Http.Headers;
using System.Text;

namespace ZenML.Server.Tests.Hosting;

/// <summary>Calls the server for one account, the way a client does: JSON without a content type.</summary>
internal sealed class ApiClient(HttpClient http, string? token)
{
    /// <summary>The account's id; empty for nobody.</summary>
    public Guid User { get; private set; }

    /// <summary>A client of an account.</summary>
    public static async Task<ApiClient> LoginAsync(RunningServer server, string user, string password)
    {
        var token = await server.LoginAsync(user, password, TestContext.Current.CancellationToken);
        return await new ApiClient(server.Client, token).IdentifyAsync();
    }

    /// <summary>Finds the id of its account.</summary>
    public async Task<ApiClient> IdentifyAsync()
    {
        User = (await GetAsync("/api/v1/current-user")).Id;
        return this;
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path);

    public Task<ApiAnswer> PostAsync(string path, string body) => SendAsync("POST", path, body);

    public Task<ApiAnswer> PutAsync(string path, string? body = null) => SendAsync("PUT", path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync("DELETE", path);

    /// <summary>Posts and expects success.</summary>
    public async Task<ApiAnswer> CreateAsync(string path, string body)
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Status == 200, $"POST {path}: {answer.Status} {answer.Text}");
        return answer;
    }

    /// <summary>Sends a request.</summary>
    public async Task<ApiAnswer> SendAsync(
        string method,
        string path,
        string? body = null,
        string? contentType = null,
        params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null || method is "POST" or "PUT")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
            request.Content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new ApiAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers,
            response.Content.Headers.ContentType?.MediaType);
    }
}
