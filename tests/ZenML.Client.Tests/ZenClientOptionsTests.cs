using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;

namespace ZenML.Client.Tests;

[Collection(ProcessState.Collection)]
public sealed class ZenClientOptionsTests : IDisposable
{
    private readonly ProcessState state = new();

    [Fact]
    public void Explicit_options_override_the_environment()
    {
        state.Set(ZenClientOptions.ConfigPathVariable, "/from/environment");
        state.Set(ZenClientOptions.EncryptionKeyVariable, "key of the environment");
        state.Set(SecretValidationLevels.EnvironmentVariable, "NONE");
        var given = new ZenClientOptions
        {
            ConfigPath = "/given", EncryptionKey = "given key", ValidationLevel = SecretValidationLevel.SecretExists,
        };

        Assert.Equal(Path.GetFullPath("/given"), given.FindConfigPath());
        Assert.Equal("given key", given.FindEncryptionKey());
        Assert.Equal(SecretValidationLevel.SecretExists, given.FindValidationLevel());
        Assert.Equal(Path.GetFullPath("/from/environment"), new ZenClientOptions().FindConfigPath());
        Assert.Equal("key of the environment", new ZenClientOptions().FindEncryptionKey());
        Assert.Equal(SecretValidationLevel.None, new ZenClientOptions().FindValidationLevel());
    }

    [Fact]
    public void An_unknown_validation_level_is_an_error_only_when_it_is_used()
    {
        state.Set(SecretValidationLevels.EnvironmentVariable, "secret_exists");
        using var client = ZenClient.Open();

        var error = Assert.Throws<ZenException>(() => new ZenClientOptions().FindValidationLevel());
        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.All(
            ["SECRET_AND_KEY_EXISTS", "SECRET_EXISTS", "NONE"],
            level => Assert.Contains(level, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_settings_the_configuration_folder_is_the_platform_folder_plus_an_application_name()
    {
        state.Set(ZenClientOptions.ConfigPathVariable, "");
        state.Set("XDG_CONFIG_HOME", "/xdg");
        var withXdg = new ZenClientOptions().FindConfigPath();
        state.Set("XDG_CONFIG_HOME", "relative");
        var without = new ZenClientOptions().FindConfigPath();

        Assert.Equal("zenml-dotnet", Path.GetFileName(without));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("/xdg/zenml-dotnet", withXdg);
            Assert.EndsWith("/.config/zenml-dotnet", without, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void L6_a_relative_home_folder_is_rejected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The profile's folder does not come from a variable there.");
        state.Set(ZenClientOptions.ConfigPathVariable, "");
        state.Set("XDG_CONFIG_HOME", "");
        state.Set("HOME", "relative/home");

        foreach (var options in new[] { new ZenClientOptions(), new ZenClientOptions { ConfigPath = "~/zen" } })
        {
            var error = Assert.Throws<ZenException>(options.FindConfigPath);
            Assert.Equal(ErrorCode.InvalidArgument, error.Code);
            Assert.Contains("HOME is not an absolute path", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void L6_a_leading_tilde_in_the_configured_path_is_the_home_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The profile's folder does not come from a variable there.");
        state.Set("HOME", "/home/ada");
        state.Set(ZenClientOptions.ConfigPathVariable, "~/zen");

        Assert.Equal("/home/ada/zen", new ZenClientOptions().FindConfigPath());
        Assert.Equal("/home/ada", new ZenClientOptions { ConfigPath = "~" }.FindConfigPath());
        Assert.Throws<ZenException>(new ZenClientOptions { ConfigPath = "~bob/zen" }.FindConfigPath);
    }

    [Fact]
    public void The_text_form_of_the_options_does_not_contain_the_key() =>
        Assert.DoesNotContain(
            "very secret",
            new ZenClientOptions { EncryptionKey = "very secret key 1" }.ToString(),
            StringComparison.Ordinal);

    public void Dispose() => state.Dispose();
}
