using System.Collections;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imds.CompilerServices;
using Imds.Emulator;
using Imds.Emulator.Cli;
using Imds.Emulator.Configuration;
using Imds.Emulator.Syntax;
using Imds.Fuzz.Frame;
using Imds.Fuzz.Tool;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imds.Fuzz.Targets.Settings;

/// <summary>
/// Settings of all kinds, in every place where something can be set: what cannot be meant is said in one line in the words of whoever set
/// it, without those of .NET.
/// </summary>
internal sealed partial class SettingsTarget : TextFuzzTarget
{
    // Where nothing listens.
    private const string Nowhere = "http://127.0.0.1:1/metadata";

    private static readonly Lazy<HttpMessageHandler> Service = new(() =>
        ImdsEmulator.StartAsync(new() { Listen = false }).GetAwaiter().GetResult().CreateHandler());

    public override string Name => "settings";

    public override int InputsInTests => 1000;

    public override string CaseExtension => ".json";

    protected override string MakeText(Random random) =>
        JsonSerializer.Serialize(new SettingsMaker(random).Make(), SettingsQuestionJson.Default.SettingsQuestion);

    protected override void Check(string input)
    {
        SettingsQuestion? question;
        try
        {
            question = JsonSerializer.Deserialize(input, SettingsQuestionJson.Default.SettingsQuestion);
        }
        catch (JsonException)
        {
            return;
        }

        switch (question?.Place)
        {
            case SettingsPlace.Tool:
                InFolder(question, folder => CheckTool(question, folder));
                break;
            case SettingsPlace.Emulator:
                InFolder(question, folder => CheckEmulator(question, folder));
                break;
            case SettingsPlace.Hosting:
                CheckHosting(question);
                break;
            case SettingsPlace.UserData:
                CheckUserData(question);
                break;
            default:
                break;
        }
    }

