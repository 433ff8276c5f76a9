using ZenML.Core.Errors;

namespace ZenML.Cli;

/// <summary>How the executable ends.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A handled error, or a prompt that nobody answered.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Whether the change was made is not known.</summary>
    public const int OutcomeUnknown = 3;

    /// <summary>Ended by Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code for an error.</summary>
    public static int Of(ErrorCode code) => code == ErrorCode.OutcomeUnknown ? OutcomeUnknown : Failure;
}
