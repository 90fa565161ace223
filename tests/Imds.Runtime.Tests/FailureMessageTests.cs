using System.Net;
using System.Net.Sockets;
using Imds.Runtime.Http;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Tests;

/// <summary>What the message of each failure says, as a whole: what was asked, what happened, and what to do.</summary>
public class FailureMessageTests
{
    private const string Asked = "GET http://169.254.169.254/metadata/instance?api-version=2021-02-01: ";

    private const string NoService = "The service exists only on Azure virtual machines: elsewhere, set ImdsClientOptions.Endpoint to an "
        + "emulator. On a virtual machine, check that its routes and its firewall let requests to this address out.";

    private const string NotTheService =
        "Something other than the service answers at this address, such as a proxy or a captive portal. " + NoService;

    private static readonly ImdsEndpoint Instance = new("instance") { Members = ["compute", "network"] };

    [Theory]
    [InlineData(400, "", "the service answered 400. The request is at fault: trying again does not help.")]
    [InlineData(401, "", "the service answered 401. The service does not allow this request; trying again does not help.")]
    [InlineData(403, "", "the service answered 403. The service does not allow this request; trying again does not help.")]
    [InlineData(404, "", "the service answered 404. There is no such path, or not in api-version 2021-02-01.")]
    [InlineData(404, "not found.",
        "the service answered 404, saying 'not found'. There is no such path, or not in api-version 2021-02-01.")]
    [InlineData(404, "Nothing is here.", "the service answered 404, saying 'Nothing is here'.")]
    [InlineData(405, "", "the service answered 405. The service does not take this method here.")]
    [InlineData(407, "", "a proxy answered (407). " + NotTheService)]
    [InlineData(408, "", "the service answered 408. The fault is the service's and usually passes: try again.")]
    [InlineData(410, "", "the service answered 410. The service is being updated, which takes up to 70 seconds: try again then.")]
    [InlineData(418, "short", "the service answered 418, saying 'short'. The request is at fault: trying again does not help.")]
    [InlineData(429, "", "the service answered 429. Ask less often: the service takes about five requests a second.")]
    [InlineData(499, "<html>", "the reply (499) is a web page. " + NotTheService)]
    [InlineData(500, "<html>", "the service answered 500. The fault is the service's and usually passes: try again.")]
    [InlineData(100, "", "the service answered 100. The request is at fault: trying again does not help.")]
    [InlineData(300, "",
        "the reply is a redirect (300) to nowhere, which is not followed. The service never redirects: check what answers at this address.")]
    [InlineData(399, "",
        "the reply is a redirect (399) to nowhere, which is not followed. The service never redirects: check what answers at this address.")]
    [InlineData(400, """{"error":"no","error_description":"never"}""",
        "the service answered 400, saying 'no: never'. The request is at fault: trying again does not help.")]
    [InlineData(400, """{"error_description":"never"}""",
        "the service answered 400, saying 'never'. The request is at fault: trying again does not help.")]
    [InlineData(400, """{"error":"no","newest-versions":["2020-09-01","2020-06-01"]}""",
        "the service answered 400, saying 'no'. Ask for an api-version that the service knows; its newest are 2020-09-01, 2020-06-01.")]
    public void Of_a_status(int status, string body, string message) =>
        Assert.Equal(Asked + message, Failures.Of(ReplyOf(status, body))?.Message);

    [Theory]
    [InlineData(200)]
    [InlineData(299)]
    public void Nothing_is_wrong_with_a_status_of_success(int status) => Assert.Null(Failures.Of(ReplyOf(status, "{}")));

    [Fact]
    public void Of_a_redirect_that_says_where_to()
    {
        using var response = StubHandler.Reply(HttpStatusCode.Found, "");
        response.Headers.Location = new Uri("http://elsewhere/");
        Assert.Equal(Asked + "the reply is a redirect (302) to http://elsewhere/, which is not followed. The service never redirects: check "
            + "what answers at this address.", Failures.Of(new Reply(Target(Instance), response, default, TimeProvider.System))?.Message);
    }

    [Fact]
    public void Of_an_endpoint_that_knows_more()
    {
        var endpoint = new ImdsEndpoint("x") { NotFound = "there is none", Limits = ImdsRequestLimits.Identity };
        Assert.EndsWith(": the service answered 404, saying 'None'. It means: there is none.",
            Failures.Of(ReplyOf(404, "None", endpoint))?.Message);
        Assert.EndsWith(
            ": the service answered 429. Ask less often: for identity the service takes 20 requests a second, and 5 at once.",
            Failures.Of(ReplyOf(429, "", endpoint))?.Message);
    }

