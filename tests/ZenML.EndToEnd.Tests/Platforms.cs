// Files have modes and terminals are pseudo-terminals in these tests.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
