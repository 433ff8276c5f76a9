using ZenML.Core.Errors;

namespace ZenML.Cli;

/// <summary>Exit codes of the executable.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded.</summary>
    public const int Success = 0;

    /// <summary>A store, a server, a file or a rule for names and values refused it, or a prompt had no answer.</summary>
    public const int Failure = 1;

    /// <summary>The command line is invalid, which its words alone show.</summary>
    public const int Usage = 2;

    /// <summary>It is unknown whether the change was made.</summary>
    public const int OutcomeUnknown = 3;

    /// <summary>Interrupted with Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code for an error.</summary>
    public static int Of(ErrorCode code) => code == ErrorCode.OutcomeUnknown ? OutcomeUnknown : Failure;
}
