using System.Text.RegularExpressions;
using System.Xml.Linq;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Formats;

namespace ZenML.Architecture.Tests;

/// <summary>The rules of <c>docs/design.md</c> that a machine can check.</summary>
public sealed partial class HouseTests
{
    /// <summary>Which rooms a room may build on.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["ZenML.Core"] = [],
        ["ZenML.Formats"] = ["ZenML.Core"],
        ["ZenML.Platform"] = [],
        ["ZenML.Stores"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform"],
        ["ZenML.Protocol"] = ["ZenML.Core", "ZenML.Formats"],
        ["ZenML.Client"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Stores", "ZenML.Protocol"],
        ["ZenML.Server"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Stores", "ZenML.Protocol"],
        ["ZenML.Cli"] = ["ZenML.Core", "ZenML.Formats", "ZenML.Platform", "ZenML.Client"],
    };

    [Fact]
    public void Projects_reference_only_the_rooms_that_they_may_build_on()
    {
        foreach (var project in Directory.EnumerateFiles(SourceFile.SourceFolder(), "*.csproj", SearchOption.AllDirectories))
        {
            var room = Path.GetFileNameWithoutExtension(project);
            Assert.True(MayReference.TryGetValue(room, out var allowed), $"{room} is a new room: say in docs/design.md and here what it may build on.");
            var referenced = XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
            Assert.Empty(referenced.Except(allowed).Select(other => $"{room} references {other}"));
        }
    }

    [Fact]
    public void Sources_name_only_the_rooms_that_they_may_build_on()
    {
        // What comes with a referenced room can be named too, unless this says no: the command line reaches stores through the client
        // alone.
        AssertNone(
            SourceFile.All.SelectMany(file => RoomName().Matches(file.Code)
                .Select(match => match.Value)
                .Where(room => room != file.Room && MayReference.ContainsKey(room) && !MayReference[file.Room].Contains(room))
                .Select(room => $"{file.Path} names {room}")));
    }

    [Fact]
    public void Core_knows_no_database_no_network_no_text_format_no_console_no_environment_no_files_and_no_clock()
    {
        AssertNowhere(
            In("ZenML.Core"), "System.Data", "System.Net", "System.Text.Json", "System.Xml", "System.IO", "System.Console", "Console.", "Environment.GetEnvironmentVariable", "File.", "Directory.",
            "Process.", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "TimeProvider.System", "Stopwatch");
        Assert.DoesNotContain(
            typeof(ZenException).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name is "System.Console" or "System.Data.Common" or "System.Text.Json" || assembly.Name!.StartsWith("System.Net", StringComparison.Ordinal)
                || !assembly.Name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_stores_know_SQL()
    {
        AssertNowhere(SourceFile.All.Where(file => file.Room != "ZenML.Stores"), "Microsoft.Data", "SqliteConnection", "SqliteCommand", "System.Data", "DbConnection", "DbCommand", "SQLitePCL");
        Assert.DoesNotContain(typeof(ZenClient).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Only_formats_know_the_libraries_of_text_formats()
    {
        AssertNowhere(SourceFile.All.Where(file => file.Room != "ZenML.Formats"), "YamlDotNet");
        Assert.Contains(typeof(ConfigurationYaml).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "YamlDotNet");
    }

    [Fact]
    public void Commands_use_the_client_and_never_a_service_a_repository_or_a_store()
    {
        AssertNowhere(
            In("ZenML.Cli"), "ZenML.Stores", "ZenML.Core.Persistence", "Repository", "IUnitOfWork", "IDatabase", "ISecretsStore", "ISecretsService", "IComponentsService", "IStacksService",
            "IFlavorsService", "IWorkspacesService", "IUsersService", "IPipelineRunsService", "ITrackingServices", "IZenServices", "ZenServices", "LocalConnection");
    }

    [Fact]
    public void The_client_reaches_stores_through_its_local_door_alone()
    {
        AssertNowhere(In("ZenML.Client").Where(file => !file.Path.StartsWith("ZenML.Client/Local/", StringComparison.Ordinal)), "ZenML.Stores", "Repository", "IUnitOfWork", "IDatabase", "ISecretsStore");
    }

    [Fact]
    public void The_process_is_touched_at_few_places()
    {
        AssertNowhere(
            SourceFile.All.Where(file => file.Path is not ("ZenML.Cli/Program.cs" or "ZenML.Cli/Input/ConsoleTerminal.cs" or "ZenML.Cli/Input/TerminalSize.cs" or "ZenML.Cli/Output/StandardStream.cs")
                && file.Room is "ZenML.Cli" or "ZenML.Stores" or "ZenML.Formats"),
            " Console.", "(Console.", "Environment.Exit", "Environment.GetEnvironmentVariable");
        AssertNowhere(SourceFile.All, "Environment.FailFast", "Thread.Sleep", "GC.Collect", "dynamic ", "Assembly.Load", "Activator.CreateInstance", "#pragma warning disable IL", "UnconditionalSuppressMessage");
    }

    /// <remarks>The framework's own path is decoded in part, so two names can be the same in it.</remarks>
    [Fact]
    public void Parts_of_a_path_are_decoded_in_one_place_of_the_server_and_encoded_in_one_place_of_the_client()
    {
        string[] targets = ["ZenML.Server/Http/RequestTarget.cs", "ZenML.Server/Http/UnmatchedRequests.cs"];
        string[] encoders = ["ZenML.Client/Remote/Http/PathSegment.cs", "ZenML.Client/Remote/Http/QueryText.cs"];
        AssertNowhere(
            In("ZenML.Server").Where(file => file.Path != "ZenML.Server/Http/RequestPath.cs"),
            "RouteValues", "GetRouteValue", "UnescapeDataString", "HttpUtility", "WebUtility");
        AssertNowhere(
            In("ZenML.Server").Where(file => !targets.Contains(file.Path)),
            "Request.Path.", "Request.Path,", "Request.Path)", "Request.Path;", "Request.Path ", "GetDisplayUrl", "GetEncodedUrl");
        AssertNowhere(
            In("ZenML.Client", "ZenML.Cli").Where(file => !encoders.Contains(file.Path)),
            "EscapeDataString", "EscapeUriString", "HttpUtility", "WebUtility", "UrlEncoder");
    }

    [Fact]
    public void Only_the_server_hashes_passwords_so_that_the_command_line_carries_no_libsodium()
    {
        AssertNowhere(SourceFile.All.Where(file => !file.Path.StartsWith("ZenML.Server/Passwords/", StringComparison.Ordinal)), "NSec.");
        var projects = Directory.EnumerateFiles(SourceFile.SourceFolder(), "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(["ZenML.Server"], projects.Where(project => File.ReadAllText(project).Contains("NSec.", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension));
    }

    /// <remarks>
    /// A machine can be busy with many other processes. What a test waits for happens, or the test hangs: one limit ends that.
    /// </remarks>
    [Fact]
    public void No_test_has_a_time_limit_of_its_own()
    {
        string[] limits =
            ["CancelAfter(TimeSpan", "WaitAsync(TimeSpan", "CancellationTokenSource(TimeSpan", " Timeout = TimeSpan", "Stopwatch"];

        // Waits for what must not happen; takes a time to fill it; measures a time to interrupt at parts of it.
        string[] excepted =
            ["FirstUseTests.cs", "FuzzTests.cs", "CrashTests.cs", "GroupForecastTests.cs", "TestServer.cs", "HouseTests.cs"];
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
    public void All_work_that_the_server_does_by_itself_is_recurring_work_which_no_failure_ends() =>
        AssertNowhere(
            SourceFile.All.Where(file => file.Path != "ZenML.Server/Background/RecurringWork.cs"),
            ": BackgroundService", ", BackgroundService", "PeriodicTimer", "new Timer(", "CreateTimer(");

    [Fact]
    public void Endpoints_change_something_only_in_the_way_that_answers_from_the_transaction_of_the_change()
    {
        var outside = In("ZenML.Server").Where(file => !file.Path.StartsWith("ZenML.Server/Http/", StringComparison.Ordinal));
        AssertNowhere(outside, "GetServicesOver", "new ZenServices", "AnsweringDatabase");
        var endpoints = In("ZenML.Server").Where(file => file.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal));
        AssertNowhere(endpoints, "ServiceDependencies", "IUnitOfWork", "WriteAsync((", ".WriteAsync(async");
    }

    [Fact]
    public void Values_are_revealed_only_where_they_are_used()
    {
        // Each place was looked at: it writes to where the person or the store asked for the value. A new one must be looked at too.
        string[] places =
        [
            "ZenML.Cli/Commands/Secrets/SecretDocument.cs", "ZenML.Cli/Commands/Secrets/SecretGetCommand.cs", "ZenML.Cli/Output/OutFile.cs",
            "ZenML.Cli/Commands/ApiKeys/ApiKeyText.cs", "ZenML.Cli/Commands/Server/ServerEnvironment.cs",
            "ZenML.Core/Secrets/SecretLimits.cs",
            "ZenML.Formats/SecretValuesDocument.cs",
            "ZenML.Cli/Input/NewPassword.cs", "ZenML.Core/Credentials/LoginService.cs", "ZenML.Core/Credentials/PasswordRules.cs", "ZenML.Core/Credentials/SecretToken.cs",
        ];
        AssertNone(In("ZenML.Cli", "ZenML.Core", "ZenML.Formats").Where(file => file.Code.Contains(".Reveal()", StringComparison.Ordinal)).Select(file => file.Path).Except(places));
    }

    /// <remarks>A command ends without a full stop, so that it can be copied. What ends with something put in is not known here.</remarks>
    [Fact]
    public void Messages_end_as_sentences_or_with_a_command()
    {
        var messages = SourceFile.All.SelectMany(file => Message().Matches(file.Text).Select(match => (file.Path, Text: match.Groups["text"].Value))).ToArray();

        Assert.True(messages.Length > 150, "The expression finds too little to prove anything.");
        AssertNone(messages.Where(message => message.Text[^1] is not ('.' or '!' or '?' or '}') && !Command().IsMatch(Hole().Replace(message.Text, "x"))).Select(message => $"{message.Path}: {message.Text}"));
    }

    [Fact]
    public void Reasons_of_the_system_are_made_sentences() =>
        AssertNone(SourceFile.All.Where(file => file.Text.Contains(": {exception.Message}", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void No_file_has_more_than_300_lines() =>
        AssertNone(SourceFile.All.Where(file => file.Text.Count(character => character == '\n') > 300).Select(file => $"{file.Path} should be split"));

    [Fact]
    public void A_file_holds_one_type_of_its_own_name()
    {
        foreach (var file in SourceFile.All.Where(file => Path.GetFileName(file.Path) is not ("Program.cs" or "AssemblyInfo.cs")))
        {
            var types = TypeDeclaration().Matches(file.Code).Select(match => match.Groups["name"].Value).ToArray();

            // The scalars of configurations are one closed family of one-line records.
            if (file.Path != "ZenML.Core/Configurations/ConfigurationScalars.cs")
            {
                Assert.True(types.Length == 1, $"{file.Path} holds {types.Length} types: {string.Join(", ", types)}");
                Assert.Equal(Path.GetFileNameWithoutExtension(file.Path).Split('{')[0], types[0]);
            }
        }
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var file in SourceFile.All.Where(file => Path.GetFileName(file.Path) != "Program.cs"))
        {
            Assert.Contains($"namespace {Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.')};\n", file.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<SourceFile> In(params string[] rooms) => SourceFile.All.Where(file => rooms.Contains(file.Room));

    private static void AssertNowhere(IEnumerable<SourceFile> files, params string[] words) =>
        AssertNone(files.SelectMany(file => words.Where(word => file.Code.Contains(word, StringComparison.Ordinal)).Select(word => $"{file.Path} has '{word.Trim()}'")));

    private static void AssertNone(IEnumerable<string> complaints) => Assert.Empty(complaints.Distinct());

    [GeneratedRegex("""new ZenException\(\s*ErrorCode\.\w+,\s*\$?"(?<text>(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^"{}\r\n])+)"[,)]""")]
    private static partial Regex Message();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?:: |')(?:zenml|zenml-server|openssl) [^.]+$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\bZenML\.[A-Z]\w+")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>?,\[\]]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
