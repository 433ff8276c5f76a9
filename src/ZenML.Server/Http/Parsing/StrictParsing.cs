using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace ZenML.Server.Http.Parsing;

/// <summary>Makes Kestrel's parser strict, so that it finds the end of a request where a proxy finds it.</summary>
internal static class StrictParsing
{
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private static readonly Encoding ContentLength = new ContentLengthEncoding();

    /// <summary>Requires CR and LF at the end of lines, and digits alone in a length.</summary>
    public static void UseStrictParsing(this KestrelServerOptions kestrel)
    {
        AppContext.SetSwitch(NoBareLineFeeds, true);
        kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.ContentLength ? ContentLength : null;
    }
}
