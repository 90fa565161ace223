namespace Imds.Analyzers.Tests;

/// <summary>IMDS2nn: requests written as texts.</summary>
public class RequestTests
{
    [Theory, MemberData(nameof(RequestCases.Clean), MemberType = typeof(RequestCases))]
    public Task Nothing_is_reported_in(string statements) => Verify(statements);

    [Theory, MemberData(nameof(RequestCases.Reported), MemberType = typeof(RequestCases))]
    public Task Reported_in(string statements) => Verify(statements);

    private static Task Verify(string statements) => new VerifierTest
    {
        TestCode = $$"""
            using System;
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;

            class C
            {
                async Task M(HttpClient http, string version, string path, string query, int index)
                {
                    await Task.Yield();
                    {{statements}}
                }

                void Send(string subPath, string queryString) { }
                void Log(string url) { }
                void LogAddress(string url) { }
                class AddressException(string url) : Exception(url);
            }
            """,
    }.RunAsync();
}
