// Why: a machine proves to a server which machine it is, without a secret between them; both sides in one process, for the sake of reading.
using Attestation;
using Imds;
using Imds.Emulator;

await using var emulator = await ImdsEmulator.StartAsync();
await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = emulator.Endpoint });

// An emulator signs with a certificate authority of its own. In Azure this is ImdsAttestationOptions.ForEnvironment("AzurePublicCloud").
var trust = new ImdsAttestationOptions { FetchIssuer = null };
trust.TrustedRoots.Add(emulator.RootCertificate);
trust.Intermediates.Add(emulator.IntermediateCertificate);
var ours = await imds.Instance.Compute.SubscriptionId.GetAsync();

await using var server = Server.Create(new Machines(ours, trust));
await server.StartAsync();
using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

Console.WriteLine($"introduced: {await Machine.IntroduceAsync(imds, http)}");

// Whoever listens has the signature, and gets nowhere with it: a nonce is good once.
Console.WriteLine($"again, with what was sent: {await Machine.RepeatAsync(http)}");

emulator.Faults.Add("attested/document", ImdsFault.Attested(AttestedDefect.LookAlikeDomain));
Console.WriteLine($"from a look-alike: {await Machine.IntroduceAsync(imds, http)}");
