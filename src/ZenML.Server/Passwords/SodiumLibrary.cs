using NSec.Cryptography;
using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>Loads libsodium.</summary>
internal static class SodiumLibrary
{
    private static string FileName =>
        OperatingSystem.IsWindows() ? "libsodium.dll" : OperatingSystem.IsMacOS() ? "libsodium.dylib" : "libsodium.so";

    /// <summary>Loads the library at the start, so that a missing one is reported before the first login.</summary>
    /// <exception cref="ZenException">The library is missing or has the wrong version.</exception>
    public static void EnsureLoaded()
    {
        try
        {
            _ = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 8, NumberOfPasses = 1 });
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or InvalidOperationException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"Passwords cannot be checked: libsodium cannot be loaded. Copy the file '{FileName}' that came with the "
                    + $"program to the program's folder, '{AppContext.BaseDirectory}'.",
                exception);
        }
    }
}
