using System.Text;

namespace ZenML.Packaging.Materials;

/// <summary>What the licences of the packages ask for: their names, their owners and their texts.</summary>
internal static class LicenceNotices
{
    private const string Header =
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
        Upstream-Name: ZenML for .NET
        Disclaimer: This is an independent implementation. It is not affiliated with ZenML GmbH.

        Files: *
        Copyright: The ZenML for .NET authors
        License: Apache-2.0
        Comment: These packages are compiled into the programs or lie beside them. The texts of their
         licences and their notices are in the folder "licenses" beside this file. That of MIT is in
         licenses/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64.
         .

        """;

    private const string Footer =
        """

        License: Apache-2.0
         The text is in the file LICENSE beside this file, and on Debian systems in
         /usr/share/common-licenses/Apache-2.0.

        """;

    /// <summary>Writes the file <c>copyright</c> and the folder <c>licenses</c>.</summary>
    public static void Write(string folder, Product product)
    {
        var text = new StringBuilder(Header);
        foreach (var package in product.Packages)
        {
            var unpacked = PackageFolder.Find(package);
            var notices = unpacked.Notices.ToArray();
            text.Append(' ').Append(package.Name).Append(' ').Append(package.Version).Append(": ")
                .Append(unpacked.Licence ?? "its own licence").Append(". ").Append(unpacked.Copyright.Trim()).Append('\n');
            foreach (var notice in notices)
            {
                var copies = Directory.CreateDirectory(Path.Combine(folder, "licenses", package.Name)).FullName;
                File.WriteAllBytes(Path.Combine(copies, Path.GetFileName(notice)), File.ReadAllBytes(notice)); // Without its mode.
            }
        }

        File.WriteAllText(Path.Combine(folder, "copyright"), text.Append(Footer).ToString().ReplaceLineEndings("\n"));
    }
}
