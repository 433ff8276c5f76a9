using System.CommandLine;
using System.Globalization;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Secrets;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Options that several commands share. Each call makes a new one, since an option belongs to one command.
/// </summary>
internal static class CommonOptions
{
    /// <summary>What <see cref="AcceptOnlyPositive"/> accepts, for messages.</summary>
    public const string PositiveNumber = "a positive whole number";

    /// <summary>What <see cref="KeepVersions"/> accepts, for messages.</summary>
    public static string NumberOfVersions { get; } =
        string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {SecretLimits.MaximumVersions}");

    /// <summary><c>--output/-o table|json|yaml|name</c>, on every command that reads.</summary>
    /// <param name="hasValues">Whether the command shows values of a secret, which can also be lines <c>KEY=VALUE</c>.</param>
    public static Option<string> Output(bool hasValues = false)
    {
        string[] formats = ["table", "json", "yaml", "name", .. hasValues ? (string[])["env"] : []];
        var option = new Option<string>("--output", "-o")
        {
            Description = hasValues
                ? "The output format: table, json, yaml, name (one name per line) or env (lines KEY=VALUE, as in a .env file)."
                : "The output format: table, json, yaml or name (one name per line).",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => "table",
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary><c>--scope/-s workspace|user</c>.</summary>
    public static Option<string?> Scope(string description, string name = "--scope")
    {
        var option = new Option<string?>(name, "-s") { Description = description, HelpName = "workspace|user" };
        option.AcceptOnlyFromAmong("workspace", "user");
        return option;
    }

    /// <summary><c>--role</c>: one of the roles in a workspace.</summary>
    public static Option<string?> Role(string description)
    {
        var option = new Option<string?>("--role") { Description = description, HelpName = string.Join('|', AccessTexts.RoleWords) };
        option.AcceptOnlyFromAmong([.. AccessTexts.RoleWords]);
        return option;
    }

    /// <summary>Names one or more accounts and groups.</summary>
    /// <param name="name">The name of the option.</param>
    /// <param name="description">Who they are; how they are written is added.</param>
    public static Option<string[]> Holders(string name, string description) => new Option<string[]>(name)
    {
        Description = $"{description}: ada, service-account:ci or group:ops. Can be repeated.",
        HelpName = "NAME",
        Required = true,
    }.Completes(Names.Holders);

    /// <summary><c>--yes/-y</c>.</summary>
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not prompt for confirmation." };

    /// <summary><c>--keep-versions</c>, on commands that write secrets.</summary>
    public static Option<int?> KeepVersions()
    {
        var option = new Option<int?>("--keep-versions")
        {
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"How many versions of the values to keep, the current one among them: 1 to {SecretLimits.MaximumVersions}. Older ones are "
                + $"destroyed. 0 means the store's number, {SecretLimits.DefaultVersions} by default."),
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number is < 0 or > SecretLimits.MaximumVersions)
            {
                result.AddError($"{option.Name} must be {NumberOfVersions}.");
            }
        });
        return option;
    }

    /// <summary>Rejects zero and negative numbers when the command line is parsed.</summary>
    public static void AcceptOnlyPositive(this Option<long?> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token]
            && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < 1)
        {
            result.AddError($"{option.Name} must be {PositiveNumber}.");
        }
    });

    /// <summary>The value of <see cref="Output"/>.</summary>
    public static OutputFormat GetFormat(this ParseResult result, Option<string> option) => result.GetValue(option) switch
    {
        "json" => OutputFormat.Json,
        "yaml" => OutputFormat.Yaml,
        "name" => OutputFormat.Name,
        "env" => OutputFormat.Env,
        _ => OutputFormat.Table,
    };

    /// <summary>The value of <see cref="Scope"/>.</summary>
    public static SecretScope? GetScope(this ParseResult result, Option<string?> option) => result.GetValue(option) switch
    {
        "user" => SecretScope.User,
        "workspace" => SecretScope.Workspace,
        _ => null,
    };
}
