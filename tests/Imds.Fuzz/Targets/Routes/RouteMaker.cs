using System.Globalization;
using System.Reflection;

namespace Imds.Fuzz.Targets.Routes;

/// <summary>Walks down the properties of a client at random.</summary>
internal sealed class RouteMaker(Random random)
{
    private static readonly string[] Endpoints =
    [
        "http://127.0.0.1:8080/metadata", "http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080//",
        "http://127.0.0.1/a/b/",
        "HTTP://LOCALHOST/Metadata", "http://[::1]:1/metadata", "http://[fe80::1%25eth0]/", "https://localhost:65535/x%20y/ü",
        "http://ünïcode.test/",
        "http://user:secret@127.0.0.1/", "http://127.0.0.1/?a=b", "http://127.0.0.1/#a", "http://127.0.0.1/metadata?",
        "http://127.0.0.1/metadata#",
        "ftp://127.0.0.1/", "file:///metadata", "unix:/x", "urn:x", "/metadata", "metadata", "//127.0.0.1/metadata", "", " ", "http://",
        "http:///x", "http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http://0x7f.1/", "http://127.1/", "http://127.0.0.1/{0}/x",
        "http://127.0.0.1/a{1}", "http://127.0.0.1/%7B0%7D", "http://127.0.0.1/../..", "http://127.0.0.1/a/../b",
        "http://127.0.0.1/%2e%2e/",
        "http://127.0.0.1/a\r\nX: y", "http://127.0.0.1/%0d%0aX:y", "http://127.0.0.1/\u202e", "http://127.0.0.1\\metadata",
        " http://127.0.0.1/ ",
        "http://127.0.0.1/" + "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/", "javascript:alert(1)", "http://a b/", "http://*/", "http://+:80/",
    ];

    private static readonly int[] Indexes =
        [0, 0, 1, 2, 9, 10, 99, 100, 9999, 10_000, 65_534, 65_535, 65_536, -1, int.MaxValue, int.MinValue];

    private static readonly string?[] Texts =
    [
        null, "", "a", "1234567890", "https://vault.azure.net", "a&api-version=1900-01-01", "a#b", "a?b=c", "a=b&a=c", "+", "%", "%41",
        "%zz", " ",
        "\r\nX-Header: y", "\0", "\u007f", "ä", "💡", "\ud800", "\udc00", "/../..", "{0}", "{1}", ";", "'\"<>", "\u2028", "a\tb", "\uFEFF",
        "\uFFFF",
    ];

    public RouteQuestion Make()
    {
        var client = RouteTarget.Clients[random.Next(RouteTarget.Clients.Count)];
        var (type, steps) = (client, new List<string>());
        while (true)
        {
            var methods = RouteTarget.MethodsOf(type);
            var properties = RouteTarget.PropertiesOf(type);
            if (properties.Count == 0 || (methods.Count > 0 && random.Next(3) == 0))
            {
                var method = methods[random.Next(methods.Count)];
                return new RouteQuestion
                {
                    Endpoint = random.Next(3) == 0 ? Endpoints[random.Next(Endpoints.Length)] : Endpoints[random.Next(10)],
                    Client = client.Namespace!,
                    Steps = steps,
                    Method = method.Name,
                    Arguments = [.. method.GetParameters().Select(Argument)],
                };
            }

            var property = properties[random.Next(properties.Count)];
            steps.Add(property.GetIndexParameters().Length > 0
                ? Indexes[random.Next(random.Next(3) == 0 ? Indexes.Length : 5)].ToString(CultureInfo.InvariantCulture)
                : property.Name);
            type = property.PropertyType;
        }
    }

    private string? Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(bool) ? random.Next(2) == 0 ? "true" : "false"
        : parameter.ParameterType == typeof(string) ? Text(parameter)
        : null;

    private string? Text(ParameterInfo parameter)
    {
        var text = Texts[random.Next(Texts.Length)];
        if (random.Next(6) == 0)
        {
            var more = Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65_536));
            text += new string([.. more]);
        }

        return parameter.HasDefaultValue ? text : text ?? "";
    }
}
