using System.Text;
using System.Text.Json;
using CsCheck;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Formats.Dotenv;
using ZenML.Formats.Exporters;

namespace ZenML.Formats.Tests.Exporters;

/// <summary>The programs that exported files are for read every key and value as it is, or the export is refused.</summary>
public sealed class ExportRoundTripTests
{
    private const int Secrets = 300;

    /// <summary>Everything that has a meaning in at least one of the formats.</summary>
    private static readonly Gen<string> Syntax = Gen.OneOf(
        "'", "\"", "\\", "$", "{", "}", "${X}", "${X:-y}", "$(id)", "`id`", "#", " #", " ", "\t", "\n", "\r", "\r\n", "=", ":", "!", "%",
        "&", "n", "r", "t", "x", "0", "\0", "\u0001", "\u007F", "\u0085", "\u00A0", "\u2028", "\uFEFF", "\u00E9", "\U0001F600", "- ",
        "---", "~", "|")
        .Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Value = Gen.OneOf(Syntax, Syntax, Generators.Text);

    private static readonly Gen<string> Key = Gen.Select(
        Gen.OneOf("K", "k", "Key_"), Gen.Int[0, 99], Gen.OneOf("", "_x", "_"), (start, number, end) => $"{start}{number}{end}");

    private static readonly Gen<string> WideKey = Gen.OneOf(
        Key, Key, Key, Gen.OneOf("a.b", "a-b", "0", "true", "null", "1e3", "export", "-", "k k", "", "\u00E9", "#", "=", "'"));

    [Fact]
    public async Task Nodes_dotenv_reads_exported_env_files_as_they_are()
    {
        var exports = Generate("env", WideKey);
        Compare(exports, (await RealParsers.NodeAsync(Texts(exports))).Select(Sorted));
    }

    [Fact]
    public async Task Pythons_dotenv_reads_exported_env_files_as_they_are()
    {
        var exports = Generate("env", WideKey);
        Compare(exports, (await RealParsers.PythonDotenvAsync(Texts(exports))).Select(Sorted));
    }

    [Fact]
    public void The_importer_reads_exported_env_files_as_they_are()
    {
        var exports = Generate("env", WideKey);
        Compare(exports, exports.Select(export => Sorted(Reveal(DotenvDocument.Parse(export.Text).Values))));
    }

    [Fact]
    public async Task Bash_reads_exported_scripts_as_they_are()
    {
        var exports = Generate("shell", Key);
        var read = await RealParsers.BashAsync(Texts(exports));
        Compare(exports, read.Zip(exports, (variables, export) =>
            Sorted(variables.Where(variable => export.Values.ContainsKey(variable.Key)))));
    }

    [Fact]
    public async Task Bash_that_sources_an_exported_env_file_runs_no_code_unless_a_warning_says_so()
    {
        var probes = Gen.OneOf("`probe`", "$(probe)", ";probe;", "|probe", "&probe&", "\nprobe\n", " probe ", "<(probe)");
        var commands = Gen.OneOf(Syntax, probes).Array[1, 4].Select(string.Concat);
        var exports = Generate("env", WideKey, commands);
        var ran = await RealParsers.BashRunsAsync(Texts(exports));

        var judged = exports.Zip(ran, (export, runs) => (
            export.Text, Runs: runs,
            IsWarned: SecretExporters.Of("env").FindWarning(new SecretExport("secret", export.Values)) is not null)).ToArray();
        var unexpected = judged.Where(export => export.Runs && !export.IsWarned).Select(export => JsonSerializer.Serialize(export.Text));
        Assert.Empty(unexpected.Take(5));

        // The probe works, and most files can be sourced.
        Assert.Contains(judged, export => export.Runs);
        Assert.True(judged.Count(export => !export.IsWarned) >= 20);
    }

    [Fact]
    public async Task PyYAML_reads_exported_YAML_as_it_is()
    {
        var exports = Generate("yaml", WideKey);
        Compare(exports, (await RealParsers.PythonYamlAsync(Texts(exports))).Select(read => Sorted(Map(read))));
    }

    [Fact]
    public async Task PyYAML_reads_the_data_of_exported_Kubernetes_Secrets_as_it_is()
    {
        var exports = Generate("k8s", WideKey);
        Compare(exports, (await RealParsers.PythonYamlAsync(Texts(exports))).Select(read => Sorted(Map(read.GetProperty("data"))
            .Select(entry => KeyValuePair.Create(entry.Key, Encoding.UTF8.GetString(Convert.FromBase64String(entry.Value)))))));
    }

    [Fact]
    public async Task Pythons_JSON_parser_reads_exported_JSON_as_it_is()
    {
        var exports = Generate("json", WideKey);
        Compare(exports, (await RealParsers.PythonJsonAsync(Texts(exports))).Select(Sorted));
    }

