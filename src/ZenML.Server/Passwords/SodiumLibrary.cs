using NSec.Cryptography;
using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>Loads libsodium.</summary>
internal static class SodiumLibrary
{
    private static string FileName =>
        OperatingSystem.IsWindows() ? "libsodium.dll" : OperatingSystem.IsMacOS() ? "libsodium.dylib" : "libsodium.so";

    /// <summary>Loads it now, so that a server without it says so when it is started and not when somebody logs in.</summary>
    /// <exception cref="ZenException">It is nowhere, or another version than the program was built for.</exception>
    public static void EnsureLoaded()
    {
        try
        {
            _ = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 8, NumberOfPasses = 1 });
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or InvalidOperationException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"Passwords cannot be checked: libsodium cannot be loaded. The file '{FileName}' that came with the "
                    + $"program belongs beside it, in '{AppContext.BaseDirectory}'; copy or unpack all together.",
                exception);
        }
    }
}
