namespace ZenML.Server.Tests.Tracking;

/// <summary>Request bodies of a Python client, reduced to the relevant fields.</summary>
internal static class Documents
{
    public const string Spec =
        """{"version": "0.4", "source": {"module": "pipe", "attribute": "tiny", "type": "user"},"""
        + """ "parameters": {"rate": 1.50, "big": 12345678901234567890}, "steps": []}""";

    public const string Configuration =
        """{"enable_cache": null, "settings": {}, "extra": {"z": 1, "a": [0.10, 1e3, "ü"]}, "name": "tiny"}""";

    public const string Environment = """{"os": "linux", "python_version": "3.11.2"}""";

    public const string Source = """{"type": "builtin", "module": "builtins", "attribute": "int", "package_name": null}""";

    public static string StepSpec(string step) =>
        $$"""{"source": {"module": "pipe", "attribute": "{{step}}", "type": "user"}, "upstream_steps": [], "inputs": {} }""";

    public static string StepConfiguration(string step) =>
        $$"""{"name": "{{step}}", "enable_cache": false, "parameters": {"n": 0.0}, "outputs": {"output": {} } }""";

    private static string StepDocument(string step) =>
        $$"""
        "{{step}}": {"spec": {{StepSpec(step)}}, "config": {{StepConfiguration(step)}} }
        """;

    public static string Pipeline(PythonClient client, string hash = "6042a3", string name = "tiny") =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "name": "{{name}}", "version": "1",
        "version_hash": "{{hash}}", "docstring": null, "spec": {{Spec}} }
        """;

    public static string Deployment(PythonClient client, string? pipeline, params string[] steps) =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "run_name_template": "tiny-{date}-{time}",
        "pipeline_configuration": {{Configuration}},
        "step_configurations": { {{string.Join(", ", steps.Select(StepDocument))}} },
        "client_environment": {{Environment}}, "client_version": "0.58.0", "server_version": "0.58.0", "stack": "{{client.Stack}}",
        "pipeline": {{Text(pipeline)}}, "build": null, "schedule": null, "code_reference": null}
        """;

    public static string Run(
        PythonClient client,
        string deployment,
        string name,
        string? orchestratorRunId,
        string status = "running",
        string started = "2026-11-23T18:31:06.463198") =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "name": "{{name}}",
        "deployment": "{{deployment}}", "pipeline": null,
        "orchestrator_run_id": {{Text(orchestratorRunId)}}, "start_time": "{{started}}", "end_time": null,
        "status": "{{status}}", "client_environment": {},
        "orchestrator_environment": {{(orchestratorRunId is null ? "{}" : Environment)}}, "trigger_execution_id": null}
        """;

    public static string Step(
        PythonClient client,
        string run,
        string deployment,
        string name,
        string status = "running",
        string inputs = "{}",
        string outputs = "{}",
        string parents = "[]",
        string? original = null) =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "name": "{{name}}",
        "start_time": "2026-11-23T18:31:07.171180", "end_time": null,
        "status": "{{status}}", "cache_key": "key-{{name}}", "code_hash": "code-{{name}}", "docstring": null,
        "source_code": "def {{name}}():\n    pass\n",
        "pipeline_run_id": "{{run}}", "original_step_run_id": {{Text(original)}}, "parent_step_ids": {{parents}},
        "inputs": {{inputs}}, "outputs": {{outputs}},
        "logs": {"uri": "/logs/{{name}}.log", "artifact_store_id": "e664d033-f042-43e5-80a9-c973f9f87ba4"}, "deployment": "{{deployment}}"}
        """;

    public static string ArtifactVersion(PythonClient client, string artifact, string version = "\"1\"") =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "artifact_id": "{{artifact}}",
        "version": {{version}}, "has_custom_name": false,
        "type": "DataArtifact", "artifact_store_id": "e664d033-f042-43e5-80a9-c973f9f87ba4", "uri": "/one/output",
        "materializer": {{Source}}, "data_type": {{Source}},
        "tags": [], "visualizations": []}
        """;

    public static string Notes(PythonClient client, string resource, string type, string values, string types) =>
        $$"""
        {"user": "{{client.User}}", "workspace": "{{client.Workspace}}", "resource_id": "{{resource}}",
        "resource_type": "{{type}}", "stack_component_id": null,
        "values": {{values}}, "types": {{types}} }
        """;

    private static string Text(string? value) => value is null ? "null" : $"\"{value}\"";
}
