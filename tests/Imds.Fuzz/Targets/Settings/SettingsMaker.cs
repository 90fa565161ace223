using System.Text;
using Imds.Fuzz.Targets.Json;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Settings;

/// <summary>Makes settings, most of them with something wrong.</summary>
internal sealed class SettingsMaker(Random random)
{
    /// <summary>Stands for a file that has the text.</summary>
    public const string File = "FILE";

    private static readonly string[] Commands =
    [
        "show", "get", "ls", "watch", "attest", "verify", "token", "versions", "when", "diff", "doctor", "emulate", "specs", "import",
        "completion",
        "Get", "gte", "", "help", "--help", "-h", "--version", "[suggest]", "[suggest:3]", "[diagram]", "[x]", "@FILE", "@nowhere", "-",
        "--", "\0", "ünï", "emulate",
    ];

    private static readonly string[] Options =
    [
        "--endpoint", "-e", "--emulator", "--api-version", "--timeout", "--output", "-o", "--query", "-q", "--nonce", "--root", "--issuer",
        "--offline",
        "--raw", "--resource", "--client-id", "--interval", "--exec", "--once", "--tables", "--patch", "--help", "--port", "--host",
        "--fault", "--event",
        "--identity", "--config", "--document", "--machines", "--x", "-x", "--timeout=", "--output=json", "--endpoint=http://127.0.0.1:1",
        "/?", "--no-load-balancer",
    ];

    private static readonly string[] Words =
    [
        "vmId", "compute/vmSize", "instance/compute", "network/interface/0/macAddress", "network/interface/*/macAddress",
        "compute.osProfile", "*", "**",
        "/", "//", "..", "a b", "%2f", "%", "instance", "scheduledevents", "versions", "loadbalancer", "identity/oauth2/token", "x/y/z",
        "0", "-1", "+", "1e400",
        "NaN", "5", "0.5", "86401", "json", "yaml", "tsv", "table", "bash", "2021-02-01", "2025-04-07", "1999-01-01", "latest",
        "https://vault.azure.net", "",
        " ", "\0", "\n", "a\nb", "\u001b[31m", "\u202e", "ü", "💡", "\ud800", "{", "{}", "{0}", "=", "a=b", ",", ":", "\"", "'", "$(x)",
        "--", "true", "false",
        "FILE", "nowhere", "/", ".", "http://127.0.0.1:1/metadata", "http://127.0.0.1:1", "127.0.0.1:1", "ftp://127.0.0.1",
        "http://user:secret@127.0.0.1",
        "http://127.0.0.1?x", "http://", "http:///", "://", "[::1]:1", "http://127.0.0.1:99999", "999999999999999999999", "system", "none",
        "client_id=a",
        "reboot,after=10s", "instance=503*2", "all=hang", "expired", "compute.userData", "compute.vmSize", "2021-02-01..2023-07-01",
    ];

    private static readonly string[] Keys =
    [
        "IMDS_ENDPOINT", "IMDS_EMULATOR_PORT", "IMDS_EMULATOR_HOST", "IMDS_EMULATOR_FAULT", "IMDS_EMULATOR_FAULTS", "IMDS_EMULATOR_EVENT",
        "IMDS_EMULATOR_IDENTITY", "IMDS_EMULATOR_CONFIG", "IMDS_EMULATOR_DOCUMENT", "IMDS_EMULATOR_MACHINES", "IMDS_EMULATOR_X",
        "IMDS_EMULATOR_",
        "imds_emulator_port", "NO_COLOR", "TERM", "COLUMNS", "LANG", "LC_ALL", "PATH",
    ];

    private static readonly string[] Members =
    [
        "port", "host", "document", "load-balancer", "loadBalancer", "no-load-balancer", "machines", "newest-version", "attested-domain",
        "identity",
        "identities", "tenant", "throttle", "fault", "faults", "event", "events", "event-speed", "root-certificate", "log", "config",
        "prot", "", "\\ud800", "PORT",
        "__proto__", "documnet",
    ];

    private static readonly string[] MemberValues =
    [
        "8080", "0", "-1", "65535", "65536", "1e3", "1.5", "99999999999999999999", "true", "false", "null", "\"\"", "\"8080\"",
        "\"127.0.0.1\"", "\"localhost\"",
        "\"0.0.0.0\"", "\"::1\"", "\"not an address\"", "[]", "{}", "[\"reboot\"]", "[\"reboot,after=10s\",7]", "[null]", "[[]]",
        "\"instance=503*2\"",
        "[{\"endpoint\":\"instance\",\"fault\":\"503\",\"count\":2}]", "[{\"type\":\"reboot\"}]", "{\"compute\":{}}", "\"FILE\"",
        "\"nowhere/x.json\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"a\\nb\"", "\"metadata.azure.us\"", "\"-.x\"", "\"2021-02-01\"", "\"2021-02-31\"", "\"system\"",
        "\"none\"", "[\"none\",\"system\"]",
        "[\"system\",\"system\"]", "[{\"client_id\":\"a\"}]", "\"client_id=\"", "2", "100", "101", "0.001", "1e400", "\"NaN\"",
        "\"Infinity\"", "\"\\u202e\"",
    ];

