using System.Text.RegularExpressions;
using System.Xml.Linq;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Formats;

namespace ZenML.Architecture.Tests;

/// <summary>Checks the rules of <c>docs/design.md</c> on the source code.</summary>
public sealed partial class DesignRulesTests
{
    /// <summary>The projects that each project may reference.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["ZenML.Core"] = [],
        ["ZenML.Formats"] = ["ZenML.Core"],
        ["ZenML.Platform"] = [],
        ["ZenML.Stores"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform"],
        ["ZenML.Stores.Servers"] = ["ZenML.Core", "ZenML.Platform", "ZenML.Stores"],
        ["ZenML.SecretsStores"] = ["ZenML.Core"],
        ["ZenML.Protocol"] = ["ZenML.Core", "ZenML.Formats"],
        ["ZenML.Client"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Stores", "ZenML.Protocol"],
        ["ZenML.Pipelines"] = ["ZenML.Core", "ZenML.Client"],
        ["ZenML.Extensions.Configuration"] = ["ZenML.Core", "ZenML.Client", "ZenML.Platform"],
        ["ZenML.Extensions.Hosting"] = ["ZenML.Core", "ZenML.Client", "ZenML.Extensions.Configuration"],
        ["ZenML.Backup"] = ["ZenML.Core", "ZenML.Platform"],
        ["ZenML.Server"] =
        [
            "ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Stores", "ZenML.Stores.Servers", "ZenML.SecretsStores",
            "ZenML.Protocol", "ZenML.Backup",
        ],
        ["ZenML.Cli"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Client", "ZenML.Backup"],
    };

    [Fact]
    public void Projects_reference_only_the_allowed_projects()
    {
        foreach (var project in Directory.EnumerateFiles(SourceFile.SourceFolder(), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(
                MayReference.TryGetValue(name, out var allowed),
                $"{name} is a new project. Add the projects that it may reference to docs/design.md and to this test.");
            var referenced = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
            Assert.Empty(referenced.Except(allowed).Select(other => $"{name} references {other}"));
        }
    }

    [Fact]
    public void Source_files_use_only_namespaces_of_the_allowed_projects()
    {
        // The compiler also allows the transitive references of a project. The CLI must not use them: it reaches stores
        // only through the client.
        AssertNone(
            SourceFile.All.SelectMany(file => ProjectName().Matches(file.Code)
                .Select(match => match.Value)
                .Where(name => name != file.Project && MayReference.ContainsKey(name) && !MayReference[file.Project].Contains(name))
                .Select(name => $"{file.Path} uses {name}")));
    }

    [Fact]
    public void Core_uses_no_database_network_text_format_console_environment_file_or_clock()
    {
        AssertNowhere(
            In("ZenML.Core"),
            "System.Data", "System.Net", "System.Text.Json", "System.Xml", "System.IO", "System.Console", "Console.",
            "Environment.GetEnvironmentVariable", "File.", "Directory.", "Process.",
            "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "TimeProvider.System", "Stopwatch");
        Assert.DoesNotContain(
            typeof(ZenException).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name is "System.Console" or "System.Data.Common" or "System.Text.Json"
                || assembly.Name!.StartsWith("System.Net", StringComparison.Ordinal)
                || !assembly.Name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_stores_use_SQL()
    {
        AssertNowhere(
            SourceFile.All.Where(file => file.Project is not ("ZenML.Stores" or "ZenML.Stores.Servers")),
            "Microsoft.Data", "SqliteConnection", "SqliteCommand", "System.Data", "DbConnection", "DbCommand", "SQLitePCL",
            "Npgsql", "MySqlConnector");
        Assert.DoesNotContain(
            typeof(ZenClient).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Only_Formats_uses_the_libraries_of_text_formats()
    {
        AssertNowhere(SourceFile.All.Where(file => file.Project != "ZenML.Formats"), "YamlDotNet");
        Assert.Contains(typeof(ConfigurationYaml).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "YamlDotNet");
    }

    [Fact]
    public void Commands_use_the_client_and_never_a_service_a_repository_or_a_store()
    {
        AssertNowhere(
            In("ZenML.Cli"),
            "ZenML.Stores", "ZenML.Core.Persistence", "Repository", "IUnitOfWork", "IDatabase", "ISecretsStore", "ISecretsService",
            "ISecretMetadataService", "IComponentsService", "IStacksService", "IFlavorsService", "IWorkspacesService", "IUsersService",
            "IPipelineRunsService", "IZenServices", "ZenServices", "LocalConnection");
    }

    [Fact]
    public void Commands_report_options_that_exclude_each_other_as_a_wrong_command_line() => AssertNone(
        In("ZenML.Cli").SelectMany(file => ExclusionAsFailure().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Fact]
    public void The_client_uses_stores_only_in_its_local_connection()
    {
        AssertNowhere(
            In("ZenML.Client", "ZenML.Pipelines").Where(file => !file.Path.StartsWith("ZenML.Client/Local/", StringComparison.Ordinal)),
            "ZenML.Stores", "Repository", "IUnitOfWork", "IDatabase", "ISecretsStore");
    }

    [Fact]
    public void Only_a_few_files_use_the_console_and_the_environment()
    {
        AssertNowhere(
            SourceFile.All.Where(file => file.Path is not ("ZenML.Cli/Program.cs" or "ZenML.Cli/Input/ConsoleTerminal.cs"
                    or "ZenML.Cli/Input/TerminalSize.cs" or "ZenML.Cli/Output/StandardStream.cs")
                && file.Project is "ZenML.Cli" or "ZenML.Stores" or "ZenML.Formats"),
            " Console.", "(Console.", "Environment.Exit", "Environment.GetEnvironmentVariable");
        AssertNowhere(
            SourceFile.All,
            "Environment.FailFast", "Thread.Sleep", "GC.Collect", "dynamic ", "Assembly.Load", "Activator.CreateInstance",
            "#pragma warning disable IL", "UnconditionalSuppressMessage");
    }

    /// <remarks>ASP.NET decodes paths partially, so two different names can look the same.</remarks>
    [Fact]
    public void Path_segments_are_decoded_and_encoded_in_one_place_each()
    {
        string[] targets = ["ZenML.Server/Http/Parsing/RequestTarget.cs", "ZenML.Server/Http/Responses/UnmatchedRequests.cs"];
        string[] encoders = ["ZenML.Client/Remote/Http/PathSegment.cs", "ZenML.Client/Remote/Http/QueryText.cs"];
        AssertNowhere(
            In("ZenML.Server").Where(file => file.Path != "ZenML.Server/Http/Parsing/RequestPath.cs"),
            "RouteValues", "GetRouteValue", "UnescapeDataString", "HttpUtility", "WebUtility");
        AssertNowhere(
            In("ZenML.Server").Where(file => !targets.Contains(file.Path)),
            "Request.Path.", "Request.Path,", "Request.Path)", "Request.Path;", "Request.Path ", "GetDisplayUrl", "GetEncodedUrl");
        AssertNowhere(
            In("ZenML.Client", "ZenML.Pipelines", "ZenML.Cli").Where(file => !encoders.Contains(file.Path)),
            "EscapeDataString", "EscapeUriString", "HttpUtility", "WebUtility", "UrlEncoder");
    }

    [Fact]
    public void Only_the_server_hashes_passwords()
    {
        AssertNowhere(SourceFile.All.Where(file => !file.Path.StartsWith("ZenML.Server/Passwords/", StringComparison.Ordinal)), "NSec.");
        var projects = Directory.EnumerateFiles(SourceFile.SourceFolder(), "*.csproj", SearchOption.AllDirectories);
        var users = projects.Where(project => File.ReadAllText(project).Contains("NSec.", StringComparison.Ordinal));
        Assert.Equal(["ZenML.Server"], users.Select(Path.GetFileNameWithoutExtension));
    }

    /// <remarks>
    /// A machine can be busy with many other processes. What a test waits for happens, or the test hangs: one limit
    /// ends that.
    /// </remarks>
    [Fact]
    public void No_test_has_a_time_limit_of_its_own()
    {
        string[] limits =
            ["CancelAfter(TimeSpan", "WaitAsync(TimeSpan", "CancellationTokenSource(TimeSpan", " Timeout = TimeSpan", "Stopwatch"];

        // Waits for what must not happen; takes a time to fill it; measures a time to interrupt at parts of it.
        string[] excepted =
            ["FirstUseTests.cs", "FuzzTests.cs", "CrashTests.cs", "GroupForecastTests.cs", "TestServer.cs", "DesignRulesTests.cs"];
        var folder = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), "..", "tests"));
        var found =
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            where !excepted.Contains(Path.GetFileName(file)) && !file.Split('/', '\\').Any(part => part is "bin" or "obj")
            from limit in limits
            where File.ReadAllText(file).Contains(limit, StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {limit}";

        Assert.Empty(found);
    }

    [Fact]
    public void No_test_waits_for_a_condition_without_end()
    {
        // They have a limit in the loop, or read what ends.
        string[] excepted =
        [
            "Patience.cs", "ServerProcess.cs", "ServingProcess.cs", "ZenmlTerminal.cs", "FaultyProxy.cs", "RawDatabase.cs",
            "RawConnection.cs", "CountingProxy.cs", "ReadAuditWriterTests.cs", "RepeatedEventsTests.cs",
            "IdempotentRequestsTests.cs", "CustomStoreExampleTests.cs",
        ];
        var folder = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), "..", "tests"));
        var found =
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            where !excepted.Contains(Path.GetFileName(file)) && !file.Split('/', '\\').Any(part => part is "bin" or "obj")
            where WaitingLoop().IsMatch(File.ReadAllText(file))
            select Path.GetFileName(file);

        Assert.Empty(found);
    }

    [Fact]
    public void Background_work_of_the_server_is_recurring_work_that_survives_failures() =>
        AssertNowhere(
            SourceFile.All.Where(file => file.Path is not ("ZenML.Server/Background/RecurringWork.cs" or "ZenML.Cli/Output/Progress.cs"
                or "ZenML.SecretsStores/Hashicorp/HashicorpSession.cs")),
            ": BackgroundService", ", BackgroundService", "PeriodicTimer", "new Timer(", "CreateTimer(");

    [Fact]
    public void Endpoints_make_changes_only_through_the_helpers_that_respond_from_the_same_transaction()
    {
        var outside = In("ZenML.Server").Where(file => !file.Path.StartsWith("ZenML.Server/Http/", StringComparison.Ordinal));
        AssertNowhere(outside, "GetServicesOver", "new ZenServices", "AnsweringDatabase");
        var endpoints = In("ZenML.Server").Where(file => file.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal));
        AssertNowhere(endpoints, "ServiceDependencies", "IUnitOfWork", "WriteAsync((", ".WriteAsync(async");
    }

    [Fact]
    public void Values_are_revealed_only_where_they_are_used()
    {
        // Each of these files was reviewed: it passes values only to where the user or the store requested them. Review
        // a new one too.
        string[] places =
        [
            "ZenML.Core/Secrets/Storage/ReadBudget.cs",
            "ZenML.Cli/Commands/Secrets/SecretDocument.cs", "ZenML.Cli/Commands/Secrets/SecretGetCommand.cs", "ZenML.Cli/Output/OutFile.cs",
            "ZenML.Cli/Commands/Secrets/SecretInput.cs", "ZenML.Cli/Commands/Secrets/History/SecretDiffCommand.cs",
            "ZenML.Cli/Commands/Delivery/DeliveryReader.cs", "ZenML.Cli/Commands/Delivery/InjectCommand.cs",
            "ZenML.Cli/Commands/Delivery/EnvironmentFile.cs", "ZenML.Cli/Commands/Backup/BackupSecret.cs",
            "ZenML.Cli/Commands/ApiKeys/ApiKeyOutput.cs", "ZenML.Cli/Commands/Server/ServerEnvironment.cs",
            "ZenML.Core/Secrets/SecretLimits.cs", "ZenML.Core/Secrets/Leaks/SecretLeakService.cs",
            "ZenML.Formats/SecretValuesDocument.cs", "ZenML.Formats/Exporters/SecretExporter.cs",
            "ZenML.Formats/Exporters/DotenvExporter.cs",
            "ZenML.Cli/Input/NewPassword.cs", "ZenML.Core/Accounts/Credentials/LoginService.cs",
            "ZenML.Core/Accounts/Credentials/PasswordRules.cs", "ZenML.Core/Accounts/Credentials/SecretToken.cs",
        ];
        var revealing = In("ZenML.Cli", "ZenML.Core", "ZenML.Formats")
            .Where(file => file.Code.Contains(".Reveal()", StringComparison.Ordinal));
        AssertNone(revealing.Select(file => file.Path).Except(places));
    }

    /// <remarks>
    /// A message that ends with a command has no full stop, so that the command can be copied. Messages that end with a
    /// hole are not checked.
    /// </remarks>
    [Fact]
    public void Messages_end_as_sentences_or_with_a_command()
    {
        var messages = SourceFile.All
            .SelectMany(file => Message().Matches(file.Text).Select(match => (file.Path, Text: match.Groups["text"].Value)))
            .ToArray();

        Assert.True(messages.Length > 150, "The expression finds too little to prove anything.");
        var incomplete = messages.Where(message =>
            message.Text[^1] is not ('.' or '!' or '?' or '}') && !Command().IsMatch(Hole().Replace(message.Text, "x")));
        AssertNone(incomplete.Select(message => $"{message.Path}: {message.Text}"));
    }

    [Fact]
    public void Messages_of_the_system_are_completed_to_sentences() =>
        AssertNone(SourceFile.All
            .Where(file => file.Text.Contains(": {exception.Message}", StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    public void No_file_has_more_than_300_lines() =>
        AssertNone(SourceFile.All
            .Where(file => file.Text.Count(character => character == '\n') > 300)
            .Select(file => $"{file.Path} should be split"));

    [Fact]
    public void A_file_holds_one_type_of_its_own_name()
    {
        foreach (var file in SourceFile.All.Where(file => Path.GetFileName(file.Path) is not ("Program.cs" or "AssemblyInfo.cs")))
        {
            var types = file.TypeNames.ToArray();

            // The scalars of configurations are one closed set of one-line records.
            if (file.Path != "ZenML.Core/Stacks/Configurations/ConfigurationScalars.cs")
            {
                Assert.True(types.Length == 1, $"{file.Path} holds {types.Length} types: {string.Join(", ", types)}");

                // If a type with the same name and no type parameters exists, the file name contains the parameters:
                // `SharedWrite.TResult.cs`.
                Assert.Equal(Path.GetFileName(file.Path).Split('.')[0], types[0]);
            }
        }
    }

    [Fact]
    public void Only_the_protocol_spells_the_paths_of_the_API()
    {
        foreach (var file in SourceFile.All.Where(file => !file.Path.StartsWith("ZenML.Protocol", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("\"/api/v1", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"api/v1", file.Text, StringComparison.Ordinal);
        }
    }

    /// <remarks>A literal that begins like a path of the API is one, wherever it is written.</remarks>
    [Fact]
    public void Only_the_protocol_spells_the_paths_of_resources()
    {
        // Pages for people: ZenML's clients open them, and they are not below the base of the API.
        string[] pages = ["ZenML.Server/Devices/VerificationPage.cs", "ZenML.Server/Pages/DashboardLinks.cs"];
        var protocol = SourceFile.All.Where(file => file.Path.StartsWith("ZenML.Protocol/", StringComparison.Ordinal)).ToArray();
        var resources = protocol.SelectMany(file => PathConstant().Matches(file.Text)).Select(match => match.Groups["first"].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string> { "workspaces", "secrets", "runs", "steps", "artifact_versions", "x" }, resources);
        var others = SourceFile.All.Except(protocol).Where(file => !pages.Contains(file.Path));
        AssertNone(others.SelectMany(file => PathLiteral().Matches(file.Text)
            .Where(match => resources.Contains(match.Groups["first"].Value))
            .Select(match => $"{file.Path} writes {match.Value}… itself")));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var file in SourceFile.All.Where(file => Path.GetFileName(file.Path) != "Program.cs"))
        {
            var expected = Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.');

            // What extends a builder of Microsoft.Extensions is in the builder's namespace, which its users import already.
            var isExtension = file.Project.StartsWith("ZenML.Extensions.", StringComparison.Ordinal)
                && file.Path.EndsWith("Extensions.cs", StringComparison.Ordinal);
            Assert.Contains(
                isExtension ? "namespace Microsoft.Extensions." : $"namespace {expected};\n",
                file.Text.ReplaceLineEndings("\n"),
                StringComparison.Ordinal);
        }
    }

    private static IEnumerable<SourceFile> In(params string[] projects) => SourceFile.All.Where(file => projects.Contains(file.Project));

    private static void AssertNowhere(IEnumerable<SourceFile> files, params string[] words) =>
        AssertNone(files.SelectMany(file => words
            .Where(word => file.Code.Contains(word, StringComparison.Ordinal))
            .Select(word => $"{file.Path} has '{word.Trim()}'")));

    private static void AssertNone(IEnumerable<string> complaints) => Assert.Empty(complaints.Distinct());

    [GeneratedRegex("""ZenException\(\s*ErrorCode\.\w+,\s*\$?"[^"\n]*(not both|cannot be combined|Use either)[^"\n]*"[,)]""")]
    private static partial Regex ExclusionAsFailure();

    [GeneratedRegex("""
        new[ ](?:ZenException\(\s*ErrorCode\.\w+,|UsageException\()\s*\$?"(?<text>(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^"{}\r\n])+)"[,)]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Message();

    [GeneratedRegex("""const string \w+ = "/(?<first>[a-z][\w-]*)""")]
    private static partial Regex PathConstant();

    [GeneratedRegex("""(?<!\w)\$?"/(?<first>[a-z][\w-]*)(?=["/?{])""")]
    private static partial Regex PathLiteral();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?:: |')(?:zenml|zenml-server|openssl) [^.]+$")]
    private static partial Regex Command();

    [GeneratedRegex(@"while \(!?\(?await ")]
    private static partial Regex WaitingLoop();

    [GeneratedRegex(@"\bZenML\.(?:Stores\.Servers\b|[A-Z]\w+)")]
    private static partial Regex ProjectName();
}
