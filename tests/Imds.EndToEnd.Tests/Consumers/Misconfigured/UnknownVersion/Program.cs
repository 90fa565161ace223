using Imds;

await using var imds = new ImdsClient();
Console.WriteLine(imds.ApiVersion);
