using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Identity;

/// <summary>How a <see cref="LoopbackProvider"/> answers.</summary>
internal static class LoopbackAnswers
{
    /// <summary>Sends JSON.</summary>
    public static Task SendAsync(this HttpResponse response, JsonObject answer, int status = 200)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        return response.WriteAsync(answer.ToJsonString());
    }

    /// <summary>Sends an error as OAuth does.</summary>
    public static Task SendErrorAsync(this HttpResponse response, int status, string error, string? description = null)
    {
        var answer = new JsonObject { ["error"] = error };
        if (description is not null)
        {
            answer["error_description"] = description;
        }

        return response.SendAsync(answer, status);
    }

    /// <summary>Sends a page.</summary>
    public static Task SendPageAsync(this HttpResponse response, string html, int status = 200)
    {
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(html);
    }

    /// <summary>Sends a browser elsewhere.</summary>
    public static Task RedirectAsync(this HttpResponse response, Uri address)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address.AbsoluteUri;
        return Task.CompletedTask;
    }
}
