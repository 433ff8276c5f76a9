using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ZenML.Server.Tests.Fuzz;

/// <summary>Makes requests that no client should send; the same ones for the same seed.</summary>
internal sealed class RequestGenerator(ulong seed, IReadOnlyList<string> knownIds, string canary)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "QUERY"];

    private static readonly string[] Fields =
    [
        "name", "id", "created", "updated", "user", "workspace", "scope", "values", "type", "flavor", "configuration",
        "labels", "components", "description", "active", "is_admin",
        "password", "old_password", "email", "email_opted_in", "full_name", "user_metadata", "config_schema", "source",
        "activation_token", "retain_period_minutes", "status", "outputs",
        "inputs", "pipeline", "deployment", "stack", "spec", "version", "version_hash", "step_configurations",
        "pipeline_configuration", "start_time", "end_time", "resource_id",
        "resource_type", "types", "artifact_id", "uri", "materializer", "data_type", "tags", "orchestrator_run_id",
        "pipeline_run_id", "parent_step_ids", "logs", "user_code",
        "onboarding_state", "server_name", "connector", "references", "has_custom_name", "visualizations", "schedule", "build",
        "code_reference", "commit", "subdirectory", "code_repository", "cron_expression", "interval_second", "run_once_start_time",
        "catchup", "pipeline_id", "orchestrator_id", "images", "image", "is_local", "contains_code", "template_deployment_id", "config",
        "logo_url", "module", "attribute", "connector_type", "auth_method", "resource_types", "secrets", "expires_at",
        "expiration_seconds",
        "model", "model_version", "artifact_version", "pipeline_run", "number", "stage", "force", "add_tags", "remove_tags",
        "is_model_artifact", "is_deployment_artifact", "save_models_to_registry", "license",
        "color", "stack_component_id", "saved_artifact_versions", "loaded_artifact_versions",
    ];

    private static readonly string[] Filters =
    [
        "page", "size", "sort_by", "logical_operator", "hydrate", "scope_workspace", "scope_type", "stack_id",
        "component_id", "name", "id", "created", "updated", "scope", "type",
        "flavor", "user_id", "workspace_id", "active", "patch_values", "ignore_errors", "delete_secrets",
        "expires_minutes", "pipeline_id", "schedule_id", "version_number", "only_unused",
        "color", "resource_type", "only_versions", "index", "category", "tag",
        "status", "start_time", "last_login", "description", "email_opted_in", "%00", "",
        "interval_second", "catchup", "is_local", "build_id", "code_repository_id", "resource_type", "labels_str", "secret_id",
        "tag", "number", "stage", "model_id", "model_version_id", "artifact_name", "only_links", "only_model_artifacts", "has_custom_name",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "default", "null", "true", "-1", "0", "1", "99999999999999999999", "1e309", "NaN", "equals:",
        "contains:", "gte:", "gt:2026-01-01", "gt:2026-01-01 00:00:00",
        "startswith:%", "contains:_", "gt:9999-12-31 23:59:59", "lt:0000-00-00 00:00:00", "1700000000", "-62135596801",
        "253402300800", "desc:created", "asc:", "desc:values", "name:desc",
        "' OR 1=1 --", "\0", "\t\r\n", "\ud800", "{{a.b}}", "é\u202e💥", "../../etc/passwd", "%2e%2e%2f",
        "2026-11-23T18:25:08.039388", "2026-13-45T99:99:99", "and", "or", "AND", "user", "workspace",
    ];

    private ulong state = seed;

    /// <summary>The next request for a path with names in braces.</summary>
    public HttpRequestMessage Next(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(Chance(8) ? Pick(Methods) : method), Address(path));
        if (request.Method.Method is not ("GET" or "HEAD" or "TRACE") || Chance(10))
        {
            request.Content = new ByteArrayContent(Body());
            string[] types =
            [
                "",
                "application/json",
                "application/json; charset=utf-16",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "*/*",
            ];
            if (Pick(types) is { Length: > 0 } type)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            if (Chance(20))
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
            }
        }

        AddHeaders(request.Headers);
        return request;
    }

    private Uri Address(string path)
    {
        var address = new StringBuilder();
        foreach (var segment in path.Split('/').Skip(1))
        {
            address.Append('/').Append(segment.StartsWith('{') ? Segment() : segment);
        }

        for (var index = Chance(2) ? Number(4) : 0; index > 0; index--)
        {
            address.Append(address.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')
                .Append(Pick(Filters)).Append('=').Append(Segment());
        }

        return new Uri(address.ToString(), UriKind.Relative);
    }

    private string Segment() => Number(5) switch
    {
        0 => Guid.Empty.ToString(),
        1 => Pick(["%ff%fe", "%00", "%zz", "%", "%C3%28", "a%2Fb", "..%2f", "%F0%9F%92%A5", new string('x', 3000)]),
        2 => Uri.EscapeDataString(
            Pick(["equals:", "contains:", "startswith:", "gt:", ""])
                + Text().Replace("\ud800", "", StringComparison.Ordinal)),
        _ => Pick(knownIds),
    };

    private byte[] Body() => Number(14) switch
    {
        0 => [],
        1 => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        2 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"values\":", 5_000)) + "1" + new string('}', 5_000)),
        3 => [.. "{\"name\":\"\xC3("u8, 0xff, 0xfe, .. "\"}"u8],
        4 => Encoding.UTF8.GetBytes(Json(0))[..^1],
        5 => Encoding.Unicode.GetBytes(Json(0)),
        6 => new byte[Chance(4) ? 300_000 : 100],
        7 => Encoding.UTF8.GetBytes($"{{\"name\":\"big\",\"values\":{{\"a\":\"{new string('y', 70_000)}\"}}}}"),
        8 => "{\"a\":1,\"a\":2,\"name\":NaN}"u8.ToArray(),
        9 => Encoding.UTF8.GetBytes(
            "grant_type="
                + Uri.EscapeDataString(
                    Pick(["password", "zenml-api-key", "urn:ietf:params:oauth:grant-type:device_code", canary]))
                + "&username=%ff&password="
                + canary
                + "&client_id=x&device_code=%00"),
        _ => Encoding.UTF8.GetBytes(Json(0)),
    };

    private string Json(int depth) => Number(depth > 3 ? 5 : 8) switch
    {
        0 => "null",
        1 => Chance(2) ? "true" : "false",
        2 => Pick(["0", "-1", "1.5", "1e400", "123456789012345678901234567890", "-0"]),
        3 => Quote(Text()),
        4 => Quote(Pick(knownIds)),
        5 => "[" + string.Join(',', Enumerable.Range(0, Number(4)).Select(_ => Json(depth + 1))) + "]",
        _ => "{"
            + string.Join(
                ',',
                Enumerable.Range(0, Number(8))
                    .Select(_ => Quote(Chance(10) ? Text() : Pick(Fields)) + ":" + Json(depth + 1)))
            + "}",
    };

    /// <remarks>Written by hand: a serializer would refuse half of a surrogate pair.</remarks>
    private static string Quote(string text) => "\"" + string.Concat(text.Select(
        letter => letter is '"' or '\\' or < ' ' or (>= '\ud800' and <= '\udfff')
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
        : letter.ToString())) + "\"";

    private string Text() => Number(6) switch
    {
        0 => canary,
        1 => new string('x', Number(300)),
        _ => Pick(Texts),
    };

    private void AddHeaders(HttpRequestHeaders headers)
    {
        if (!Chance(3))
        {
            return;
        }

        var (name, value) = Pick<(string, string)>(
        [
            ("If-Match", "*"), ("If-Match", "\"x\", W/\"y\""), ("If-Match", "junk"), ("If-None-Match", "junk"),
            ("Accept", "text/html"), ("Accept-Encoding", "br;q=2"), ("Range", "bytes=9-1"),
            ("Cookie", "zenml-server-=x; =; ;;;"), ("Forwarded", "for=\"[::"), ("X-Forwarded-For", canary),
            ("Expect", "100-continue"), ("source-context", canary), ("traceparent", "00-zz-zz-00"),
            ("X-HTTP-Method-Override", "DELETE"), ("User-Agent", "Host/ ZenML/\u007f ()"), ("Origin", "null"),
            ("Content-Language", new string('z', 4000)),
        ]);
        headers.TryAddWithoutValidation(name, value);
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[Number(choices.Count)];

    private bool Chance(int oneIn) => Number(oneIn) == 0;

    /// <remarks>SplitMix64: small, and the same on every machine.</remarks>
    private int Number(int below)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }
}
