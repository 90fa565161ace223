namespace Imds.Analyzers.Tests;

/// <summary>Statements and members that write requests as texts. A mark stands where something is reported.</summary>
internal static class RequestCases
{
    private const string Http = "http://169.254.169.254/metadata";

    /// <summary>Requests that are right, and texts that are no requests to IMDS or do not go anywhere.</summary>
    public static TheoryData<string> Clean =>
    [
        // right
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/?api-version=2021-02-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute?api-version=2021-12-13&format=json\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/vmSize?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/vmId?format=text&api-version=2017-08-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/vmSize?API-Version=2021-02-01&Format=Text\");",
        $"await http.GetStringAsync(\"{Http}/instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress?api-version=2017-08-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/network/interface?api-version=2017-08-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/tagsList?api-version=2019-06-04&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/customData?api-version=2019-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/versions\");",
        $"await http.GetStringAsync(\"{Http}/versions?api-version=2020-09-01\");",
        $"await http.GetStringAsync(\"{Http}/attested/document?api-version=2020-09-01&nonce=1234567890\");",
        $"await http.GetStringAsync(\"{Http}/loadbalancer?api-version=2020-10-01\");",
        $"await http.GetStringAsync(\"{Http}/scheduledevents?api-version=2020-07-01\");",
        $"await http.GetStringAsync(\"{Http}/scheduledevents?api-version=2017-11-01\");",
        $"await http.PostAsync(\"{Http}/scheduledevents?api-version=2019-08-01\", null);",
        $"await http.GetStringAsync(\"{Http}/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/\");",
        $"await http.GetStringAsync(\"{Http}/identity/info?api-version=2018-02-01#part\");",
        "await http.GetStringAsync(\"http://169.254.169.254:80/metadata/instance?api-version=2021-02-01\");",
        $"await http.GetStringAsync(new Uri(\"{Http}/instance?api-version=2021-02-01\"));",
        $"await http.GetFromJsonAsync<object>(\"{Http}/instance/compute?api-version=2021-02-01\");",
        $"await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, \"{Http}/instance?api-version=2021-02-01\"));",
        // versions that nothing is known of
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2025-11-15\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/somethingNew?api-version=2031-01-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2017-03-01\");",
        $"await http.GetStringAsync(\"{Http}/scheduledevents?api-version=2017-03-01\");",
        // not known before run time
        $"await http.GetStringAsync($\"{Http}/instance?api-version={{version}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=\" + version);",
        $"await http.GetStringAsync($\"{Http}/instance?api-version=2021-{{version}}\");",
        $"await http.GetStringAsync(\"{Http}/instance/\" + path);",
        $"await http.GetStringAsync($\"{Http}/instance/{{path}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync($\"{Http}/instance/compute/{{path}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync($\"{Http}/{{path}}\");",
        $"await http.GetStringAsync($\"{Http}/instance/network/interface/{{index}}/macAddress?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync($\"{Http}/instance/network/interface/{{path}}/macAdress?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance\" + query);",
        $"await http.GetStringAsync($\"{Http}/instance?{{query}}\");",
        $"await http.GetStringAsync($\"{Http}/instance/compute/vmSize?api-version=2021-02-01&{{query}}\");",
        $"await http.GetStringAsync($\"{Http}/instance/compute/vmSize?api-version=2021-02-01&format={{query}}\");",
        $"await http.GetStringAsync(string.Format(\"{Http}/instance/compute/{{0}}\", path));",
        $"var url = \"{Http}/instance\"; url += \"?api-version=2021-02-01\"; await http.GetStringAsync(url);",
        $"var url = \"{Http}/instance\"; if (index > 0) url = query; await http.GetStringAsync(url);",
        // an address to which something is added later
        $"var uri = new Uri(\"{Http}/identity/oauth2/token\");",
        $"var uri = new UriBuilder(\"{Http}/instance\") {{ Query = \"api-version=2021-02-01\" }}.Uri; await http.GetAsync(uri);",
        $"var builder = new UriBuilder(\"{Http}/instance/compute/vmSize\"); builder.Query = $\"api-version=2021-02-01&format=text\"; "
        + "await http.GetAsync(builder.Uri);",
        $"Send(\"{Http}/instance\", \"api-version=2021-02-01\");",
        $"Send(\"{Http}/instance/compute/userData\", \"api-version=\" + version);",
        "Send(\"/metadata/instance/compute\", \"?api-version=2021-02-01\");",
        $"http.BaseAddress = new Uri(\"{Http}/\");",
        "_ = new Imds.CompilerServices.ImdsRoute(null!, \"instance/network/interface/{0}/macAddress\", "
        + "\"2021-02-01\").At(\"instance/compute/publicKeys/{0}\", 1).To(\"versions\");",
        // of IMDS, and in no specification
        $"await http.GetStringAsync(\"{Http}/identity/getplatformmetadata?cred-api-version=2.0\");",
        $"Send(\"/metadata/identity/issuecredential\", \"cred-api-version=2.0\");",
        $"var uri = new Uri(\"{Http}/identity/credential?cred-api-version=1.0\");",
        $"await http.GetStringAsync(\"{Http}/THIM/amd/certification\");",
        // other services, most of them at the same address
        "await http.GetStringAsync(\"http://169.254.169.254/latest/meta-data/instance-id\");",
        "await http.GetStringAsync(\"http://169.254.169.254/latest/dynamic/instance-identity/document\");",
        "await http.GetStringAsync(\"http://169.254.169.254/computeMetadata/v1/instance/id\");",
        "await http.GetStringAsync(\"http://metadata.google.internal/computeMetadata/v1/instance/id\");",
        "await http.GetStringAsync(\"http://169.254.169.254/metadata/v1.json\");",
        "await http.GetStringAsync(\"http://169.254.169.254/metadata/v1/id\");",
        "await http.GetStringAsync(\"http://169.254.169.254/opc/v2/instance\");",
        "await http.GetStringAsync(\"http://169.254.169.254/openstack/latest/meta_data.json\");",
        "await http.GetStringAsync(\"http://169.254.169.254/hetzner/v1/metadata/instance-id\");",
        "await http.GetStringAsync(\"https://example.com/metadata/instance?api-version=1\");",
        "await http.GetStringAsync(\"https://example.com/metadata/instance/compute/vmSize?api-version=2021-02-01\");",
        "await http.GetStringAsync(\"https://management.azure.com/subscriptions?api-version=2020-01-01\");",
        "await http.GetStringAsync(\"/api/metadata/instance/42\");",
        "await http.GetStringAsync(\"/metadata/instances/42\");",
        "await http.GetStringAsync(\"/metadata/instance/42\");",
        "await http.GetStringAsync(\"metadata/versions/7\");",
        // a client or a message that is made elsewhere, or handed on, may have what is not seen here
        "using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }); "
        + "client.DefaultRequestHeaders.Add(\"Metadata\", \"true\"); await "
            + $"client.GetStringAsync(\"{Http}/instance?api-version=2021-02-01\");",
        "using var client = new HttpClient(new HttpClientHandler { UseProxy = false }); client.DefaultRequestHeaders.Add(path, "
        + $"\"true\"); await client.GetStringAsync(\"{Http}/instance?api-version=2021-02-01\");",
        $"using var client = new HttpClient(); Prepare(client); await client.GetStringAsync(\"{Http}/instance?api-version=2021-02-01\"); "
        + "void Prepare(HttpClient other) { }",
        "using var client = new HttpClient(new HttpClientHandler { UseProxy = false }); var request = new "
        + $"HttpRequestMessage(HttpMethod.Get, \"{Http}/instance?api-version=2021-02-01\"); Prepare(request); await "
            + "client.SendAsync(request); void Prepare(HttpRequestMessage other) { }",
        $"var request = new HttpRequestMessage(HttpMethod.Get, \"{Http}/instance?api-version=2021-02-01\"); var other = new "
        + "HttpRequestMessage(); other.Headers.Add(\"X-Forwarded-For\", query); await http.SendAsync(request);",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01&extended=true\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01&something=else\");",
        $"await http.GetStringAsync(string.Format(\"{Http}/instance/{{0}}?api-version=2021-02-01\", path));",
        $"var text = new System.Text.StringBuilder(\"{Http}/instance\"); if (index > 0) text.Append(\"/compue\"); await "
        + "http.GetStringAsync(text.ToString());",
        $"var text = \"{Http}/instance\"; if (index > 0) text += \"/compue\"; await http.GetStringAsync(text + \"?api-version=2021-02-01\");",
        $"var text = \"{Http}/instance\"; text += \"/compue\"; text = path; await http.GetStringAsync(text + \"?api-version=2021-02-01\");",
        $"var text = \"{Http}/instance\"; Func<Task> ask = () => http.GetStringAsync(text); text += \"/compue\"; text += "
        + "\"?api-version=2021-02-01\"; await ask();",
        $"var text = \"{Http}/instance\"; for (var i = 0; i < 2; i++) {{ await http.GetStringAsync(text + \"?api-version=2021-02-01\"); "
        + "text += \"/compute\"; }}".Replace("}}", "}"),
        // texts that are not sent
        $"Console.WriteLine(\"Asking {Http}/instance/compute/vmsiz?api-version=2021-2-1\");",
        $"Log(\"{Http}/instance/compute/vmsiz?api-version=2021-2-1\");",
        $"LogAddress(url: \"{Http}/instance/compute/vmsiz?api-version=2021-2-1\");",
        $"throw new InvalidOperationException(\"{Http}/instance/compute/vmsiz\");",
        $"throw new AddressException(url: \"{Http}/instance/compute/vmsiz\");",
        $"var known = path == \"{Http}/instance/compute/vmsiz\";",
        $"if (path.StartsWith(\"{Http}/instance/compue\")) return;",
        "var exists = System.IO.File.Exists(\"/metadata/instance/compue\");",
        $"var text = \"{Http}/instance/compute/vmsiz?api-version=2021-2-1\";",
        $"/* {Http}/instance/compute/vmsiz */ await http.GetStringAsync(path);",
        "var words = new[] { \"metadata/\", \"/metadata/instance/compue\" };",
    ];

