using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;
using ZenML.Core.Errors;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>Loads SQLite.</summary>
internal static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    private static readonly Lazy<bool> Loaded = new(Load);

    private static string FileName => OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";

    /// <summary>Loads the library that lies beside a published program, else whichever the framework finds.</summary>
    /// <exception cref="ZenException">It is nowhere.</exception>
    /// <remarks>The framework tries dozens of folders under other names before the right one, at the start of every command.</remarks>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            Batteries_V2.Init();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } or BadImageFormatException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"SQLite cannot be loaded. The file '{FileName}' belongs beside the program, in '{AppContext.BaseDirectory}'; copy or unpack both together.", exception);
        }

        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        return name == Name && NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, FileName), out var library) ? library : 0;
    }
}