    [Fact]
    public void Of_a_connection()
    {
        var target = Target(Instance);
        var refused = new HttpRequestException("", new IOException("", new SocketException((int)SocketError.ConnectionRefused)));
        Says("nothing listens at this address (connection refused). " + NoService,
            Failures.Broken(target, ImdsFailure.Unreachable, refused), refused);
        var unreachable = new HttpRequestException("", new SocketException((int)SocketError.HostUnreachable));
        Says("no connection to this address could be made. " + NoService,
            Failures.Broken(target, ImdsFailure.Unreachable, unreachable), unreachable);
        Says("what answered is not HTTP. Something other than the service listens at this address. " + NoService,
            Failures.Broken(target, ImdsFailure.NotImds, refused), refused);
        Says("the connection broke before the reply was whole. Try again; if it lasts, check what stands between here and the service.",
            Failures.Broken(target, ImdsFailure.Interrupted, refused), refused);
        Says("no connection to this address could be made within 1.5 s. " + NoService,
            Failures.ConnectTimedOut(target, TimeSpan.FromSeconds(1.5), refused), refused);
    }

    [Fact]
    public void Of_time()
    {
        var target = Target(Instance);
        var cause = new OperationCanceledException();
        Says("not sent: no service is here, which is known since 2026-01-01 00:00:00 UTC (2.5 s ago). The next call after 60 s tries again "
            + "(ImdsClientOptions.AbsenceLifetime). " + NoService,
            Failures.KnownAbsent(target, TestClock.Beginning, TimeSpan.FromSeconds(2.5), TimeSpan.FromMinutes(1)), null);
        Says("nothing has answered within 10 s, nor ever before. " + NoService + " A service that needs longer for its first answer gets it "
            + "by ImdsClientOptions.AttemptTimeout.", Failures.Silent(target, TimeSpan.FromSeconds(10), cause), cause);
        Says("no whole reply came within 0.001 s. Off Azure the service does not exist. On a virtual machine, try again, or allow more with "
            + "ImdsClientOptions.AttemptTimeout.", Failures.TryTimedOut(target, TimeSpan.FromMilliseconds(1), cause), cause);
        Says("the call did not succeed within 30 s. Off Azure the service does not exist. On a virtual machine, try again, or allow more "
            + "with ImdsClientOptions.Timeout. (3 attempts.)", Failures.CallTimedOut(target, TimeSpan.FromSeconds(30), 3, cause), cause);
        var last = new ImdsException(ImdsFailure.ServiceFault, "It fell over.");
        Says("the call did not succeed within 30 s. Off Azure the service does not exist. On a virtual machine, try again, or allow more "
            + "with ImdsClientOptions.Timeout. The last failure: It fell over.",
            Failures.CallTimedOut(target, TimeSpan.FromSeconds(30), 1, last), last);
    }

    [Fact]
    public void Of_what_a_reply_holds()
    {
        var reply = ReplyOf(200, """{"error":"no."}""");
        Says("the reply is larger than 5 bytes. The service sends nothing of that size: check what answers there, or allow more with "
            + "ImdsClientOptions.MaxResponseBytes.", Failures.TooLarge(Target(Instance), HttpStatusCode.OK, 5), null);
        Says("the reply (200) is empty. Try again: the service sends such replies at times.", Failures.Empty(reply), null);
        Says("the reply (200) is XML, which the service never sends as a value. Check what answers there.", Failures.Xml(reply), null);
        Says("the service answered 200, but with an error in place of a value, saying 'no'. Try again; if it lasts, check what answers "
            + "there.", Failures.ErrorInSuccess(reply), null);
        Says("the reply is JSON, but not the document that was asked for: it has no compute and no network. Try again; if it lasts, check "
            + "what answers there.", Failures.OtherDocument(reply), null);
        Says("the reply, a text of 3 characters, is not a number. Ask for the text in place of the value, or for the whole document, where "
            + "such a field reads as its default.", Failures.WrongKind(reply, "abc", "a number"), null);
        var cause = new System.Text.Json.JsonException("", null, 2, 4);
        Says("the reply is not valid JSON, or was cut short, at line 3, byte 5. Try again; if it lasts, check what answers there.",
            Failures.NotJson(reply, cause), cause);
    }

    private static void Says(string message, ImdsException failure, Exception? cause)
    {
        Assert.Equal(Asked + message, failure.Message);
        Assert.Same(cause, failure.InnerException);
    }

    private static Reply ReplyOf(int status, string body, ImdsEndpoint? endpoint = null)
    {
        var response = StubHandler.Reply((HttpStatusCode)status, body);
        return new Reply(Target(endpoint ?? Instance), response, System.Text.Encoding.UTF8.GetBytes(body), TimeProvider.System);
    }

    private static RequestTarget Target(ImdsEndpoint endpoint) => new(HttpMethod.Get,
        $"http://169.254.169.254/metadata/{endpoint.Path}?api-version=2021-02-01", "2021-02-01", endpoint.Path, endpoint);
}
