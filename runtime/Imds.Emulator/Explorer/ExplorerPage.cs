using System.Text;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.Explorer;

/// <summary>A page to look at the emulator with: three files that the assembly carries, and nothing from elsewhere.</summary>
internal static class ExplorerPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The file of a path; null for any other path.</summary>
    public static Reply? Find(string path) => path switch
    {
        "/" or "/emulator" or "/emulator/" => File("index.html", "text/html"),
        "/emulator/explorer.css" => File("explorer.css", "text/css"),
        "/emulator/explorer.js" => File("explorer.js", "text/javascript"),
        _ => null,
    };

    private static Reply File(string name, string type) =>
        new Reply(200, Encoding.UTF8.GetBytes(Resource.Text(name)), $"{type}; charset=utf-8")
            .With(HeaderNames.ContentSecurityPolicy, Policy)
            .With(HeaderNames.XContentTypeOptions, "nosniff")
            .With("Referrer-Policy", "no-referrer")
            .With(HeaderNames.CacheControl, "no-cache");
}