    private static readonly string[] HostingKeys =
    [
        "Endpoint", "ConnectTimeout", "AttemptTimeout", "Timeout", "ScheduledEventsTimeout", "MaxAttempts", "RetryDelay", "LimitRate",
        "CacheTokens",
        "CacheLifetime", "AbsenceLifetime", "RequireCompleteData", "MaxResponseBytes", "endpoint", "Endpont", "TimeOut", "Other",
        "Timeout:Inner", "", "Handler",
    ];

    private static readonly string[] HostingValues =
    [
        "http://127.0.0.1:1/metadata", "http://127.0.0.1:1", "127.0.0.1:1", "/metadata", "metadata", "ftp://a",
        "http://user:secret@127.0.0.1", "http://127.0.0.1?x",
        "", " ", "00:00:20", "20", "00:00:00", "-00:00:01", "25.00:00:00", "24:00:00", "99999999.00:00:00", "10675199.02:48:05.4775807",
        "soon", "1", "0", "-1",
        "2147483647", "2147483648", "1.5", "true", "TRUE", "yes", "null", "\0", "a\nb", "\u202e", "٣", " 5 ", "00:00:60", "1:2", "::", ":",
    ];

    private static readonly string[] UserDataTexts =
    [
        "", "{}", "[]", "null", "{\"a\":1}", "{\"a\":{\"b\":[1,{\"c\":null}]}}", "{\"a\":1,\"A\":2}", "{\"a\":1,\"a\":2}",
        "{/* x */\"a\":1,}", "{\"a\":\"\\ud800\"}",
        "{\"\\ud800\":1}", "{\"\":1}", "{\"a:b\":1}", "a=b", "a=b\nc=d", "=b", "a", "# x\n\na=", "a__b=c", "\uFEFFa=b", "\r\n", "a==b=",
        "\0=\0", "{", "{\"a\":" + "9",
        "{\"signature\":\"a\",\"signature\":\"b\"}", "{\"signature\":\"\\ud800\"}",
        "{\"compute\":{\"vmId\":\"a\",\"vmId\":\"\\ud800\"},\"network\":{}}",
        "{\"apiVersions\":[\"2021-02-01\",7,null]}", "{\"DocumentIncarnation\":1,\"Events\":[{\"EventId\":\"\\ud800\"}]}",
        "{\"access_token\":7}",
    ];

    public SettingsQuestion Make() => random.Next(5) switch
    {
        0 or 1 => Tool(),
        2 => Emulator(),
        3 => new()
        {
            Place = SettingsPlace.Hosting,
            Values = Pairs(random.Next(1, 4), () => "Imds:" + One(HostingKeys), () => One(HostingValues)),
        },
        _ => new()
        {
            Place = SettingsPlace.UserData,
            Arguments =
            [
                random.Next(3) > 0 ? "Json" : "KeyValue", random.Next(4) == 0 ? One(Words) : "compute.vmSize",
                random.Next(2) == 0 ? "app-" : "",
            ],
            Text = random.Next(3) == 0 ? HostileText() : One(UserDataTexts),
        },
    };

    private SettingsQuestion Tool()
    {
        List<string> arguments = [One(random.Next(4) == 0 ? Commands : Commands[..15])];
        if (arguments[0] == "specs" && random.Next(4) > 0)
        {
            arguments.Add("import");
        }

        for (var more = random.Next(5); more > 0; more--)
        {
            arguments.Add(One(random.Next(2) == 0 ? Options : Words));
        }

        return new SettingsQuestion
        {
            Place = SettingsPlace.Tool,
            Arguments = arguments,
            Values = Pairs(random.Next(3), () => One(Keys), () => One(Words)),
            Text = random.Next(2) == 0 ? HostileText() : One(UserDataTexts),
            IsServed = random.Next(3) == 0,
        };
    }

    private SettingsQuestion Emulator()
    {
        List<string> arguments = random.Next(2) == 0 ? ["--config", File] : [];
        for (var more = random.Next(4); more > 0; more--)
        {
            arguments.Add("--" + One(Members));
            if (random.Next(4) > 0)
            {
                arguments.Add(random.Next(2) == 0 ? One(Words) : One(MemberValues).Trim('"'));
            }
        }

        var file = $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{One(Members)}\":{One(MemberValues)}"))}}}";
        return new SettingsQuestion
        {
            Place = SettingsPlace.Emulator,
            Arguments = arguments,
            Values = Pairs(random.Next(3), () => One(Keys), () => random.Next(2) == 0 ? One(Words) : One(MemberValues).Trim('"')),
            Text = random.Next(4) == 0 ? Encoding.UTF8.GetString(HostileBytes.Change(random, Encoding.UTF8.GetBytes(file))) : file,
        };
    }

    private string HostileText() => Encoding.UTF8.GetString(HostileJson.Make(random, Model.Named(typeof(Instance).FullName!)));

    private static Dictionary<string, string> Pairs(int count, Func<string> key, Func<string> value)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (; count > 0; count--)
        {
            pairs[key()] = value();
        }

        return pairs;
    }

    private string One(string[] of) => of[random.Next(of.Length)];
}
