namespace ZenML.Core.Secrets;

/// <summary>
/// Environment variables that change which code programs run, or which store <c>zenml</c> uses. Everyone who can write a shared secret
/// chooses its keys, so a key never becomes one of these by itself.
/// </summary>
/// <remarks>Programs have more of them than any list can have: this catches the common ones and is not a boundary.</remarks>
public static class LoadingVariables
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        // Shells and what they start.
        "PATH", "IFS", "ENV", "SHELLOPTS", "SHELL", "HOME", "TMPDIR", "ZDOTDIR", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS3", "PS4",
        "MAILCHECK", "MAILPATH", "EDITOR", "VISUAL", "SUDO_EDITOR", "PAGER", "MANPAGER", "BROWSER", "LESSOPEN", "LESSCLOSE",
        "SSH_ASKPASS", "SUDO_ASKPASS", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_DATA_HOME", "XDG_DATA_DIRS",

        // Languages.
        "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONWARNINGS", "PYTHONBREAKPOINT", "PYTHONPLATLIBDIR",
        "PERL5LIB", "PERL5OPT", "PERL5DB", "PERL5SHELL", "PERLLIB", "RUBYLIB", "RUBYOPT", "NODE_OPTIONS", "NODE_PATH",
        "NODE_REPL_EXTERNAL_MODULE", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTS", "CLASSPATH", "LUA_INIT",
        "LUA_PATH", "LUA_CPATH", "PHPRC", "PHP_INI_SCAN_DIR", "R_HOME", "R_LIBS", "R_PROFILE", "R_PROFILE_USER", "R_ENVIRON",
        "R_ENVIRON_USER",

        // Libraries and tools.
        "GCONV_PATH", "GLIBC_TUNABLES", "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES", "MAKEFLAGS", "GNUMAKEFLAGS", "MFLAGS",
        "MAKEFILES", "MAVEN_OPTS", "GRADLE_OPTS", "ANT_OPTS", "RUSTC", "RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER",
        "CARGO_HOME", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_ASKPASS",
        "GIT_PROXY_COMMAND", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_DIR", "KUBECONFIG", "AWS_CONFIG_FILE",
    };

    private static readonly string[] Starts =
        ["LD_", "DYLD_", "BASH", "ZENML_", "DOTNET_", "COMPlus_", "CORECLR_", "GIT_CONFIG", "npm_config_"];

    /// <summary>Whether a variable changes which code programs run, or which store <c>zenml</c> uses.</summary>
    public static bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.Contains(name) || Starts.Any(start => name.StartsWith(start, StringComparison.Ordinal));
    }
}