    public static TheoryData<string> Reported =>
    [
        // routes
        $"await http.GetStringAsync(\"{Http}/instance/compute/{{|IMDS201:vmSiz|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/{{|IMDS201:vmSize|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS201:instnce|}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/{{|IMDS201:nothing|}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync(\"{Http}/identity/oauth2/{{|IMDS201:tokn|}}?api-version=2018-02-01&resource=x\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS201:scheduledevent|}}?api-version=2020-07-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/network/interface/{{|IMDS201:ipv4|}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync($\"{Http}/instance/network/interface/{{index}}/{{|IMDS201:macAdress|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/vmSize/{{|IMDS201:name|}}?api-version=2021-02-01&format=text\");",
        "await http.GetStringAsync(\"/metadata/instance/{|IMDS201:compue|}?api-version=2021-02-01\");",
        "await http.GetStringAsync($\"{path}/metadata/instance/{|IMDS201:compue|}?api-version=2021-02-01\");",
        $"var uri = new Uri(@\"{Http}/instance/{{|IMDS201:compue|}}\");",
        $"const string Root = \"{Http}\"; const string Route = Root + \"/instance/{{|IMDS201:compue|}}\"; await "
        + "http.GetStringAsync(Route + \"?api-version=2021-02-01\");",
        "var url = \"/metadata/instance/{|IMDS201:compue|}\"; await http.GetStringAsync(url + \"?api-version=\" + version);",
        "_ = new Imds.CompilerServices.ImdsRoute(null!, \"instance/{|IMDS201:compue|}\");",
        "_ = default(Imds.CompilerServices.ImdsRoute).To(\"{|IMDS202:instance/compute/userData|}\", \"2020-09-01\");",
        // availability
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:instance/compute/userData|}}?api-version=2020-09-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:instance/compute/customData|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:instance/compute/securityProfile/securityType|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:loadbalancer|}}?api-version=2019-08-15\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:attested/document|}}?api-version=2018-02-01\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS202:identity/oauth2/token|}}?api-version=2017-08-01&resource=x\");",
        $"Send({{|IMDS202:\"{Http}/instance/compute/userData\"|}}, \"api-version=2020-09-01\");".Replace(
            $"{{|IMDS202:\"{Http}/instance/compute/userData\"|}}", $"\"{Http}/{{|IMDS202:instance/compute/userData|}}\""),
        "Send(\"/metadata/{|IMDS202:instance/compute/userData|}\", \"?api-version=2020-09-01\");",
        $"var builder = new UriBuilder(\"{Http}/{{|IMDS202:instance/compute/userData|}}\"); builder.Query = "
        + "\"api-version=2020-09-01&format=text\"; await http.GetAsync(builder.Uri);",
        // no version
        $"await http.GetStringAsync({{|IMDS203:\"{Http}/instance\"|}});",
        $"await http.GetStringAsync({{|IMDS203:\"{Http}/instance/compute?format=json\"|}});",
        "await http.GetStringAsync({|IMDS203:\"http://169.254.169.254/MetaData/{|IMDS218:Instance|}\"|});",
        "await http.GetStringAsync({|IMDS203:\"http://169.254.169.254/METADATA/{|IMDS218:INSTANCE|}\"|});",
        "await http.GetStringAsync({|IMDS203:\"http://169.254.169.254/mETAdATA/instance\"|});",
        $"await http.GetStringAsync({{|IMDS203:new Uri(\"{Http}/instance\")|}});",
        $"var uri = new Uri(\"{Http}/attested/document\"); await http.GetAsync({{|IMDS203:uri|}});",
        $"var request = new HttpRequestMessage(HttpMethod.Get, {{|IMDS203:\"{Http}/scheduledevents\"|}});",
        $"var request = new HttpRequestMessage {{ RequestUri = {{|IMDS203:new Uri(\"{Http}/instance\")|}} }};",
        // versions
        $"await http.GetStringAsync(\"{Http}/instance?api-version={{|IMDS204:2021-2-1|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version={{|IMDS204:latest|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version={{|IMDS204:2021-02-30|}}\");",
        $"var uri = new Uri(\"{Http}/instance?api-version={{|IMDS204:20210201|}}\");",
        $"Send(\"{Http}/instance\", \"api-version={{|IMDS204:v1|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version={{|IMDS205:2021-02-02|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version={{|IMDS205:2019-04-01|}}\");",
        $"await http.GetStringAsync($\"{Http}/{{path}}?api-version={{|IMDS205:2022-01-01|}}\");",
        // formats
        $"await http.GetStringAsync(\"{Http}/{{|IMDS206:instance/compute/vmSize|}}?api-version=2021-02-01\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/vmSize?api-version=2021-02-01&format={{|IMDS206:json|}}\");",
        $"await http.GetStringAsync($\"{Http}/{{|IMDS206:instance/compute/vmSize|}}?api-version={{version}}\");",
        $"await http.GetStringAsync(\"{Http}/attested/document?api-version=2021-02-01&format={{|IMDS207:text|}}\");",
        $"await http.GetStringAsync(\"{Http}/scheduledevents?api-version=2020-07-01&format={{|IMDS207:text|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01&format={{|IMDS207:xml|}}\");",
        // parameters, scheme
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01&{{|IMDS208:api-version=2021-02-01|}}\");",
        $"await http.GetStringAsync(\"{Http}/instance?api-version=2021-02-01&format=json&{{|IMDS208:Format=json|}}\");",
        $"await http.GetStringAsync($\"{Http}/instance?api-version=2021-02-01&format=json&{{|IMDS208:format={{query}}|}}\");".Replace(
            "{|IMDS208:format={query}|}", "format={query}").Replace("$\"", "{|IMDS208:$\"").Replace("{query}\"", "{query}\"|}"),
        "await http.GetStringAsync(\"{|IMDS209:https|}://169.254.169.254/metadata/instance?api-version=2021-02-01\");",
        "var uri = new Uri(\"{|IMDS209:https|}://169.254.169.254/metadata/identity/oauth2/token\");",
        $"await http.GetStringAsync(\"{Http}/{{|IMDS218:Instance|}}/{{|IMDS218:Compute|}}/{{|IMDS218:VMSize|}}?api-version=2021-02-01&format=text\");",
        $"await http.GetStringAsync(\"{Http}/instance/compute/{{|IMDS218:tagslist|}}?api-version=2021-02-01\");",
        // what an endpoint supports
        $"await http.GetStringAsync(\"{Http}/scheduledevents?api-version={{|IMDS217:2021-02-01|}}\");",
        $"await http.GetStringAsync(\"{Http}/attested/document?api-version=2020-09-01&{{|IMDS216:nonse|}}=1234567890\");",
        $"await http.GetStringAsync(\"{Http}/identity/oauth2/token?api-version=2018-02-01&resource=x&{{|IMDS216:clientid|}}=y\");",
        $"await http.GetStringAsync({{|IMDS215:\"{Http}/identity/oauth2/token?api-version=2018-02-01\"|}});",
        $"await http.PostAsync({{|IMDS214:\"{Http}/instance?api-version=2021-02-01\"|}}, null);",
        $"await http.DeleteAsync({{|IMDS214:\"{Http}/scheduledevents?api-version=2020-07-01\"|}});",
        $"var request = new HttpRequestMessage(HttpMethod.Put, {{|IMDS214:\"{Http}/attested/document?api-version=2020-09-01\"|}});",
        // what the service wants of a client and its headers
        "using var client = new HttpClient(); await "
        + $"client.GetStringAsync({{|IMDS211:{{|IMDS212:\"{Http}/instance?api-version=2021-02-01\"|}}|}});",
        "using var client = new HttpClient(); client.DefaultRequestHeaders.Add(\"Metadata\", \"true\"); await "
        + $"client.GetStringAsync({{|IMDS212:\"{Http}/instance?api-version=2021-02-01\"|}});",
        "using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }); await "
        + $"client.GetStringAsync({{|IMDS211:\"{Http}/instance?api-version=2021-02-01\"|}});",
        "using var client = new HttpClient(); using var request = new HttpRequestMessage(HttpMethod.Get, "
        + $"{{|IMDS211:{{|IMDS212:\"{Http}/instance?api-version=2021-02-01\"|}}|}}); await client.SendAsync(request);",
        $"using var request = new HttpRequestMessage(HttpMethod.Get, \"{Http}/instance?api-version=2021-02-01\"); "
        + "{|IMDS213:request.Headers.Add(\"X-Forwarded-For\", query)|}; await http.SendAsync(request);",
        // put together
        $"await http.GetStringAsync({{|IMDS201:string.Format(\"{Http}/instance/{{0}}?api-version=2021-02-01\", \"compue\")|}});".Replace(
            "{|IMDS201:string.Format", "string.Format").Replace("\"compue\")|}", "\"{|IMDS201:compue|}\")"),
        $"await http.GetStringAsync(string.Join(\"/\", \"{Http}\", \"instance\", \"{{|IMDS201:compue|}}\") + \"?api-version=2021-02-01\");",
        $"await http.GetStringAsync(string.Concat(\"{Http}\", \"/instance\", \"/{{|IMDS201:compue|}}\", \"?api-version=\", "
        + "\"2021-02-01\"));",
        $"var text = \"{Http}/instance/\"; text += \"{{|IMDS201:compue|}}\"; Log(text); text += \"?api-version=2021-02-01\"; "
        + "await http.GetStringAsync(text);",
        $"var text = \"{Http}/instance/{{|IMDS201:compue|}}\"; text += \"?api-version=\" + version; if (index > 0) {{ await "
        + "http.GetStringAsync(text); }",
        $"var text = new System.Text.StringBuilder(\"{Http}\"); text.Append(\"/instance/{{|IMDS201:compue|}}\"); "
        + "text.Append('?').Append(\"api-version=2021-02-01\"); await http.GetStringAsync(text.ToString());",
        "await http.GetStringAsync({|IMDS202:new UriBuilder(\"http\", \"169.254.169.254\", 80, \"metadata/instance/compute/userData\") { Query = \"api-version=2020-09-01&format=text\" }.Uri|});".Replace("{|IMDS202:new", "new").Replace(".Uri|}", ".Uri").Replace("metadata/instance/compute/userData", "metadata/{|IMDS202:instance/compute/userData|}"),
        $"await http.GetStringAsync(new Uri(new Uri(\"{Http}/\"), \"instance/{{|IMDS201:compue|}}?api-version=2021-02-01\"));",
        // several at once
        "await http.GetStringAsync(\"{|IMDS209:https|}://169.254.169.254/metadata/instance/{|IMDS201:compue|}?api-version={|IMDS204:2021|}\");",
        $"await http.GetStringAsync(index > 0 ? \"{Http}/instance/{{|IMDS201:compue|}}?api-version=2021-02-01\" : "
        + $"\"{Http}/instance/{{|IMDS201:netwrk|}}?api-version=2021-02-01\");",
        // a text that is sent twice is reported once
        $"var url = \"{Http}/instance/{{|IMDS201:compue|}}?api-version=2021-02-01\"; await http.GetStringAsync(url); await "
        + "http.GetStringAsync(url);",
        $"await http.GetStringAsync(new Uri(\"{Http}/instance/{{|IMDS201:compue|}}?api-version=2021-02-01\"));",
    ];
}
