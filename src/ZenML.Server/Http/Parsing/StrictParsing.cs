using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace ZenML.Server.Http.Parsing;

/// <summary>Makes Kestrel's parser strict, so that it and a proxy agree on where a request ends.</summary>
internal static class StrictParsing
{
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private static readonly Encoding ContentLength = new ContentLengthEncoding();

    /// <summary>Requires lines to end with CR LF, and lengths to contain only digits.</summary>
    public static void UseStrictParsing(this KestrelServerOptions kestrel)
    {
        AppContext.SetSwitch(NoBareLineFeeds, true);
        kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.ContentLength ? ContentLength : null;
    }
}