    /// <remarks>Docker itself is no parser that a test can call. Its rules: lines, the first equals sign, nothing else.</remarks>
    [Fact]
    public void The_rules_of_dockers_env_files_give_what_was_exported()
    {
        var exports = Generate("docker", WideKey);
        Compare(exports, exports.Select(export => Sorted(export.Text.Split('\n')[..^1].Select(line => line.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0].TrimStart(), parts[1])))));
    }

    /// <summary>Every variable that bash has of its own is written so that it survives, or refused.</summary>
    [Fact]
    public async Task Variables_that_bash_uses_itself_survive_or_are_refused()
    {
        string[] names =
        [
            "BASH", "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS", "BASH_COMMAND",
            "BASH_COMPAT", "BASH_ENV", "BASH_LINENO", "BASH_LOADABLES_PATH", "BASH_REMATCH", "BASH_SOURCE", "BASH_SUBSHELL",
            "BASH_VERSINFO", "BASH_VERSION", "CHILD_MAX", "COLUMNS", "COMP_WORDBREAKS", "DIRSTACK", "EPOCHREALTIME",
            "EPOCHSECONDS", "EUID", "FUNCNAME", "FUNCNEST", "GLOBIGNORE", "GROUPS", "HISTCMD", "HISTFILE", "HISTSIZE", "HOME",
            "HOSTNAME", "IFS", "IGNOREEOF", "INPUTRC", "LANG", "LINENO", "LINES", "MACHTYPE", "MAIL", "MAPFILE", "OLDPWD",
            "OPTARG", "OPTERR", "OPTIND", "OSTYPE", "PATH", "PIPESTATUS", "POSIXLY_CORRECT", "PPID", "PS1", "PS4", "PWD",
            "RANDOM", "REPLY", "SECONDS", "SHELL", "SHELLOPTS", "SHLVL", "SRANDOM", "TERM", "TIMEFORMAT", "TMOUT", "UID", "_",
            "auto_resume", "histchars",
        ];
        var exports = names
            .Select(name => Export("shell", new SecretValues { [name] = "a value", ["OTHER"] = "other" }))
            .OfType<Exported>().ToArray();

        Assert.InRange(exports.Length, 20, names.Length - 20);
        var read = await RealParsers.BashAsync(Texts(exports));
        Compare(exports, read.Zip(exports, (variables, export) =>
            Sorted(variables.Where(variable => export.Values.ContainsKey(variable.Key)))));
    }

    /// <summary>Exports random secrets. Keys and values that the format refuses are checked and left out.</summary>
    private static List<Exported> Generate(string format, Gen<string> key, Gen<string>? value = null)
    {
        var exports = new List<Exported>();
        var (expressed, refused) = (0, 0);
        Gen.Select(key, value ?? Value).Array[1, 20].Sample(
            pairs =>
            {
                var fitting = new SecretValues();
                foreach (var (name, value) in pairs)
                {
                    if (Export(format, new SecretValues { [name] = value }) is null)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    else
                    {
                        fitting[name] = value;
                    }
                }

                Interlocked.Add(ref expressed, fitting.Count);
                if (fitting.Count > 0)
                {
                    lock (exports)
                    {
                        exports.Add(Export(format, fitting)!);
                    }
                }
            },
            iter: Secrets);
        Assert.True(expressed > refused, $"{format} refuses {refused} of {expressed + refused} keys.");
        return exports;
    }

    private static Exported? Export(string format, SecretValues values)
    {
        try
        {
            var text = SecretExporters.Of(format).Write(new SecretExport("secret", values));
            return new Exported(text, values);
        }
        catch (ZenException exception)
        {
            Assert.Equal(ErrorCode.InvalidArgument, exception.Code);
            Assert.Contains($"The format {format} cannot express the key ", exception.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private static void Compare(IReadOnlyList<Exported> exports, IEnumerable<string> read)
    {
        var different = exports.Zip(read, (export, other) => (export.Text, Ours: Sorted(Reveal(export.Values)), Other: other))
            .Where(found => found.Ours != found.Other)
            .Select(found => $"{JsonSerializer.Serialize(found.Text)}: {found.Ours} is not {found.Other}");
        Assert.Empty(different.Take(5));
    }

    private static IReadOnlyList<string> Texts(IEnumerable<Exported> exports) => [.. exports.Select(export => export.Text)];

    private static IEnumerable<KeyValuePair<string, string>> Reveal(SecretValues values) =>
        values.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Reveal()));

    private static IEnumerable<KeyValuePair<string, string>> Map(JsonElement read) =>
        read.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.GetString()!));

    private static string Sorted<TValue>(IEnumerable<KeyValuePair<string, TValue>> entries) =>
        JsonSerializer.Serialize(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));

    private sealed record Exported(string Text, SecretValues Values);
}