    /// <summary>With the text in a file, and its name where FILE stands.</summary>
    private static void InFolder(SettingsQuestion question, Action<Func<string, string>> check)
    {
        var folder = Directory.CreateTempSubdirectory("imds-fuzz-");
        try
        {
            var file = Path.Combine(folder.FullName, "settings.json");
            System.IO.File.WriteAllText(file, question.Text);
            check(text => text.Replace(SettingsMaker.File, file, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void CheckTool(SettingsQuestion question, Func<string, string> place)
    {
        // What runs until it is stopped is stopped at once, and what opens ports, or asks others for certificates, is left to other tests.
        var words = question.Arguments.Select(place).ToArray();
        using var stop = new CancellationTokenSource();
        if (words.Contains("emulate") || words.Contains("watch") || words.Contains("--emulator"))
        {
            stop.Cancel();
        }

        string? Variable(string name) => question.Values.GetValueOrDefault(name) ?? (name == "IMDS_ENDPOINT" ? Nowhere : null);
        var service = question.IsServed ? new Document(question.Text) : Service.Value;
        var run = ToolRun.OfAsync(words, Variable, question.Text, service, stop.Token).GetAwaiter().GetResult();
        Require(run.IsListed, "an exit code that is none", $"{run}");
        Require(run.Error.Length > 0 || !run.IsMisused, "a refusal without words", $"{run}");
        Require(run.Error.Length == 0 || run.Error.StartsWith("imds", StringComparison.Ordinal),
            "an error that does not say whose", $"{run}");
        if (!run.IsDone && run.Error.Length > 0)
        {
            RequireLine(run.Error.TrimEnd('\n'));
        }
    }

    private static void CheckEmulator(SettingsQuestion question, Func<string, string> place)
    {
        var settings = new EmulatorSettings();
        try
        {
            var environment = new Hashtable();
            foreach (var (name, value) in question.Values)
            {
                environment[name] = place(value);
            }

            settings = SettingsReader.Read(
                Given(question.Arguments.Select(place)), environment, warning => RequireLine(EmulatorCommand.Line(warning)));
            var emulator = ImdsEmulator.StartAsync(settings.Options with { Listen = false }).GetAwaiter().GetResult();
            emulator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (UsageException e)
        {
            RequireLine(EmulatorCommand.Line(e.Message));
        }
        catch (ArgumentException e) when (Senseless.OptionOf(e) is not null)
        {
            RequireLine(EmulatorCommand.Line(settings.Explain(e)));
        }
    }

    // What the command line knows to be a setting. That words are other things is for the tool to say, which is asked as well.
    private static Dictionary<Setting, IReadOnlyList<string>> Given(IEnumerable<string> words)
    {
        var given = new Dictionary<Setting, IReadOnlyList<string>>();
        Setting? setting = null;
        foreach (var word in words)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                setting = Setting.Find(word[2..]);
                if (setting is { IsSwitch: true })
                {
                    given[setting] = [""];
                }
            }
            else if (setting is not null)
            {
                given[setting] = setting.Plural is not null && given.TryGetValue(setting, out var before) ? [.. before, word] : [word];
            }
        }

        return given;
    }

    private static void CheckHosting(SettingsQuestion question)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(question.Values.DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        ImdsClients.Add(services, options => new Models.ImdsClient(options));
        using var provider = services.BuildServiceProvider();
        try
        {
            var options = provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value;
            using var client = new Models.ImdsClient(options);
            Require(client.Endpoint.Scheme is "http" or "https" && client.Endpoint.UserInfo.Length == 0,
                "an endpoint that is none", $"{client.Endpoint}");
        }
        catch (OptionsValidationException e)
        {
            Require(e.Failures.Any(), "a refusal without words", e.Message);
            foreach (var failure in e.Failures)
            {
                RequireLine(failure);
                Require(failure.Contains("Imds:", StringComparison.Ordinal)
                    || failure.StartsWith("ImdsClientOptions.", StringComparison.Ordinal), "a refusal that names no setting", failure);
                Require(!failure.Contains("secret", StringComparison.Ordinal), "a password is shown", failure);
            }
        }
    }

    private static void CheckUserData(SettingsQuestion question)
    {
        if (question.Arguments is not [var format, var field, var prefix] || !Enum.TryParse<ImdsUserDataFormat>(format, out var userData))
        {
            return;
        }

        var text = JsonSerializer.Serialize(Convert.ToBase64String(Encoding.UTF8.GetBytes(question.Text)));
        using var service = new Document(
            $$"""{"compute":{"vmSize":"s","userData":{{text}},"tagsList":[{"name":"app-a__b","value":"c"}] },"network":{} }""");
        try
        {
            var configuration = new ConfigurationBuilder().AddImds(options =>
            {
                options.Endpoint = new Uri(Nowhere);
                options.Handler = service;
                options.UserData = userData;
                options.Fields["Machine:Size"] = field;
                options.TagPrefixes.Add(prefix);
                options.Optional = false;
            }).Build();
            (configuration as IDisposable)?.Dispose();
        }
        catch (Exception e) when (e is FormatException
            || (e is ArgumentException && e.Message.StartsWith("The instance document has no field", StringComparison.Ordinal)))
        {
            // As they are documented, for a C# programmer.
            Require(e.Message.Contains("user data", StringComparison.Ordinal) || e is ArgumentException, "an unclear refusal", e.Message);
        }
    }

    private static void RequireLine(string text)
    {
        Require(text.Length is > 0 and < 10_000 && !text.Any(c => char.IsControl(c)), "a message that is no line", text);
        Require(!OfDotNet().IsMatch(text), "a message in words of .NET", text);
    }

    private static void Require(bool holds, string kind, string details)
    {
        if (!holds)
        {
            throw new FuzzException(kind, details);
        }
    }

    // Names of types, a stack, and what its exceptions say of parameters.
    [GeneratedRegex(@"System\.[A-Z]|Microsoft\.|\bat Imds\.|Exception\b|\(Parameter '|Nullable|Unhandled", RegexOptions.None,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OfDotNet();

    /// <summary>A service with one document.</summary>
    private sealed class Document(string json) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            });
    }
}
